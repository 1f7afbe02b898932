// Follows all paths through a function's code and checks what the evaluator takes for granted.

import StarlarkCompiler

/// Checks the code of a program.
struct CodeVerifier {
  private let program: Program
  private let code: FunctionCode
  private var relocations: [Int: Relocation.Target] = [:]
  private var states: [Int: State] = [:]
  private var problems: [String] = []

  /// What is known of registers.
  private enum Content: Int, Comparable {
    case undefined, unbound, value

    static func < (left: Self, right: Self) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// What is known before an instruction.
  private struct State: Equatable {
    var registers: [Content]
    var locked: Set<Int> = []
  }

  /// What is wrong with a program's code; nothing, if the compiler is right.
  static func problems(in program: Program) -> [String] {
    program.functions.flatMap { code in
      var verifier = CodeVerifier(program, code)
      verifier.verify()
      return verifier.problems.map { "\(code.name): \($0)" }
    }
  }

  private init(_ program: Program, _ code: FunctionCode) {
    self.program = program
    self.code = code
  }

  private mutating func verify() {
    if code.words.count != code.spans.count { problems.append("words without spans") }
    if code.parameters.count > code.registerCount { problems.append("no room for parameters") }
    verifyParameters()
    let starts = verifyWords()
    guard !code.words.isEmpty, problems.isEmpty else { return }
    var registers = Array(repeating: Content.undefined, count: code.registerCount)
    for index in code.parameters.indices {
      registers[index] = .value
    }
    let targets = jumpTargets(starts)
    var pending = [(0, State(registers: registers))]
    while let (position, state) = pending.popLast(), problems.count < 5 {
      for (next, result) in step(state, at: position) {
        guard starts.contains(next) else {
          problems.append("\(position): goes to \(next), which is no instruction")
          continue
        }
        if !targets.contains(next) {
          pending.append((next, result))
        } else if merge(result, into: next), let merged = states[next] {
          pending.append((next, merged))
        }
      }
    }
  }

  /// Where paths meet: only there states are kept.
  private func jumpTargets(_ starts: Set<Int>) -> Set<Int> {
    var targets: Set<Int> = []
    for position in starts {
      let instruction = Instruction(word: code.words[position])
      guard let jump = instruction.effects.jump else { continue }
      targets.insert(position + 1 + instruction.opcode.extraWords + jump)
    }
    return targets
  }

  private mutating func verifyParameters() {
    let stars = (code.hasStar ? 1 : 0) + (code.hasStarStar ? 1 : 0)
    if code.positionalCount + code.keywordOnlyCount + stars != code.parameters.count {
      problems.append("parameters are miscounted")
    }
    if code.parameters.compactMap(\.defaultIndex) != Array(0..<code.defaultCount) {
      problems.append("defaults are misnumbered")
    }
  }

  /// The words where instructions start.
  private mutating func verifyWords() -> Set<Int> {
    for relocation in code.relocations {
      if relocations.updateValue(relocation.target, forKey: relocation.word) != nil {
        problems.append("\(relocation.word): two relocations")
      }
    }
    var starts: Set<Int> = []
    var extras = 0
    var position = 0
    while position < code.words.count {
      starts.insert(position)
      let opcode = Instruction(word: code.words[position]).opcode
      for word in position + 1..<position + 1 + opcode.extraWords {
        extras += 1
        let isFirst = word == position + 1
        if !isExpected(relocations[word], opcode, isFirst: isFirst) {
          problems.append("\(word): unexpected relocation after \(opcode)")
        }
      }
      position += 1 + opcode.extraWords
    }
    if extras != code.relocations.count { problems.append("relocations of instructions") }
    for call in code.calls where !starts.contains(call.word) {
      problems.append("\(call.word): no call")
    }
    return starts
  }

  private func isExpected(_ target: Relocation.Target?, _ opcode: Opcode, isFirst: Bool) -> Bool {
    switch (opcode, target) {
    case (.getGlobal, .global(let slot)?), (.setGlobal, .global(let slot)?):
      program.globals.indices.contains(slot)
    case (.makeFunction, .function(let index)?): program.functions.indices.contains(index)
    case (.constant, .predeclared(let index)?): program.predeclared.indices.contains(index)
    case (.callMethod, .method(let index)?), (.checkMethod, .method(let index)?): isString(index)
    case (.callNamed, .constant(let index)?): isNames(index)
    case (.callMethodNamed, .constant(let index)?): isFirst ? isString(index) : isNames(index)
    case (.checkParameter, .constant(let index)?), (.checkReturn, .constant(let index)?):
      isType(index)
    case (.checkVariable, .constant(let index)?): isFirst ? isType(index) : isString(index)
    case (.checkBound, .constant(let index)?), (.getCell, .constant(let index)?),
      (.getFree, .constant(let index)?), (.getAttribute, .constant(let index)?),
      (.setAttribute, .constant(let index)?), (.load, .constant(let index)?),
      (.loadName, .constant(let index)?):
      isString(index)
    case (_, .constant(let index)?): program.constants.indices.contains(index)
    default: false
    }
  }

