import ReeveTestSupport
import StarlarkCompiler
import StarlarkSyntax
import Testing

@Suite struct `Bytecode` {
  static let fixtures = Fixtures("../Fixtures/Bytecode")

  @Test(arguments: try fixtures.names(withExtension: "star"))
  func `is as recorded and sound`(_ name: String) throws {
    let program = try compile(try Self.fixtures.text(name), as: name)
    #expect(CodeVerifier.problems(in: program) == [])
    try expectGolden(program.disassembly, name + ".bytecode", in: Self.fixtures)
  }
}
