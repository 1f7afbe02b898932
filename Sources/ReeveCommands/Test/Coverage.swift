internal import Starlark
internal import StarlarkSyntax

/// Which lines tests have reached.
struct Coverage {
  /// How often each line was reached, by file.
  private(set) var files: [String: [Int: Int]] = [:]

  mutating func add(_ profile: LineProfile) {
    for file in profile.files {
      for (line, figures) in file.lines {
        files[file.source.name, default: [:]][line, default: 0] += figures.hits
      }
    }
  }

  /// For each file how much of it was reached, and what was not.
  var lines: [String] {
    files.sorted { $0.key < $1.key }.map { name, lines in
      let missed = lines.filter { $0.value == 0 }.keys.sorted()
      let share = lines.isEmpty ? 1000 : (lines.count - missed.count) * 1000 / lines.count
      let text = "\(name): \(share / 10).\(share % 10) % of \(lines.count) lines"
      return missed.isEmpty ? text : "\(text), not \(Self.ranges(missed))"
    }
  }

  /// Numbers in order, those that follow each other as a range.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  /// The coverage in the format of LCOV.
  func tracefile(_ streams: Streams) -> String {
    files.sorted { $0.key < $1.key }.map { name, lines in
      let hits = lines.sorted { $0.key < $1.key }.map { "DA:\($0.key),\($0.value)\n" }.joined()
      let reached = lines.count { $0.value > 0 }
      return
        "SF:\(streams.absolute(name))\n\(hits)LF:\(lines.count)\nLH:\(reached)\nend_of_record\n"
    }.joined()
  }
}
