import Synchronization

/// A compiled pattern.
final class RegexProgram: Sendable {
  /// Most instructions of a program; each takes part in the cost of a character.
  static let sizeLimit = 10_000
  /// Most bytes of a pattern.
  static let longestPattern = 1 << 16

  enum Instruction {
    case character(UInt32)
    /// A code point of a set.
    case set(Int)
    case any
    case assertion(RegexAssertion)
    case save(Int)
    case jump(Int)
    /// Both ways, the first preferred.
    case split(Int, Int)
    case match
  }

  let pattern: String
  let code: RegexCode
  /// The names of the groups, of which the first is the whole match.
  let names: [String?]
  /// The bytes that every match begins with.
  let prefix: [UInt8]
  /// Whether a match can only begin where the text does.
  let isAnchored: Bool

  var groupCount: Int { names.count }

  /// About how many bytes it holds.
  var footprint: Int { 256 + pattern.utf8.count + code.footprint }

  init(_ pattern: String) throws(RegexError) {
    let (node, names) = try RegexParser.parse(pattern)
    var builder = Builder()
    builder.append(.save(0))
    try builder.add(node)
    builder.append(.save(1))
    builder.append(.match)
    // Each instruction keeps the captures of a thread.
    guard builder.instructions.count * names.count <= RegexProgram.sizeLimit * 40 else {
      throw RegexError(message: "pattern too large: too many groups", offset: 0)
    }
    self.pattern = pattern
    self.names = names
    code = RegexCode(builder.instructions, builder.sets)
    (prefix, isAnchored) = RegexProgram.beginning(builder.instructions)
  }

  /// What the first instructions demand of a match.
  private static func beginning(_ instructions: [Instruction]) -> (
    prefix: [UInt8], isAnchored: Bool
  ) {
    var prefix: [UInt8] = []
    for instruction in instructions.dropFirst() {
      switch instruction {
      case .save: continue
      case .assertion(.textStart) where prefix.isEmpty: return ([], true)
      case .character(let value):
        // U+FFFD also matches a byte that belongs to no code point.
        guard value != 0xFFFD, let scalar = Unicode.Scalar(value) else { return (prefix, false) }
        prefix += Array(scalar.utf8)
      default: return (prefix, false)
      }
    }
    return (prefix, false)
  }

  func group(named name: String) -> Int? {
    names.firstIndex { $0 == name }
  }

  // MARK: Patterns in use

  private static let known = Mutex<[String: RegexProgram]>([:])

  /// The program of a pattern, kept for the next call.
  static func of(_ pattern: String) throws(RegexError) -> RegexProgram {
    if let program = known.withLock({ $0[pattern] }) { return program }
    let program = try RegexProgram(pattern)
    known.withLock { known in
      if known.count >= 200 { known.removeAll() }
      known[pattern] = program
    }
    return program
  }
}

extension RegexProgram {
  /// Makes instructions of a tree.
  private struct Builder {
    var instructions: [Instruction] = []
    var sets: [RegexClass] = []

    mutating func append(_ instruction: Instruction) {
      instructions.append(instruction)
    }

    mutating func add(_ node: RegexNode) throws(RegexError) {
      guard instructions.count <= RegexProgram.sizeLimit else {
        throw RegexError(
          message: "pattern too large: more than \(RegexProgram.sizeLimit) instructions", offset: 0)
      }
      switch node {
      case .empty: break
      case .characters(let set):
        if let single = set.single {
          append(.character(single))
        } else if set == .all {
          append(.any)
        } else {
          append(.set(sets.firstIndex(of: set) ?? sets.count))
          if !sets.contains(set) { sets.append(set) }
        }
      case .assertion(let assertion): append(.assertion(assertion))
      case .concatenation(let parts): for part in parts { try add(part) }
      case .alternation(let alternatives): try add(alternatives)
      case .group(let inner, let index):
        append(.save(index * 2))
        try add(inner)
        append(.save(index * 2 + 1))
      case .repetition(let inner, let least, let most, let isGreedy):
        try add(inner, least, most, isGreedy)
      }
    }

    private mutating func add(_ alternatives: [RegexNode]) throws(RegexError) {
      var jumps: [Int] = []
      for alternative in alternatives.dropLast() {
        let split = instructions.count
        append(.match)
        try add(alternative)
        jumps.append(instructions.count)
        append(.match)
        instructions[split] = .split(split + 1, instructions.count)
      }
      if let last = alternatives.last { try add(last) }
      for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func add(
      _ inner: RegexNode, _ least: Int, _ most: Int?, _ isGreedy: Bool
    ) throws(RegexError) {
      for _ in 0..<(most == nil ? max(0, least - 1) : least) { try add(inner) }
      var splits: [Int] = []
      guard let most else {
        // The choice comes after the body, so that a body that matched nothing is not tried again.
        if least == 0 {
          splits.append(instructions.count)
          append(.match)
        }
        let start = instructions.count
        try add(inner)
        append(choice(start, instructions.count + 1, isGreedy))
        for split in splits {
          instructions[split] = choice(split + 1, instructions.count, isGreedy)
        }
        return
      }
      for _ in least..<most {
        splits.append(instructions.count)
        append(.match)
        try add(inner)
      }
      for split in splits {
        instructions[split] = choice(split + 1, instructions.count, isGreedy)
      }
    }

    private func choice(_ inner: Int, _ after: Int, _ isGreedy: Bool) -> Instruction {
      isGreedy ? .split(inner, after) : .split(after, inner)
    }
  }
}
