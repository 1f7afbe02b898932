import Starlark
import StarlarkCompiler

/// What `attempt` gives: a value or an error.
///
/// The record never changes; its value may.
final class Attempt: HostObject {
  static let names = ["error", "ok", "or_", "unwrap", "value"]
  static let unwrap = Signature(
    "unwrap", documentation: "The value; where there is none, fails with the error again.")
  static let orElse = Signature(
    "or_", [.init("default", .positionalOnly)],
    documentation: "The value, or the default where there is none.")

  private enum Content {
    /// The place of the value among the roots.
    case value(Int)
    /// The place of the error object, and the error itself.
    case error(Int, EvaluationFailure)
  }

  private let content: Content
  private let roots: Roots

  init(value: Value, roots: Roots) {
    self.roots = roots
    content = .value(roots.keep(value))
  }

  init(error: Value, _ failure: EvaluationFailure, roots: Roots) {
    self.roots = roots
    content = .error(roots.keep(error), failure)
  }

  deinit {
    switch content {
    case .value(let root), .error(let root, _): roots.release(root)
    }
  }

  var typeName: String { "Attempt" }
  var attributeNames: [String] { Attempt.names }

  var text: String {
    switch content {
    case .value: "<Attempt: ok>"
    case .error(_, let failure): "<Attempt: \(failure.message)>"
    }
  }

  func attribute(_ name: String, machine: Machine) -> Value? {
    switch (name, content) {
    case ("ok", .value): return .yes
    case ("ok", .error): return .no
    case ("value", .value(let root)), ("error", .error(let root, _)): return roots[root]
    case ("value", .error), ("error", .value): return Value.none
    default: return nil
    }
  }

  func method(_ name: String) -> NativeFunction? {
    switch name {
    case Self.unwrapping.name: Self.unwrapping
    case Self.defaulting.name: Self.defaulting
    default: nil
    }
  }

  private static let unwrapping = NativeFunction(unwrap) { machine, window in
    guard let attempt = machine.hostObject(window[-2]) as? Attempt else { return .failed }
    switch attempt.content {
    case .value: return attempt.held
    case .error(_, let failure): return machine.fail(failure)
    }
  }

  private static let defaulting = NativeFunction(orElse) { machine, window in
    guard let attempt = machine.hostObject(window[-2]) as? Attempt else { return .failed }
    return if case .value = attempt.content { attempt.held } else { window[0] }
  }

  func share(machine: Machine) -> [Value]? { [held] }

  private var held: Value {
    switch content {
    case .value(let root), .error(let root, _): roots[root]
    }
  }
}
