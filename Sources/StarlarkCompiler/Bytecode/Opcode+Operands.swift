// What the three operands of an instruction number: the disassembler reads it.

extension Opcode {
  /// One of the three quarters of a word that hold operands.
  package enum Field: Sendable {
    case a, b, c
  }

  /// What an operand means.
  package enum Operand: Sendable {
    case register(Field)
    /// Consecutive registers: the first, and how many.
    case registers(Field, Field)
    case number(Field)
    case signed(Field)
    case wide
    /// Where a jump goes, by 16 or 32 bits.
    case target(Field)
    case wideTarget
    /// What follows the named arguments of a call.
    case stars(Field)
  }

  /// The operands of an instruction, in the order of its line in the list; following words excepted.
  package var operands: [Operand] {
    switch self {
    case .halt, .returnNone: []
    case .constant, .getGlobal, .setGlobal, .checkBound, .unbind, .endIterate, .returnValue, .load,
      .checkReturn, .checkVariable, .checkMethod:
      [.register(.a)]
    case .move, .makeCell, .getCell, .setCell, .makeFunction, .negate, .plus, .invert, .not,
      .iterate, .getAttribute,
      .setAttribute, .append, .listToTuple, .length, .loadName,
      .addK, .subtractK, .multiplyK, .divideK, .floorDivideK, .moduloK, .getIndexK,
      .multiplyKAdd, .multiplyKSubtract, .multiplyKMultiply:
      [.register(.a), .register(.b)]

    case .getFree, .freeCell, .checkParameter: [.register(.a), .number(.b)]
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .bitAnd, .bitOr, .bitXor,
      .addAdd, .addSubtract, .addMultiply, .subtractAdd, .subtractSubtract, .subtractMultiply,
      .multiplyAdd, .multiplySubtract, .multiplyMultiply,
      .shiftLeft, .shiftRight, .addInPlace, .subtractInPlace,
      .bitAndInPlace, .bitOrInPlace, .bitXorInPlace, .equal, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .contains, .containsNot, .getIndex, .setIndex, .insert,
      .insertUnique:
      [.register(.a), .register(.b), .register(.c)]
    case .addI, .subtractI, .multiplyI, .floorDivideI, .moduloI, .bitAndI, .getIndexI,
      .multiplyIAdd, .moduloIJumpIfEqualI, .moduloIJumpUnlessEqualI:
      [.register(.a), .register(.b), .signed(.c)]
    case .setIndexI: [.register(.a), .signed(.b), .register(.c)]
    case .setIndexK: [.register(.a), .register(.c)]
    case .jump, .loop: [.wideTarget]
    case .jumpIfTrue, .jumpIfFalse: [.register(.a), .wideTarget]
    case .jumpUnlessLess, .jumpUnlessLessOrEqual, .jumpUnlessGreater, .jumpUnlessGreaterOrEqual,
      .jumpUnlessEqual, .jumpIfEqual, .rangePrepare, .rangeNext, .stridePrepare,
      .strideNext, .next:
      [.register(.a), .register(.b), .target(.c)]
    case .jumpUnlessLessI, .jumpUnlessLessOrEqualI, .jumpUnlessGreaterI,
      .jumpUnlessGreaterOrEqualI, .jumpUnlessEqualI, .jumpIfEqualI:
      [.register(.a), .signed(.b), .target(.c)]
    case .jumpUnlessLessK, .jumpUnlessLessOrEqualK, .jumpUnlessGreaterK,
      .jumpUnlessGreaterOrEqualK, .jumpUnlessEqualK, .jumpIfEqualK:
      [.register(.a), .target(.c)]
    case .unpack, .newList, .newTuple, .newDictK, .extend, .concatenate:
      [.register(.a), .registers(.b, .c)]
    case .call, .callMethod: [.register(.a), .number(.b)]
    case .callNamed, .callMethodNamed: [.register(.a), .number(.b), .stars(.c)]
    case .slice: [.register(.a), .register(.b), .register(.c)]
    case .newDict: [.register(.a), .wide]
    case .formatValue: [.register(.a), .register(.b), .number(.c)]
    case .line: [.wide]
    }
  }
}

extension Instruction {
  /// An operand as an unsigned number.
  package subscript(_ field: Opcode.Field) -> Int {
    switch field {
    case .a: a
    case .b: b
    case .c: c
    }
  }
}
