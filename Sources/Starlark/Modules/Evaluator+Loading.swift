import StarlarkCompiler
import StarlarkSyntax

// What the `load` instruction does.
extension Evaluator {
  /// The module of a name as a value; `.failed` after an error was recorded.
  func loadModule(_ name: String) -> Value {
    guard let loader else {
      return machine.fail("load is not available here: module \"\(name)\" cannot be loaded")
    }
    surrenderSteps()
    do {
      let module = try loader.module(name, from: machine.currentSourceName)
      heap.retain(module.owner)
      return heap.host(module)
    } catch {
      adopt(error)
      return .failed
    }
  }

  /// The value of a name of a loaded module; `.failed` after an error was recorded.
  func loadedValue(_ name: String, of value: Value) -> Value {
    guard let module = HostReference(value.object).value as? FrozenModule else {
      return machine.fail(EvaluationFailure(.internal, "a loaded module was lost"))
    }
    if let value = module.value(of: name) { return value }
    return machine.fail(
      "the loaded module has no name \"\(name)\"",
      hint: Spelling.suggestion(for: name, among: module.names))
  }

  /// Records an error of another evaluation as this one's, its place and calls included.
  func adopt(_ error: EvaluationError) {
    let kind: EvaluationFailure.Kind =
      switch error.kind {
      case .programming: .error
      case .data: .data
      case .fail: .fail
      case .host: .host
      case .limit: .limit
      case .cancelled: .cancelled
      case .internal: .internal
      }
    record(
      EvaluationFailure(
        kind, error.diagnostic.message, hint: error.diagnostic.hint, underlying: error.underlying))
    for frame in error.traceback.reversed() { note(frame) }
  }
}

extension Machine {
  /// The name of the file whose code runs: that of the innermost frame.
  package var currentSourceName: SourceName {
    let frame = unsafe state.pointee.baseFrame
    guard frame[-2].isObject(.function) else { return "" }
    return FunctionObject(frame[-2].object).code.program.program.source.name
  }
}
