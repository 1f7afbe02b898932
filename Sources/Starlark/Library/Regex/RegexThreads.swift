/// The text that a pattern runs over.
struct RegexText {
  let bytes: Bytes
  let count: Int

  func holds(_ assertion: RegexAssertion, at index: Int) -> Bool {
    switch assertion {
    case .textStart: index == 0
    case .textEnd: index == count
    case .lineStart: index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
    case .lineEnd: index == count || bytes[index] == UInt8(ascii: "\n")
    case .wordBoundary: isWord(index - 1) != isWord(index)
    case .noWordBoundary: isWord(index - 1) == isWord(index)
    }
  }

  private func isWord(_ index: Int) -> Bool {
    index >= 0 && index < count && RegexClass.words.contains(UInt32(bytes[index]))
  }
}

/// Ways through a program in order of preference, each at an instruction and with its captures.
struct RegexThreads {
  private(set) var places: [Int] = []
  /// Where in `places` an instruction stands, valid if that points back.
  private var positions: [Int]
  private var captures: [Int]
  private let stride: Int

  /// What adding a thread needs besides: the captures it comes with, and places still to visit.
  struct Scratch {
    var captures: [Int]
    fileprivate var pending: [(place: Int, slot: Int, value: Int)] = []

    init(stride: Int) {
      captures = Array(repeating: -1, count: stride)
    }

    mutating func clear() {
      for slot in captures.indices { captures[slot] = -1 }
    }
  }

  init(_ program: RegexProgram) {
    let size = program.instructions.count
    stride = program.groupCount * 2
    positions = Array(repeating: 0, count: size)
    captures = Array(repeating: -1, count: size * stride)
    places.reserveCapacity(size)
  }

  mutating func removeAll() {
    places.removeAll(keepingCapacity: true)
  }

  private func contains(_ place: Int) -> Bool {
    let position = positions[place]
    return position < places.count && places[position] == place
  }

  /// Copies the captures of the thread at an instruction.
  func copyCaptures(of place: Int, to target: inout [Int]) {
    let first = place * stride
    for slot in 0..<stride { target[slot] = captures[first + slot] }
  }

  /// Adds a thread with the captures in the scratch, and those that it leads to without a character.
  mutating func add(
    _ start: Int, at index: Int, _ program: RegexProgram, _ text: RegexText,
    _ scratch: inout Scratch
  ) {
    scratch.pending.append((start, -1, 0))
    while let (place, slot, value) = scratch.pending.popLast() {
      // A capture is undone once all places behind it have been visited.
      if slot >= 0 {
        scratch.captures[slot] = value
        continue
      }
      if contains(place) { continue }
      positions[place] = places.count
      places.append(place)
      switch program.instructions[place] {
      case .jump(let target): scratch.pending.append((target, -1, 0))
      case .split(let first, let second):
        scratch.pending.append((second, -1, 0))
        scratch.pending.append((first, -1, 0))
      case .save(let slot):
        scratch.pending.append((0, slot, scratch.captures[slot]))
        scratch.captures[slot] = index
        scratch.pending.append((place + 1, -1, 0))
      case .assertion(let assertion):
        if text.holds(assertion, at: index) { scratch.pending.append((place + 1, -1, 0)) }
      default:
        let first = place * stride
        for slot in 0..<stride { captures[first + slot] = scratch.captures[slot] }
      }
    }
  }
}
