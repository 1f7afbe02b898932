/// One word of code that is an instruction.
package struct Instruction: Hashable, Sendable {
  /// Opcode in the lowest byte, operands in the three upper quarters.
  package var word: UInt64

  /// Makes an instruction of a word.
  package init(word: UInt64) {
    self.word = word
  }

  /// Makes an instruction of three 16-bit operands.
  package init(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    word =
      UInt64(opcode.rawValue) | UInt64(UInt16(truncatingIfNeeded: a)) << 16
      | UInt64(UInt16(truncatingIfNeeded: b)) << 32 | UInt64(UInt16(truncatingIfNeeded: c)) << 48
  }

  /// Makes an instruction whose `B` and `C` are one signed number.
  package init(_ opcode: Opcode, _ a: Int = 0, wide: Int) {
    word =
      UInt64(opcode.rawValue) | UInt64(UInt16(truncatingIfNeeded: a)) << 16
      | UInt64(UInt32(bitPattern: Int32(wide))) << 32
  }

  /// What it does; code is made by the compiler, so every opcode is one.
  package var opcode: Opcode {
    get { Opcode(rawValue: UInt8(truncatingIfNeeded: word)) ?? .halt }
    set { word = word & ~0xFF | UInt64(newValue.rawValue) }
  }
  /// First operand.
  package var a: Int { Int(UInt16(truncatingIfNeeded: word >> 16)) }
  /// Second operand.
  package var b: Int { Int(UInt16(truncatingIfNeeded: word >> 32)) }
  /// Third operand.
  package var c: Int { Int(UInt16(truncatingIfNeeded: word >> 48)) }
  /// Second operand as a signed number.
  package var signedB: Int { Int(Int16(truncatingIfNeeded: Int64(bitPattern: word) >> 32)) }
  /// Third operand as a signed number.
  package var signedC: Int { Int(Int64(bitPattern: word) >> 48) }
  /// Second and third operand as one signed number.
  package var wide: Int { Int(Int64(bitPattern: word) >> 32) }
  /// Whether the constant that follows stands to the left of the operator.
  package var isReversed: Bool {
    guard c == 1 else { return false }
    switch opcode {
    case .addK, .multiplyK, .multiplyKAdd, .multiplyKSubtract, .multiplyKMultiply: return true
    default: return false
    }
  }
}
