import StarlarkCompiler
import Testing

struct FusedTests {
  @Test(arguments: [
    ("a * b + c", ["multiplyAdd r3, r0, r1", "add r3, r3, r2"]),
    ("c - a * b", ["multiplySubtract r3, r0, r1", "subtract r3, r2, r3"]),
    ("a + b - c", ["addSubtract r3, r0, r1", "subtract r3, r3, r2"]),
    ("a * 31 + c", ["multiplyIAdd r3, r0, 31", "add r3, r3, r2"]),
    ("0.5 * a * b", ["multiplyKMultiply r3, 0.5, r0", "multiply r3, r3, r1"]),
    ("(a + b) * (a + c)", ["add r3, r0, r1", "addMultiply r4, r0, r2", "multiply r3, r3, r4"]),
  ])
  func `one instruction does two where the second alone takes the first's result`(
    _ expression: String, _ wanted: [String]
  ) throws {
    let program = try compile("def f(a, b, c): return " + expression)
    #expect(instructions(program, function: 1).dropLast() == wanted[...])
  }

  @Test(arguments: [
    "    x = a * b\n    return x + c", "    return a * b + a.c(b)",
    "    return (a if c else a * b) + c",
  ])
  func `what else takes a result, or comes from elsewhere, keeps instructions apart`(
    _ body: String
  ) throws {
    let program = try compile("def f(a, b, c):\n" + body)
    #expect(
      !program.functions[1].words.contains { Opcode.fused.contains(Instruction(word: $0).opcode) })
  }

  @Test(arguments: [
    ("==", "moduloIJumpUnlessEqualI r1, r0, 3"), ("!=", "moduloIJumpIfEqualI r1, r0, 3"),
  ])
  func `a remainder that is compared jumps`(_ comparison: String, _ wanted: String) throws {
    let program = try compile("def f(a):\n    if a % 3 \(comparison) 1: return 2")
    #expect(instructions(program, function: 1).first == wanted)
  }
}
