public import StarlarkCompiler
public import StarlarkSyntax

/// A call of a host function under way: its arguments, and what the function may ask of the evaluation.
///
/// It cannot be kept: it is only valid while the function runs.
public struct FunctionCall: ~Copyable {
  private let machine: Machine
  private let window: Values
  /// The signature of the function.
  public let signature: Signature

  init(machine: Machine, window: Values, signature: Signature) {
    self.machine = machine
    self.window = window
    self.signature = signature
  }

  // MARK: Arguments

  /// The argument of a parameter, nil where the call leaves it out: a tuple for `*args`, a dict for `**kwargs`.
  ///
  /// - Throws: An error where the argument cannot be passed to Swift.
  public func value(_ parameter: String) throws -> StarlarkValue? {
    guard let index = signature.parameters.firstIndex(where: { $0.name == parameter }) else {
      preconditionFailure("\(signature.name) has no parameter \(parameter)")
    }
    guard !window[index].isUnbound else { return nil }
    var exporter = ValueExporter(machine)
    return try exporter.export(window[index])
  }

  /// The argument of a parameter as a Swift type; `None` where the call leaves it out.
  ///
  /// - Throws: An error that names the parameter, where the argument is of another type or breaks its limit.
  public func argument<Argument: StarlarkConvertible>(
    _ parameter: String, as type: Argument.Type = Argument.self
  ) throws -> Argument {
    let given = try value(parameter) ?? .none
    let limit = signature.parameters.first { $0.name == parameter }?.limit
    do throws(ConversionError) {
      if let limit { try limit.check(given) }
      return try Argument.converted(from: given)
    } catch {
      throw ArgumentError(parameter: parameter, reason: error)
    }
  }

  // MARK: The evaluation

  /// Calls a function of the script.
  ///
  /// - Throws: ``EvaluationError`` where the call fails; thrown on, it ends the script with the calls that led there.
  public func invoke(
    _ function: StarlarkHandle, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:]
  ) throws(EvaluationError) -> StarlarkValue {
    let evaluator = machine.evaluator
    return try evaluator.invoke(
      .handle(function), arguments, named: named.map { ($0.key, $0.value) })
  }

  /// Counts steps of work that the function does itself, so that limits and cancellation reach it.
  ///
  /// - Throws: An error that no script can catch, where a limit is passed or the evaluation cancelled; throw it on.
  public func charge(_ steps: Int) throws {
    guard machine.charge(max(0, min(steps, Int.max / 4))) else { throw TransferFailure.recorded }
  }

  /// Writes to where `print` writes.
  ///
  /// - Throws: An error that no script can catch, past the limit of output; throw it on.
  public func print(_ text: String) throws {
    guard machine.evaluator.print(Array(text.utf8)) else { throw TransferFailure.recorded }
  }

  /// Where the call is written; nil where no script called the function.
  public var callSite: (source: SourceText, span: Span)? { machine.callSite }

  /// What stops the evaluation.
  public var cancellation: Cancellation { machine.evaluator.cancellation }
}
