import ReeveCommands
import Testing

/// Each limit by its flag: what lies at the limit passes, what lies one past it ends the run with its own exit code.
@Suite struct LimitFlagTests {
  /// A flag, what it allows and what it does not, and a script that cannot catch that.
  struct Case: Sendable, CustomTestStringConvertible {
    let flag: String
    let most: String
    let tooFew: String
    let script: String
    let message: String

    var testDescription: String { flag }
  }

  static let cases = [
    Case(
      flag: "--max-memory", most: "64MiB", tooFew: "8MiB",
      script: "x = [[i] for i in range(200000)]", message: "out of memory"),
    Case(
      flag: "--max-value", most: "65536", tooFew: "65535", script: "x = \"a\" * 65536",
      message: "value too large: 65536 bytes, the limit is 65535"),
    Case(
      flag: "--max-output", most: "100", tooFew: "99",
      script: "for i in range(10):\n    print(\"123456789\")", message: "more than 99 bytes"),
    // The top level is a frame, and so is the innermost call.
    Case(
      flag: "--max-frames", most: "32", tooFew: "31",
      script: "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nf(30)",
      message: "more than 31 frames"),
  ]

  @Test(arguments: cases)
  func `lets pass what it allows and nothing more`(_ limit: Case) async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write(limit.script + "\n", to: "x.star")
    let fits = try await harness.reeve(["run", "-q", limit.flag, limit.most, "x.star"])
    #expect(fits.code == .done, "\(fits.errors)")
    let script = limit.script.split(separator: "\n").map { "    \($0)\n" }.joined()
    try harness.write(
      "def go():\n\(script)attempt(go)\nprint(\"caught\")\n", to: "y.star")
    let isFramed = limit.flag == "--max-frames"
    let file = isFramed ? "x.star" : "y.star"
    let ends = try await harness.reeve(["run", "-q", limit.flag, limit.tooFew, file])
    #expect(ends.code == .limitHit)
    #expect(ends.errors.contains(limit.message), "\(ends.errors)")
    #expect(!ends.output.contains("caught"))
  }

  @Test func `of memory holds for the text of a runbook too`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("x = [" + String(repeating: "1,", count: 40_000) + "]\n", to: "x.star")
    let fits = try await harness.reeve("run", "-q", "--max-memory", "32MiB", "x.star")
    #expect(fits.code == .done, "\(fits.errors)")
    let ends = try await harness.reeve("run", "-q", "--max-memory", "16MiB", "x.star")
    #expect(ends.code == .limitHit)
    #expect(ends.errors.contains("the file is too large: over 65536 tokens"), "\(ends.errors)")
  }

  @Test func `of time lets pass what is done and ends what never is`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("x = [i for i in range(1000)]\n", to: "x.star")
    let fits = try await harness.reeve("run", "-q", "--deadline", "1h", "x.star")
    #expect(fits.code == .done, "\(fits.errors)")
    try harness.write(
      "def go():\n    for i in range(1 << 60):\n        pass\nattempt(go)\nprint(\"caught\")\n",
      to: "y.star")
    let ends = try await harness.reeve(
      "run", "-q", "--deadline", "1ms", "--max-steps", "\(1 << 60)", "y.star")
    #expect(ends.code == .limitHit)
    #expect(ends.errors.contains("deadline"), "\(ends.errors)")
    #expect(!ends.output.contains("caught"))
  }

  @Test func `of steps lets pass as many and not one more`() async throws {
    let harness = try Harness()
    defer { harness.remove() }
    try harness.write("def f():\n    for i in range(100):\n        pass\nf()\n", to: "x.star")
    var (tooFew, enough) = (1, 4096)
    while enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      let result = try await harness.reeve(["run", "-q", "--max-steps", "\(middle)", "x.star"])
      if result.code == .done { enough = middle } else { tooFew = middle }
    }
    let ends = try await harness.reeve(["run", "-q", "--max-steps", "\(tooFew)", "x.star"])
    #expect(ends.code == .limitHit)
    #expect(ends.errors.contains("the script takes more than \(tooFew) steps"))
    // A step for each element, for the call, and little else.
    #expect(enough > 100 && enough < 200)
  }
}
