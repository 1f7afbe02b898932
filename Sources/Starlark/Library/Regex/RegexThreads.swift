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
    guard index >= 0 && index < count else { return false }
    switch bytes[index] {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
    default: return false
    }
  }
}

/// Ways through a program in order of preference, each at an instruction and with its captures.
struct RegexThreads {
  private(set) var places: [Int32] = []
  /// Where in `places` an instruction stands, valid if that points back.
  private var positions: [Int32] = []
  private var captures: [Int] = []
  private var stride = 0

  /// What adding a thread needs besides: the captures it comes with, and places still to visit.
  struct Scratch {
    var captures: [Int] = []
    fileprivate var pending: [(place: Int32, slot: Int32, value: Int)] = []

    /// Makes it as new, for so many captures.
    mutating func prepare(stride: Int) {
      pending.removeAll(keepingCapacity: true)
      if captures.count == stride {
        clear()
      } else {
        captures = Array(repeating: -1, count: stride)
      }
    }

    mutating func clear() {
      for slot in captures.indices { captures[slot] = -1 }
    }
  }

  /// Makes room for a program of so many instructions and captures; what was there before does not matter.
  mutating func prepare(size: Int, stride: Int) {
    self.stride = stride
    removeAll()
    if positions.count < size {
      positions = Array(repeating: 0, count: size)
      places.reserveCapacity(size)
    }
    if captures.count < size * stride { captures = Array(repeating: -1, count: size * stride) }
  }

  mutating func removeAll() {
    places.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func contains(_ place: Int32) -> Bool {
    let position = Int(positions[Int(place)])
    return position < places.count && places[position] == place
  }

  /// Copies the captures of the thread at an instruction.
  @inline(__always)
  func copyCaptures(of place: Int32, to target: inout [Int]) {
    let first = Int(place) &* stride
    for slot in 0..<stride { target[slot] = captures[first &+ slot] }
  }

  /// Adds a thread with the captures in the scratch, and those that it leads to without a character.
  mutating func add(
    _ start: Int32, at index: Int, _ code: RegexCode, _ text: RegexText, _ scratch: inout Scratch
  ) {
    var place = start
    while true {
      if !contains(place) {
        positions[Int(place)] = Int32(truncatingIfNeeded: places.count)
        places.append(place)
        let word = code.words[Int(place)]
        switch word.operation {
        case .jump:
          place = word.x
          continue
        case .split:
          scratch.pending.append((word.y, -1, 0))
          place = word.x
          continue
        case .save:
          // The capture is undone once all places behind it have been visited.
          if !scratch.pending.isEmpty {
            scratch.pending.append((0, word.x, scratch.captures[Int(word.x)]))
          }
          scratch.captures[Int(word.x)] = index
          place &+= 1
          continue
        case .assertion:
          if let assertion = RegexAssertion(rawValue: UInt8(truncatingIfNeeded: word.x)),
            text.holds(assertion, at: index)
          {
            place &+= 1
            continue
          }
        case .character, .set, .any, .match:
          let first = Int(place) &* stride
          for slot in 0..<stride { captures[first &+ slot] = scratch.captures[slot] }
        }
      }
      guard let next = popPending(&scratch) else { return }
      place = next
    }
  }

  /// The next place to visit, captures before it undone.
  @inline(__always)
  private func popPending(_ scratch: inout Scratch) -> Int32? {
    while let (place, slot, value) = scratch.pending.popLast() {
      if slot < 0 { return place }
      scratch.captures[Int(slot)] = value
    }
    return nil
  }
}
