/// A regular expression as a tree.
indirect enum RegexNode {
  case empty
  case characters(RegexClass)
  case assertion(RegexAssertion)
  case concatenation([RegexNode])
  /// The first alternative that matches wins.
  case alternation([RegexNode])
  case group(RegexNode, index: Int)
  case repetition(RegexNode, least: Int, most: Int?, isGreedy: Bool)
}

/// What holds at a place between two characters.
enum RegexAssertion: UInt8 {
  case textStart
  case textEnd
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary
}

/// A set of code points as sorted ranges that do not touch.
struct RegexClass: Equatable {
  private(set) var ranges: [ClosedRange<UInt32>]

  static let all = RegexClass([0...0x10FFFF])
  static let digits = RegexClass([0x30...0x39])
  static let words = RegexClass([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = RegexClass([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let newline = RegexClass([0x0A...0x0A])

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  init(_ scalar: Unicode.Scalar) {
    ranges = [scalar.value...scalar.value]
  }

  var inverted: RegexClass {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return RegexClass(result)
  }

  func union(_ other: RegexClass) -> RegexClass {
    RegexClass(ranges + other.ranges)
  }

  /// The one code point of the set, if it has just one.
  var single: UInt32? {
    guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
    return ranges[0].lowerBound
  }

  func contains(_ value: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  /// The set with the other case of its letters; in ranges of more than a thousand code points, of ASCII letters only.
  var ignoringCase: RegexClass {
    var result = ranges
    for range in ranges {
      for (lower, upper) in [(0x61, 0x41), (0x41, 0x61)] as [(UInt32, UInt32)] {
        let letters = range.clamped(to: lower...(lower + 25))
        guard range.overlaps(lower...(lower + 25)) else { continue }
        result.append((letters.lowerBound - lower + upper)...(letters.upperBound - lower + upper))
      }
      guard range.count <= 1_000, range.upperBound >= 0x80 else { continue }
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          let scalars = text.unicodeScalars
          if let first = scalars.first, scalars.count == 1 {
            result.append(first.value...first.value)
          }
        }
      }
    }
    return RegexClass(result)
  }
}
