/// The instructions of a pattern in the form that runs.
struct RegexCode {
  enum Operation: UInt8 {
    case character
    case set
    case any
    case assertion
    case save
    case jump
    case split
    case match
  }

  struct Word {
    var operation: Operation
    /// A code point, the number of a set or an assertion, a slot, or where to go on.
    var x: Int32
    /// Where else to go on.
    var y: Int32 = 0
  }

  private(set) var words: [Word]
  private let sets: [RegexClass]
  /// For each set the members below 128.
  private let lowMembers: [(UInt64, UInt64)]
  /// The characters below 128 that a match can begin with; all others can, too.
  private var firstLow: (UInt64, UInt64) = (0, 0)

  /// About how many bytes it holds.
  var footprint: Int {
    words.count * MemoryLayout<Word>.stride
      + sets.reduce(0) { $0 + 64 + $1.ranges.count * 8 }
  }

  init(_ instructions: [RegexProgram.Instruction], _ sets: [RegexClass]) {
    self.sets = sets
    lowMembers = sets.map { set in
      var bits: (UInt64, UInt64) = (0, 0)
      for value in 0..<UInt32(128) where set.contains(value) {
        if value < 64 { bits.0 |= 1 << UInt64(value) } else { bits.1 |= 1 << UInt64(value - 64) }
      }
      return bits
    }
    words = instructions.map { instruction in
      switch instruction {
      case .character(let value): Word(operation: .character, x: Int32(value))
      case .set(let set): Word(operation: .set, x: Int32(set))
      case .any: Word(operation: .any, x: 0)
      case .assertion(let assertion):
        Word(operation: .assertion, x: Int32(assertion.rawValue))
      case .save(let slot): Word(operation: .save, x: Int32(slot))
      case .jump(let target): Word(operation: .jump, x: Int32(target))
      case .split(let first, let second):
        Word(operation: .split, x: Int32(first), y: Int32(second))
      case .match: Word(operation: .match, x: 0)
      }
    }
    firstLow = beginnings()
  }

  /// Collects what a match can begin with: everything if it may be empty.
  private func beginnings() -> (UInt64, UInt64) {
    var bits: (UInt64, UInt64) = (0, 0)
    var seen: Set<Int> = []
    var pending = [0]
    while let place = pending.popLast() {
      guard seen.insert(place).inserted else { continue }
      let word = words[place]
      switch word.operation {
      case .character where word.x < 64: bits.0 |= 1 << UInt64(word.x)
      case .character where word.x < 128: bits.1 |= 1 << UInt64(word.x - 64)
      case .character: break
      case .set:
        bits.0 |= lowMembers[Int(word.x)].0
        bits.1 |= lowMembers[Int(word.x)].1
      case .any, .match: return (.max, .max)
      case .jump: pending.append(Int(word.x))
      case .split: pending += [Int(word.x), Int(word.y)]
      case .assertion, .save: pending.append(place + 1)
      }
    }
    return bits
  }

  @inline(__always)
  private static func has(_ bits: (UInt64, UInt64), _ value: UInt32) -> Bool {
    (value < 64 ? bits.0 &>> UInt64(value) : bits.1 &>> UInt64(value &- 64)) & 1 != 0
  }

  /// Whether a match may begin with a character.
  @inline(__always)
  func mayBegin(with value: UInt32) -> Bool {
    value >= 128 || RegexCode.has(firstLow, value)
  }

  /// Whether a match may begin where the text ends.
  var mayBeEmpty: Bool { firstLow == (.max, .max) }

  @inline(__always)
  func set(_ index: Int32, contains value: UInt32) -> Bool {
    value < 128
      ? RegexCode.has(lowMembers[Int(index)], value) : sets[Int(index)].contains(value)
  }
}
