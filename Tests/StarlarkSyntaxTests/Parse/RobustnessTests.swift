import ReeveTestSupport
import StarlarkSyntax
import Testing

/// A generator with a seed, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct `Any text` {
  static let folders = ["Tokens", "Trees", "Errors", "Diagnostics"]

  private static func programs() throws -> [[UInt8]] {
    try folders.flatMap { folder in
      let fixtures = Fixtures("../Fixtures/" + folder)
      return try fixtures.names(withExtension: "star").map { try fixtures.bytes($0) }
    }
  }

  /// Parses in all ways, and checks what holds of every text.
  private func check(_ bytes: [UInt8]) {
    let source = SourceText(name: "t", bytes: bytes)
    let checked = Parser.check(source, dialect: .runbook)
    for error in checked.errors {
      #expect(error.span.start <= error.span.end && Int(error.span.end) <= bytes.count)
      #expect(!error.rendered().isEmpty)
    }
    do {
      let file = try Parser.parse(source, dialect: .runbook)
      #expect(checked.errors.isEmpty)
      #expect(TreeDump.text(of: file) == TreeDump.text(of: checked.file))
    } catch {
      #expect(checked.errors.first == error)
    }
    _ = Completeness(of: source, dialect: .runbook)
  }

  @Test func `that starts a program is a tree or an error`() throws {
    for program in try Self.programs() {
      for end in stride(from: 0, through: program.count, by: program.count > 400 ? 7 : 1) {
        check(Array(program[..<end]))
      }
    }
  }

  @Test func `of random bytes is a tree or an error`() {
    var generator = SeededGenerator(state: 1)
    let alphabet = Array("ab1.0x\"'\\{}[]()=+-*/:,;!#frn \n\t\r<>&|~%é".utf8) + [0xFF, 0x00]
    for _ in 0..<1_500 {
      let count = Int.random(in: 0..<60, using: &generator)
      check((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 })
    }
  }

  @Test func `of shuffled pieces is a tree or an error`() throws {
    var generator = SeededGenerator(state: 2)
    let pieces = try Self.programs().flatMap { $0.split(separator: UInt8(ascii: " ")) }
    for _ in 0..<800 {
      let count = Int.random(in: 0..<30, using: &generator)
      let chosen = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? [] }
      check(Array(chosen.joined(separator: [UInt8(ascii: " ")])))
    }
  }
}
