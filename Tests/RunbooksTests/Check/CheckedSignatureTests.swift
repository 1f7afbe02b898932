import Runbooks
import Starlark
import StarlarkCompiler
import StarlarkSyntax
import Testing

/// For each built-in and each of its parameters, arguments of every type: what the checker refuses, a run refuses with
/// the same words.
struct CheckedSignatureTests {
  static let literals = [
    "None", "True", "-1", "70001", "1.5", "\"\"", "\"abc\"", "b\"x\"", "[]", "[1]", "[\"a\"]",
    "(1, \"a\")", "{}", "{1: 2}", "set([1])", "range(3)", "lambda: 1", "len",
  ]

  /// A fitting argument for a parameter that has none under test.
  private static func filler(_ parameter: Signature.Parameter) -> String {
    switch (parameter.limit, parameter.type) {
    case (.oneOf(let values)?, _): "\"\(values[0])\""
    case (.range(let range)?, _): "\(range.contains(20) ? 20 : range.lowerBound)"
    case (.length(let range)?, _): "\"\(String(repeating: "a", count: max(1, range.lowerBound)))\""
    case (_, .int): "1"
    case (_, .bool): "True"
    case (_, .callable): "len"
    case (_, .iterable), (_, .list): "[]"
    case (_, .union(let types)) where types.contains(.int): "1"
    case (_, .dict): "{}"
    default: "\"\(String(repeating: "a", count: 40))\""
    }
  }

  private static func calls(of signature: Signature, as callee: String) -> [String] {
    var calls: [String] = []
    // What is called with the elements has to have one.
    let callsBack = signature.parameters.contains { $0.type == .callable }
    for (index, tested) in signature.parameters.enumerated()
    where tested.kind != .star && tested.kind != .starStar {
      for literal in literals {
        var arguments: [String] = []
        for (other, parameter) in signature.parameters.enumerated() {
          guard parameter.kind != .star, parameter.kind != .starStar else { continue }
          let isNeeded = !parameter.isOptional || other < index
          guard
            other == index || isNeeded && parameter.kind != .keywordOnly || !parameter.isOptional
          else { continue }
          let usual = filler(parameter)
          let value = other == index ? literal : callsBack && usual == "[]" ? "[1]" : usual
          let isNamed = parameter.kind == .keywordOnly
          arguments.append(isNamed ? "\(parameter.name) = \(value)" : value)
        }
        calls.append("\(callee)(\(arguments.joined(separator: ", ")))")
      }
    }
    calls += ["\(callee)(nothing = 1)"]
    if !signature.parameters.contains(where: { $0.kind == .star }) {
      calls.append("\(callee)(\(String(repeating: "1, ", count: signature.parameters.count + 1)))")
    }
    if signature.parameters.contains(where: { !$0.isOptional }) { calls.append("\(callee)()") }
    return calls
  }

  private static let receivers = [
    "string": "\"abc\"", "bytes": "b\"abc\"", "list": "[1, 2]", "dict": "{1: 2}",
    "set": "set([1, 2])", "re.pattern": "re.compile(\"a\")", "re.match": "re.match(\"a\", \"a\")",
    "time.time": "time.time()",
  ]

  static let callees: [(callee: String, signature: Signature)] =
    (LanguageReference.universe + LanguageReference.library
    + LanguageReference.modules.flatMap(\.functions)).map { ($0.name, $0) }
    + LanguageReference.types.flatMap { type in
      type.methods.compactMap { method in
        let name = method.name.split(separator: ".").last.map(String.init) ?? method.name
        return receivers[type.name].map { ("\($0).\(name)", method) }
      }
    }
    + Builtins.signatures.filter { $0.name != "poll" }.map { ($0.name, $0) }

  @Test(arguments: callees.map(\.callee))
  func `what the checker refuses, a run refuses alike`(_ callee: String) async throws {
    let signature = try #require(Self.callees.first { $0.callee == callee }?.signature)
    let checker = Checker(SessionSettings())
    for call in Self.calls(of: signature, as: callee) {
      let source = SourceText(name: "call.star", text: call + "\n")
      let errors = await checker.check(source).filter { $0.severity == .error }
      guard let first = errors.first else { continue }
      let outcome = await Stage().run(call + "\n", name: "call.star")
      let said =
        outcome.error?.diagnostic ?? outcome.diagnostics.first
        ?? outcome.deferredErrors.first?.diagnostic
      #expect(
        said.map { run in errors.contains { Self.areAlike($0.message, run.message) } } ?? false,
        "\(call): checker: \(first.message), run: \(said?.message ?? "nothing")")
    }
  }

  /// Whether two messages say the same: the checker has the type of a value where it does not know its text.
  private static func areAlike(_ checked: String, _ run: String) -> Bool {
    if checked == run { return true }
    // What a run finds wrong before it looks at the argument.
    if run.hasPrefix("csv.read: there is no file") || run.contains("at least one positional") {
      return true
    }
    let types = ["set", "range", "function", "bytes", "builtin_function_or_method"]
    guard types.contains(where: { checked.contains("got \($0), want ") }),
      let got = checked.firstRange(of: "got "), let want = checked.firstRange(of: ", want ")
    else { return false }
    return run.hasPrefix(checked[..<got.upperBound]) && run.hasSuffix(checked[want.lowerBound...])
  }
}
