// The code of one function while it grows: words with their spans and relocations, registers, labels, loops.

import StarlarkSyntax

/// Builds the code of a function.
struct FunctionBuilder {
  /// A loop around the statement being compiled.
  struct Loop {
    /// Where `break` goes.
    let exit: Label
    /// Where `continue` goes.
    let next: Label
    /// The register of an iterator that is locked, nil if there is none.
    fileprivate var iterator: Int?
    /// The first word in which it is locked.
    fileprivate var start = 0

    init(exit: Label, next: Label) {
      self.exit = exit
      self.next = next
    }
  }

  var code: FunctionCode
  /// The first register that holds nothing.
  private(set) var top = 0
  /// How many registers belong to parameters and local variables.
  var variableCount = 0
  private(set) var loops: [Loop] = []
  /// The type that the function promises to return.
  var returnType: TypeDescriptor?
  /// The line that the last `line` instruction has reported, 0 if control may come from elsewhere.
  var line = 0
  /// Whether jumps that have only 16 bits are made of two.
  let usesLongJumps: Bool
  /// Whether a jump did not fit, so that the function must be built again with long ones.
  var hasOverflowed = false
  /// The first thing that does not fit the machine.
  private(set) var failure: (message: ResolutionMessage, span: Span)?
  /// Whether control can reach the next instruction.
  var isReachable = true
  var labels: [LabelState] = []
  /// The instruction before the next word, unless control may come from elsewhere to that or it is half of a fused one.
  var previous: Int?

  init(name: String, usesLongJumps: Bool) {
    code = FunctionCode(name: name)
    self.usesLongJumps = usesLongJumps
  }

  /// Where the next word goes.
  var position: Int {
    code.words.count
  }

  mutating func fail(_ message: ResolutionMessage, at span: Span) {
    if failure == nil { failure = (message, span) }
  }
}

// Registers.
extension FunctionBuilder {
  /// The most registers that operands can number.
  static let registerLimit = 65_535

  /// Takes registers from the top.
  mutating func allocate(_ count: Int = 1, at span: Span) -> Int {
    let first = top
    top += count
    if top > code.registerCount {
      code.registerCount = top
      if top > Self.registerLimit { fail(.tooManyRegisters, at: span) }
    }
    return first
  }

  /// Gives back every register from one on.
  mutating func release(to register: Int) {
    top = register
  }

  /// Whether a register is a variable's, which expressions may read while a value is made for it.
  func isVariable(_ register: Int) -> Bool {
    register < variableCount
  }
}

// Words. Code that control cannot reach is not kept.
extension FunctionBuilder {
  mutating func emit(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, at span: Span) {
    let isFused = fusePrevious(with: Instruction(opcode, a, b, c))
    previous = isFused ? nil : position
    append(Instruction(opcode, a, b, c).word, at: span)
    if opcode == .returnValue || opcode == .returnNone { isReachable = false }
  }

  /// Has the previous instruction do the next one as well where that alone takes its result.
  private mutating func fusePrevious(with next: Instruction) -> Bool {
    guard isReachable, let previous else { return false }
    var first = Instruction(word: code.words[previous])
    guard let fused = first.opcode.fused(with: next.opcode), !isVariable(first.a),
      next.opcode.takesFirstOperand
        ? next.a == first.a : (next.b == first.a) != (next.c == first.a)
    else { return false }
    first.opcode = fused
    code.words[previous] = first.word
    return true
  }

  mutating func emit(_ opcode: Opcode, _ a: Int = 0, wide: Int, at span: Span) {
    previous = nil
    append(Instruction(opcode, a, wide: wide).word, at: span)
  }

  /// Appends the word that follows an instruction and that linking fills in.
  mutating func extra(_ target: Relocation.Target, at span: Span) {
    guard isReachable else { return }
    code.relocations.append(Relocation(word: position, target: target))
    append(0, at: span)
  }

  /// Notes the arguments of the call that comes next; unwinding finds the calls of a failed run by these notes.
  mutating func noteCall(_ arguments: [Span]) {
    guard isReachable else { return }
    code.calls.append(FunctionCode.CallSite(word: position, arguments: arguments))
  }

  private mutating func append(_ word: UInt64, at span: Span) {
    guard isReachable else { return }
    code.words.append(word)
    code.spans.append(span)
  }
}

// Loops, and the iterators that they lock.
extension FunctionBuilder {
  /// Enters a loop; from the next word on its iterator, if it has one, is locked.
  mutating func enter(_ loop: Loop, lockedIterator: Int?) {
    var loop = loop
    loop.iterator = lockedIterator
    loop.start = position
    loops.append(loop)
  }

  /// Leaves the innermost loop, whose end is still to be compiled.
  mutating func leaveLoop() -> Loop {
    loops.removeLast()
  }

  /// Notes the words up to here as those in which a loop's iterator is locked.
  mutating func endLockedRange(of loop: Loop) {
    guard let register = loop.iterator, loop.start < position else { return }
    code.iterators.append(
      FunctionCode.IteratorRange(start: loop.start, end: position, register: register))
  }

  /// Unlocks the iterators of the innermost loops before control leaves them by what `leave` emits.
  mutating func unlockLoops(_ count: Int, at span: Span, leave: (inout Self) -> Void) {
    let range = (loops.count - count)..<loops.count
    for index in range.reversed() {
      guard let register = loops[index].iterator else { continue }
      emit(.endIterate, register, at: span)
      endLockedRange(of: loops[index])
    }
    leave(&self)
    for index in range {
      loops[index].start = position
    }
  }
}
