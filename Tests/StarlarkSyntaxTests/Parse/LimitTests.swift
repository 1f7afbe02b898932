import ReeveTestSupport
import StarlarkSyntax
import Synchronization
import Testing

@Suite struct `Deep programs` {
  /// An interpreter without optimisation takes several times the stack.
  #if DEBUG
    static let stackSize = 4 << 20
  #else
    static let stackSize = 512 << 10
  #endif

  private func outcome(_ text: String) -> String? {
    let source = SourceText(name: "t", text: text)
    return onThread(stackSize: Self.stackSize) {
      do throws(Diagnostic) {
        let file = try Parser.parse(source, dialect: .runbook)
        var count = 0
        SyntaxWalker.walk(file) { _ in
          count += 1
          return .descend
        }
        return count > 0 ? "parsed" : "empty"
      } catch {
        return error.message
      }
    }
  }

  private static func text(_ before: String, _ after: String, _ count: Int, _ core: String = "x")
    -> String
  {
    String(repeating: before, count: count) + core + String(repeating: after, count: count)
  }

  static let nested: [(String, String)] = [
    ("(", ")"), ("[", "]"), ("{1: ", "}"), ("f(", ")"), ("x[", "]"), ("- ", ""), ("not ", ""),
    ("lambda: ", ""), ("a if b else ", ""), ("f'{", "}'"), ("[y for y in ", "]"), ("(1,", ")"),
    ("(a or b and c == d | e ^ f & g << h + i * ", ")"), ("f(*", ")"), ("x[1:2:", "]"),
  ]

  @Test(arguments: nested)
  func `are read up to the limit`(_ before: String, _ after: String) {
    #expect(outcome(Self.text(before, after, 90)) == "parsed")
  }

  @Test(arguments: nested)
  func `are an error beyond it, however deep`(_ before: String, _ after: String) {
    for count in [1_001, 100_000] {
      let message = outcome(Self.text(before, after, count))
      #expect(message?.hasPrefix("too deeply nested") == true, "\(count): \(message ?? "crash")")
    }
  }

  @Test(arguments: [" + a", ".a", "[0]", "()", " and a", " or a", "[:]", " - -a"])
  func `may have chains up to the limit`(_ link: String) {
    #expect(outcome("x" + String(repeating: link, count: 990)) == "parsed")
    let message = outcome("x" + String(repeating: link, count: 100_000))
    #expect(message?.hasPrefix("too deeply nested: over 1000 operators") == true)
  }

  @Test func `count chains within chains together`() {
    let chain = String(repeating: " + a", count: 400)
    let message = outcome(
      String(repeating: "(", count: 100) + "x" + String(repeating: chain + ")", count: 100))
    #expect(message == "too deeply nested: over 1000 operators in a row")
  }

  @Test(arguments: [
    ("0x", "f", 16_384), ("0b", "1", 65_536), ("0o", "7", 21_845), ("", "9", 19_728),
  ])
  func `may have integers up to the limit`(_ prefix: String, _ digit: String, _ count: Int) {
    func literal(_ count: Int) -> String {
      prefix + String(repeating: digit, count: count)
    }
    #expect(outcome(literal(count)) == "parsed")
    #expect(
      outcome(prefix + String(repeating: "0", count: prefix.isEmpty ? 0 : 99_999) + "1") == "parsed"
    )
    let message = "an integer literal too large: 1000000 digits, the limit is 65536 bits"
    #expect(outcome(literal(1_000_000)) == message)
  }

  @Test func `count blocks`() {
    func blocks(_ count: Int) -> String {
      (0..<count).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        + String(repeating: " ", count: count) + "pass\n"
    }
    #expect(outcome(blocks(190)) == "parsed")
    #expect(outcome(blocks(1_000)) == "too deeply nested: over 200 levels")
  }

  @Test func `may be long where they are not deep`() {
    let cases = [
      "if x: pass\n" + String(repeating: "elif y: pass\n", count: 100_000),
      "x = [" + String(repeating: "1,", count: 100_000) + "]",
      "x = {" + String(repeating: "1: 2,", count: 100_000) + "}",
      "f(" + (0..<100_000).map { "a\($0) = 1," }.joined() + ")",
      "def f(" + (0..<100_000).map { "a\($0)," }.joined() + "): pass",
      "x = f'" + String(repeating: "{a} ", count: 100_000) + "'",
      "x: " + String(repeating: "A | ", count: 100_000) + "B = 1",
      String(repeating: "x = 1;", count: 100_000),
      String(repeating: "x = 1\n", count: 100_000),
      "[x" + String(repeating: " for x in y", count: 100_000) + "]",
    ]
    for text in cases {
      #expect(outcome(text) == "parsed", "\(text.prefix(20))")
    }
  }

  @Test(arguments: [
    "x = [1, 2]\n", "x = f'{a} {b!r:>{c}}'", "if x:\n  y\nz\n", "",
    String(repeating: "a.b(c, d = 1)\n", count: 1_000),
  ])
  func `have no more tokens than the caller allows`(_ text: String) throws {
    let source = SourceText(name: "t", text: text)
    var lexer = try Lexer(source, dialect: .runbook)
    var count = 1
    while try lexer.next().kind != .endOfFile { count += 1 }
    var limits = Parser.Limits()
    limits.tokens = count
    _ = try Parser.parse(source, dialect: .runbook, limits: limits)
    limits.tokens = count - 1
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(source, dialect: .runbook, limits: limits)
    }
    #expect(error?.category == .limit)
    #expect(error?.message == "the file is too large: over \(count - 1) tokens")
    let checked = Parser.check(source, dialect: .runbook, limits: limits)
    #expect(checked.errors.map(\.message) == [error?.message])
  }

  @Test func `are left once they are not wanted`() {
    let source = SourceText(name: "t", text: String(repeating: "x = f(1)\n", count: 100_000))
    let asked = Mutex(0)
    let limits = Parser.Limits(memory: .max) {
      asked.withLock { asked in
        asked += 1
        return asked == 3
      }
    }
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(source, dialect: .runbook, limits: limits)
    }
    #expect(error?.category == .cancelled)
    #expect(asked.withLock { $0 } == 3)
    let place = source.position(of: error?.span.start ?? 0)
    #expect((1_000..<3_000).contains(place.line))
  }

  @Test func `have the limits that the caller sets`() {
    let source = SourceText(name: "t", text: "((((x))))")
    let limits = Parser.Limits(nesting: 4)
    let error = #expect(throws: Diagnostic.self) {
      try Parser.parse(source, dialect: .strict, limits: limits)
    }
    #expect(error?.message == "too deeply nested: over 4 levels")
    #expect(throws: Never.self) {
      try Parser.parse(source, dialect: .strict, limits: Parser.Limits(nesting: 5))
    }
  }
}
