import StarlarkCompiler
import Testing

@Suite struct `The text of a signature` {
  static let ignorePort = Signature(
    "ignorePort",
    [
      .init("agent", type: .union([.string, .named("Host")])),
      .init("port", type: .int, limit: .range(1...65535)),
      .init("protocol", type: .string, limit: .oneOf(["TCP", "UDP"]), defaultText: "\"TCP\""),
      .init("category", .keywordOnly, type: .string, isOptional: true),
    ], documentation: "Stops reporting a port.")

  @Test func `is one line`() {
    #expect(
      Self.ignorePort.text()
        == "ignorePort(agent: str | Host, port: int, protocol: str = \"TCP\", *, category: str = …)"
    )
  }

  @Test(arguments: [
    (
      200, "ignorePort(agent: str | Host, port: int, protocol: str = \"TCP\", *, category: str = …)"
    ),
    (50, "ignorePort(agent: str | Host, port: int, …)"),
    (43, "ignorePort(agent: str | Host, port: int, …)"),
    (42, "ignorePort(agent: str | Host, …)"),
    (20, "ignorePort(…)"), (3, "ignorePort(…)"),
  ])
  func `leaves out what does not fit`(_ width: Int, _ text: String) {
    #expect(Self.ignorePort.text(width: width) == text)
  }

  @Test(arguments: [
    (Signature("now", documentation: ""), "now()"),
    (
      Signature("len", [.init("x", .positionalOnly)], result: .int, documentation: ""),
      "len(x, /) -> int"
    ),
    (
      Signature(
        "dict",
        [
          .init("pairs", .positionalOnly, type: .iterable(.any), defaultText: "[]"),
          .init("kwargs", .starStar),
        ], result: .dict(.any, .any), documentation: ""),
      "dict(pairs: Iterable = [], /, **kwargs) -> dict"
    ),
    (
      Signature(
        "print",
        [.init("args", .star, type: .string), .init("sep", .keywordOnly, defaultText: "\" \"")],
        result: .none, documentation: ""),
      "print(*args: str, sep=\" \") -> None"
    ),
  ])
  func `marks how arguments are passed`(_ signature: Signature, _ text: String) {
    #expect(signature.text() == text)
  }

  @Test(arguments: [
    (Signature.Limit.range(1...65535), "an integer from 1 to 65535"),
    (.range(0...Int.max), "an integer of at least 0"),
    (.range(Int.min...9), "an integer of at most 9"),
    (.range(Int.min...Int.max), "an integer"), (.range(3...3), "3"),
    (.oneOf(["TCP"]), "\"TCP\""), (.oneOf(["TCP", "UDP"]), "\"TCP\" or \"UDP\""),
    (.oneOf(["a", "b", "c"]), "\"a\", \"b\" or \"c\""),
    (.length(0...64), "at most 64 characters"), (.length(1...1), "exactly 1 character"),
    (.length(1...64), "from 1 to 64 characters"), (.length(2...Int.max), "at least 2 characters"),
    (.count(1...200), "from 1 to 200 elements"), (.count(0...1), "at most 1 element"),
  ])
  func `says what a limit wants`(_ limit: Signature.Limit, _ text: String) {
    #expect(limit.wanted == text)
  }
}
