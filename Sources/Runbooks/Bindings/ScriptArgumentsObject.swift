import Starlark
import StarlarkSyntax

/// `args`: what the command line gives to the script.
final class ScriptArgumentsObject: HostObject {
  private let arguments: ScriptArguments

  init(_ arguments: ScriptArguments) {
    self.arguments = arguments
  }

  var typeName: String { "args" }

  var attributeNames: [String] {
    arguments.named.map { ScriptArguments.attribute(for: $0.name) } + ["positional"]
  }

  var text: String {
    let named = arguments.named.map { "--\($0.name)=\($0.value)" }
    return "<args: \((named + arguments.positional).joined(separator: " "))>"
  }

  func attribute(_ name: String, machine: Machine) -> Value? {
    if name == "positional" {
      return machine.heap.list(arguments.positional.map { machine.heap.string($0) })
    }
    let last = arguments.named.last { ScriptArguments.attribute(for: $0.name) == name }
    return last.map { machine.heap.string($0.value) }
  }

  func failure(ofAttribute name: String) -> EvaluationFailure? {
    let option = String(name.map { $0 == "_" ? "-" : $0 })
    let hint =
      Spelling.suggestion(for: name, among: attributeNames)
      ?? "pass it after the script: --\(option)=VALUE"
    return EvaluationFailure(.error, "args has no `\(name)`: \(given)", hint: hint)
  }

  /// What was given, in words.
  private var given: String {
    let names = arguments.named.map { "--\($0.name)" }
    let count = arguments.positional.count
    let positional = count == 1 ? "1 positional argument" : "\(count) positional arguments"
    let parts = names + (count > 0 ? [positional] : [])
    return parts.isEmpty
      ? "the script was given no arguments"
      : "the script was given \(parts.joined(separator: ", "))"
  }
}
