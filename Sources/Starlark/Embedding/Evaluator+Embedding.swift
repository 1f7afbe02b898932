import StarlarkSyntax

// What the public interface asks of an evaluator.
extension Evaluator {
  /// What an embedding program calls.
  enum Callee {
    case handle(StarlarkHandle)
    case value(Value)
  }

  /// Calls a function with values of Swift and copies its result out.
  func invoke(
    _ callee: Callee, _ arguments: [StarlarkValue], named: [(String, StarlarkValue)]
  ) throws(EvaluationError) -> StarlarkValue {
    let importer = ValueImporter(machine)
    let function =
      switch callee {
      case .value(let value): value
      case .handle(let handle): importer.value(.handle(handle))
      }
    var positional: [Value] = []
    var byName: [(String, Value)] = []
    for argument in arguments { positional.append(importer.value(argument)) }
    for (name, argument) in named { byName.append((name, importer.value(argument))) }
    if hasFailed { throw takeError() }
    return try export(try call(function, positional, named: byName))
  }

  /// Copies a value out.
  func export(_ value: Value) throws(EvaluationError) -> StarlarkValue {
    var exporter = ValueExporter(machine)
    do throws(TransferFailure) {
      return try exporter.export(value)
    } catch {
      _ = machine.fail(error)
      throw takeError()
    }
  }
}

extension EvaluationError {
  /// An error that no code caused.
  init(kind: Kind = .programming, _ message: String, hint: String? = nil) {
    self.init(
      kind: kind,
      diagnostic: Diagnostic(
        .evaluation, message, hint: hint, in: SourceText(name: "", bytes: []), at: .none),
      traceback: [])
  }

  /// An error that was found before the evaluation began.
  package init(_ diagnostic: Diagnostic) {
    let kind: Kind =
      switch diagnostic.category {
      case .limit: .limit
      case .cancelled: .cancelled
      default: .programming
      }
    self.init(kind: kind, diagnostic: diagnostic, traceback: [])
  }

  /// A result that Swift does not take as the type it wants.
  init(_ error: ConversionError, of name: String) {
    self.init(kind: .host, "\(name): \(error)")
    underlying = error
  }
}

extension EvaluationError: CustomStringConvertible {
  /// The place, the message, the line with carets under the exact expression, the hint, and the calls that led there.
  public var description: String {
    guard diagnostic.source.name.isEmpty else { return diagnostic.rendered(traceback: traceback) }
    let hint = diagnostic.hint.map { "; \($0)" } ?? ""
    let calls = traceback.isEmpty ? "" : "\n" + Diagnostic.rendered(traceback: traceback)
    return "error: " + diagnostic.message + hint + calls
  }
}
