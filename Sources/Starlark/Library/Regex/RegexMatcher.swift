/// Runs a pattern over a text: all ways at once, so that time is linear in the length of the text.
struct RegexMatcher: ~Copyable {
  let program: RegexProgram
  let text: RegexText
  private let machine: Machine
  private let code: RegexCode
  private let prefix: [UInt8]
  private var current: RegexThreads
  private var next: RegexThreads
  private var scratch: RegexThreads.Scratch
  private var work = 0

  /// What matchers work with, kept from one to the next: making it takes longer than most matches.
  struct Workspace {
    fileprivate var current = RegexThreads()
    fileprivate var next = RegexThreads()
    fileprivate var scratch = RegexThreads.Scratch()
    /// The most captures of all instructions together for which it is kept.
    fileprivate static let mostKept = 1 << 14
  }

  /// What a match must be.
  enum Kind {
    /// Anywhere at the start or after it.
    case search
    /// Beginning at the start.
    case prefix
    /// From the start to the end of the text.
    case whole
  }

  init(_ program: RegexProgram, _ string: StringObject, _ machine: Machine) {
    self.program = program
    self.machine = machine
    text = RegexText(bytes: string.bytes, count: string.count)
    code = program.code
    prefix = program.prefix
    let (size, stride) = (code.words.count, program.groupCount * 2)
    var workspace = Workspace()
    if let kept = machine.evaluator.regexWorkspace.take() { workspace = kept }
    // The lists have a place for each instruction. It counts whether or not they are at hand, which in lanes is chance.
    work = size
    workspace.current.prepare(size: size, stride: stride)
    workspace.next.prepare(size: size, stride: stride)
    workspace.scratch.prepare(stride: stride)
    current = workspace.current
    next = workspace.next
    scratch = workspace.scratch
  }

  deinit {
    guard code.words.count * program.groupCount * 2 <= Workspace.mostKept else { return }
    machine.evaluator.regexWorkspace = Workspace(current: current, next: next, scratch: scratch)
  }

  /// The captures of the first match from a place on, -1 where a group has none.
  ///
  /// - Parameters:
  ///   - start: Where to begin.
  ///   - kind: What the match must be.
  ///   - taken: Where an empty match does not count.
  /// - Returns: Nil where there is no match, or after an error was recorded.
  mutating func match(from start: Int, _ kind: Kind, emptyTaken taken: Int = -1) -> [Int]? {
    var best: [Int]?
    var index = start
    // An anchored pattern matches at the start of the text only, however far the search has come.
    let only: Int? = program.isAnchored ? 0 : kind == .search ? nil : start
    current.removeAll()
    while true {
      if current.places.isEmpty {
        if best != nil { break }
        if let only, index > only { break }
        if only == nil && !prefix.isEmpty {
          guard let found = nextPrefix(from: index) else { break }
          index = found
        }
      }
      var (value, length): (UInt32, Int) = (0, 0)
      if index < text.count {
        let (scalar, width) = UTF8Decoding.next(text.bytes, at: index, end: text.count)
        (value, length) = (scalar.value, width)
      }
      if best == nil && (only == nil || index == only) {
        if length > 0 ? code.mayBegin(with: value) : code.mayBeEmpty {
          scratch.clear()
          current.add(0, at: index, code, text, &scratch)
        }
      }
      guard pay(current.places.count + 1) else { return nil }
      step(value, at: index, length: length, kind, taken, &best)
      swap(&current, &next)
      next.removeAll()
      guard length > 0 else { break }
      index += length
    }
    return best
  }

  private mutating func pay(_ units: Int) -> Bool {
    work += units
    guard work >= 64 else { return true }
    defer { work &= 7 }
    return machine.charge(work >> 3)
  }

  private func nextPrefix(from index: Int) -> Int? {
    unsafe prefix.withUnsafeBufferPointer { wanted in
      guard let base = wanted.baseAddress else { return index }
      let found = ByteSearch.first(
        unsafe Bytes(UnsafeMutablePointer(mutating: base)), wanted.count, in: text.bytes + index,
        text.count - index, machine)
      return found < 0 ? nil : index + found
    }
  }

  /// Moves all threads over a character; a length of 0 is the end of the text.
  private mutating func step(
    _ value: UInt32, at index: Int, length: Int, _ kind: Kind, _ taken: Int,
    _ best: inout [Int]?
  ) {
    for place in current.places {
      let word = code.words[Int(place)]
      let matches: Bool
      switch word.operation {
      case .character: matches = length > 0 && value == UInt32(bitPattern: word.x)
      case .set: matches = length > 0 && code.set(word.x, contains: value)
      case .any: matches = length > 0
      case .match:
        if kind == .whole && index != text.count { continue }
        current.copyCaptures(of: place, to: &scratch.captures)
        if index == taken && scratch.captures[0] == index { continue }
        best = scratch.captures
        // The threads after this one are less preferred.
        return
      case .jump, .split, .save, .assertion: continue
      }
      guard matches else { continue }
      current.copyCaptures(of: place, to: &scratch.captures)
      next.add(place &+ 1, at: index &+ length, code, text, &scratch)
    }
  }
}
