import StarlarkCompiler

/// What an instruction does to registers and control, told a second time, for the verifier.
struct Effects {
  /// Registers that must hold a value.
  var reads: [Int] = []
  /// Registers that must hold a value or be marked as unbound.
  var readsUnbound: [Int] = []
  var writes: [Int] = []
  /// A register that is known to hold a value afterwards.
  var checks: Int?
  /// The first of the registers that a call leaves undefined.
  var clobbers: Int?
  /// How far it may jump, from the end of the whole instruction.
  var jump: Int?
  /// Whether the next instruction may follow.
  var falls = true
}

extension Opcode {
  /// The instructions that do the next one as well, where they can.
  static let fused = Set(
    allCases.flatMap { first in allCases.compactMap { first.fused(with: $0) } })
}

extension Instruction {
  var effects: Effects {
    switch opcode {
    case .halt: Effects(falls: false)
    case .constant, .getGlobal, .freeCell, .getFree, .load: Effects(writes: [a])
    case .unbind: Effects(writes: [a])
    case .setGlobal, .checkParameter, .checkReturn, .checkVariable, .checkMethod, .endIterate:
      Effects(reads: [a])
    case .checkBound: Effects(readsUnbound: [a], checks: a)
    case .makeCell: Effects(readsUnbound: [b], writes: [a])
    case .move, .getCell, .negate, .plus, .invert, .not, .getAttribute, .listToTuple, .length,
      .loadName, .getIndexI, .getIndexK,
      .addI, .addK, .subtractI, .subtractK, .multiplyI, .multiplyK, .divideK, .floorDivideI,
      .floorDivideK, .moduloI, .moduloK, .bitAndI, .multiplyIAdd, .multiplyKAdd, .multiplyKSubtract,
      .multiplyKMultiply, .moduloIJumpIfEqualI, .moduloIJumpUnlessEqualI:
      Effects(reads: [b], writes: [a])
    case .formatValue: Effects(reads: Array(b...b + (c >> 1).nonzeroBitCount), writes: [a])
    case .setCell, .setAttribute, .append: Effects(reads: [a, b])
    case .makeFunction: Effects(writes: [a])
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .bitAnd, .bitOr, .bitXor,
      .shiftLeft, .shiftRight, .addInPlace, .subtractInPlace,
      .bitAndInPlace, .bitOrInPlace, .bitXorInPlace, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .contains, .containsNot, .getIndex, .addAdd, .addSubtract,
      .addMultiply, .subtractAdd, .subtractSubtract, .subtractMultiply, .multiplyAdd,
      .multiplySubtract, .multiplyMultiply:
      Effects(reads: [b, c], writes: [a])
    case .setIndex, .insert, .insertUnique: Effects(reads: [a, b, c])
    case .setIndexI, .setIndexK: Effects(reads: [a, c])
    case .jump, .loop: Effects(jump: wide, falls: false)
    case .jumpIfTrue, .jumpIfFalse: Effects(reads: [a], jump: wide)
    case .jumpUnlessLess, .jumpUnlessLessOrEqual, .jumpUnlessGreater, .jumpUnlessGreaterOrEqual,
      .jumpUnlessEqual, .jumpIfEqual:
      Effects(reads: [a, b], jump: signedC)
    case .jumpUnlessLessI, .jumpUnlessLessK, .jumpUnlessLessOrEqualI, .jumpUnlessLessOrEqualK,
      .jumpUnlessGreaterI, .jumpUnlessGreaterK, .jumpUnlessGreaterOrEqualI,
      .jumpUnlessGreaterOrEqualK, .jumpUnlessEqualI, .jumpUnlessEqualK, .jumpIfEqualI,
      .jumpIfEqualK:
      Effects(reads: [a], jump: signedC)
    case .rangePrepare, .rangeNext: Effects(reads: [a, a + 1], jump: signedC)
    case .stridePrepare, .strideNext: Effects(reads: [a, a + 1, a + 2], jump: signedC)
    case .iterate: Effects(reads: [b], writes: [a, a + 1])
    case .next: Effects(reads: [a, a + 1], jump: signedC)
    case .unpack: Effects(reads: [a], writes: Array(b..<b + c))
    case .call: Effects(reads: [a] + arguments(b), writes: [a], clobbers: a + 1)
    case .callMethod: Effects(reads: [a] + arguments(b), writes: [a], clobbers: a + 1)
    case .callNamed, .callMethodNamed:
      Effects(reads: [a] + arguments(b + c.nonzeroBitCount), writes: [a], clobbers: a + 1)
    case .returnValue: Effects(reads: [a], falls: false)
    case .returnNone: Effects(falls: false)
    case .slice: Effects(reads: [b, c, c + 1, c + 2], writes: [a])
    case .newList, .newTuple, .newDictK, .concatenate: Effects(reads: Array(b..<b + c), writes: [a])
    case .newDict: Effects(writes: [a])
    case .extend: Effects(reads: [a] + Array(b..<b + c))
    case .line: Effects()
    }
  }

  private func arguments(_ count: Int) -> [Int] {
    Array(a + 2..<a + 2 + count)
  }
}
