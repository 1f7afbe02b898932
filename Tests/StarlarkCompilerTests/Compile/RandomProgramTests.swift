import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `Any program` {
  static let seeds = Array<UInt64>(0..<400)

  @Test(arguments: seeds)
  func `has sound code`(_ seed: UInt64) throws {
    let text = RandomProgram.text(seed: seed)
    #expect(CodeVerifier.problems(in: try compile(text)) == [], "seed \(seed)\n\(text)")
  }

  @Test(arguments: seeds.prefix(100))
  func `has sound code with a line for each statement and as a chunk`(_ seed: UInt64) throws {
    let program = try compile(RandomProgram.text(seed: seed)) {
      $0.recordsLines = true
      $0.sessionGlobals = ["z", "a"]
      $0.returnsLastExpression = true
    }
    #expect(CodeVerifier.problems(in: program) == [], "seed \(seed)")
  }

  @Test(arguments: seeds.prefix(100))
  func `compiles to the same code twice`(_ seed: UInt64) throws {
    let text = RandomProgram.text(seed: seed)
    #expect(try compile(text).disassembly == compile(text).disassembly)
  }
}
