import StarlarkSyntax

/// A place in code that jumps go to, perhaps not yet known.
struct Label {
  fileprivate let index: Int
}

/// What is known of a label.
struct LabelState {
  fileprivate var target: Int?
  /// The jumps that wait for the target.
  fileprivate var jumps: [Int] = []
}

extension FunctionBuilder {
  mutating func makeLabel() -> Label {
    labels.append(LabelState())
    return Label(index: labels.count - 1)
  }

  /// Puts a label before the next instruction.
  mutating func bind(_ label: Label) {
    let jumps = labels[label.index].jumps
    labels[label.index] = LabelState(target: position)
    line = 0
    previous = nil
    for jump in jumps {
      isReachable = true
      patch(jump, to: position)
    }
  }

  /// A label before the next instruction, for jumps back.
  mutating func makeBoundLabel() -> Label {
    let label = makeLabel()
    bind(label)
    return label
  }

  /// A jump whose distance has 32 bits.
  ///
  /// A jump back is a `loop`. What follows can be reached if the jump has a condition, or if a jump back to it
  /// is still to come.
  mutating func jump(
    _ opcode: Opcode, _ a: Int = 0, to label: Label, at span: Span, thenReachable: Bool = false
  ) {
    guard isReachable else { return }
    let start = position
    let isBack = labels[label.index].target != nil
    emit(opcode == .jump && isBack ? .loop : opcode, a, at: span)
    refer(to: label, from: start)
    isReachable = thenReachable || (opcode != .jump && opcode != .loop)
  }

  /// A jump whose distance has 16 bits in operand `C`, in long form by way of one that has more.
  mutating func shortJump(
    _ opcode: Opcode, _ a: Int, _ b: Int, constant: Relocation.Target? = nil, to label: Label,
    at span: Span
  ) {
    guard isReachable else { return }
    let start = position
    emit(opcode, a, b, usesLongJumps ? 1 : 0, at: span)
    if let constant { extra(constant, at: span) }
    guard usesLongJumps else { return refer(to: label, from: start) }
    emit(.jump, wide: 1, at: span)
    let far = position
    emit(.jump, at: span)
    refer(to: label, from: far)
  }

  private mutating func refer(to label: Label, from jump: Int) {
    if let target = labels[label.index].target {
      patch(jump, to: target)
    } else {
      labels[label.index].jumps.append(jump)
    }
  }

  private mutating func patch(_ jump: Int, to target: Int) {
    let instruction = Instruction(word: code.words[jump])
    let distance = target - (jump + 1 + instruction.opcode.extraWords)
    switch instruction.opcode {
    case .jump, .loop, .jumpIfTrue, .jumpIfFalse:
      guard Int32(exactly: distance) != nil else { return fail(.codeTooLong, at: code.spans[jump]) }
      code.words[jump] = Instruction(instruction.opcode, instruction.a, wide: distance).word
    default:
      if Int16(exactly: distance) == nil { hasOverflowed = true }
      code.words[jump] =
        Instruction(instruction.opcode, instruction.a, instruction.b, distance).word
    }
  }
}
