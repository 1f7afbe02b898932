extension Opcode {
  /// The instruction that does this one and `next`, which takes its result; nil if there is none.
  package func fused(with next: Opcode) -> Opcode? {
    switch (self, next) {
    case (.add, .add), (.add, .addInPlace): .addAdd
    case (.add, .subtract), (.add, .subtractInPlace): .addSubtract
    case (.add, .multiply): .addMultiply
    case (.subtract, .add), (.subtract, .addInPlace): .subtractAdd
    case (.subtract, .subtract), (.subtract, .subtractInPlace): .subtractSubtract
    case (.subtract, .multiply): .subtractMultiply
    case (.multiply, .add), (.multiply, .addInPlace): .multiplyAdd
    case (.multiply, .subtract), (.multiply, .subtractInPlace): .multiplySubtract
    case (.multiply, .multiply): .multiplyMultiply
    case (.multiplyI, .add), (.multiplyI, .addInPlace): .multiplyIAdd
    case (.multiplyK, .add), (.multiplyK, .addInPlace): .multiplyKAdd
    case (.multiplyK, .subtract), (.multiplyK, .subtractInPlace): .multiplyKSubtract
    case (.multiplyK, .multiply): .multiplyKMultiply
    case (.moduloI, .jumpIfEqualI): .moduloIJumpIfEqualI
    case (.moduloI, .jumpUnlessEqualI): .moduloIJumpUnlessEqualI
    default: nil
    }
  }

  /// Whether its first operand is one that it takes, rather than where its result goes.
  var takesFirstOperand: Bool { self == .jumpIfEqualI || self == .jumpUnlessEqualI }
}