  private func isString(_ index: Int) -> Bool {
    if case .string = program.constants[index] { true } else { false }
  }

  private func isNames(_ index: Int) -> Bool {
    if case .names = program.constants[index] { true } else { false }
  }

  private func isType(_ index: Int) -> Bool {
    if case .type = program.constants[index] { true } else { false }
  }
}

// One instruction.
extension CodeVerifier {
  private mutating func step(_ before: State, at position: Int) -> [(Int, State)] {
    let instruction = Instruction(word: code.words[position])
    let effects = instruction.effects
    var after = before
    let highest = (effects.reads + effects.readsUnbound + effects.writes).max() ?? 0
    guard highest < max(1, code.registerCount) else {
      problems.append("\(position): register \(highest) of \(code.registerCount)")
      return []
    }
    for register in effects.reads + captures(at: position) where before.registers[register] < .value
    {
      problems.append("\(position): \(instruction.opcode) reads r\(register), which has no value")
    }
    for register in effects.readsUnbound where before.registers[register] < .unbound {
      problems.append("\(position): \(instruction.opcode) reads r\(register), which is undefined")
    }
    if let first = effects.clobbers {
      for register in first..<max(first, code.registerCount) {
        after.registers[register] = .undefined
      }
    }
    for register in effects.writes {
      after.registers[register] = instruction.opcode == .unbind ? .unbound : .value
    }
    if let register = effects.checks { after.registers[register] = .value }
    verifyLocks(before, at: position, instruction.opcode)

    let end = position + 1 + instruction.opcode.extraWords
    var taken = after
    switch instruction.opcode {
    case .iterate: after.locked.insert(instruction.a)
    case .endIterate: after.locked.remove(instruction.a)
    case .next: after.locked.remove(instruction.a)
    default: break
    }
    let prepares = [.rangePrepare, .stridePrepare].contains(instruction.opcode)
    if prepares || [.next, .rangeNext, .strideNext].contains(instruction.opcode) {
      let hasItem = !prepares
      if hasItem { taken.registers[instruction.b] = .value }
      if !hasItem { after.registers[instruction.b] = .value }
    }
    if Opcode.fused.contains(instruction.opcode) { return pass(end, after: instruction, after) }
    var successors: [(Int, State)] = []
    if effects.falls { successors.append((end, after)) }
    if let jump = effects.jump { successors.append((end + jump, taken)) }
    let leaves = [.returnValue, .returnNone].contains(instruction.opcode)
    if leaves, !before.locked.isEmpty { problems.append("\(position): returns with a lock held") }
    return successors
  }

  /// What follows an instruction that has perhaps done the next one as well: then its own result was never stored.
  private mutating func pass(
    _ next: Int, after first: Instruction, _ state: State
  ) -> [(Int, State)] {
    guard code.words.indices.contains(next) else { return [] }
    let effects = Instruction(word: code.words[next]).effects
    if effects.reads.filter({ $0 == first.a }).count != 1 {
      problems.append("\(next): does not take r\(first.a) once")
    }
    return step(state, at: next).map { position, state in
      var state = state
      if !effects.writes.contains(first.a) { state.registers[first.a] = .undefined }
      return (position, state)
    }
  }

  /// The defaults and cells that `makeFunction` reads.
  private func captures(at position: Int) -> Range<Int> {
    let instruction = Instruction(word: code.words[position])
    guard instruction.opcode == .makeFunction,
      case .function(let index) = relocations[position + 1]
    else { return 0..<0 }
    let function = program.functions[index]
    let count = function.defaultCount + function.freeVariables.count
    return instruction.b..<instruction.b + count
  }

  /// A plain jump cannot fail, so that its place in a range of locks does not matter.
  private mutating func verifyLocks(_ state: State, at position: Int, _ opcode: Opcode) {
    guard opcode != .jump else { return }
    let ranges = code.iterators.filter { $0.start <= position && position < $0.end }
    let registers = ranges.map(\.register)
    if Set(registers) != state.locked || Set(registers).count != registers.count {
      problems.append(
        "\(position): \(opcode) in locks \(registers), has \(state.locked.sorted())")
    }
  }

  /// Adds what is known on one more path; whether that changed anything.
  private mutating func merge(_ state: State, into position: Int) -> Bool {
    guard let known = states[position] else {
      states[position] = state
      return true
    }
    if known.locked != state.locked { problems.append("\(position): locks differ by path") }
    let registers = zip(known.registers, state.registers).map { min($0, $1) }
    guard registers != known.registers else { return false }
    states[position]?.registers = registers
    return true
  }
}
