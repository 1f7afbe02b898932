/// How a text differs from another, as `diff -u` writes it and `patch` takes it.
struct UnifiedDifference {
  /// Unchanged lines around changed ones.
  private static let context = 3

  fileprivate enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)

    var isSame: Bool { if case .same = self { true } else { false } }
    var isRemoved: Bool { if case .removed = self { true } else { false } }
    var isAdded: Bool { if case .added = self { true } else { false } }
  }

  private let lines: [Line]
  private let oldEndsWithLine: Bool
  private let newEndsWithLine: Bool

  init(from old: [UInt8], to new: [UInt8]) {
    let (before, after) = (Self.split(old), Self.split(new))
    oldEndsWithLine = old.last == UInt8(ascii: "\n")
    newEndsWithLine = new.last == UInt8(ascii: "\n")
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.place))
    let added = Set(difference.insertions.map(\.place))
    var lines: [Line] = []
    var (from, to) = (0, 0)
    while from < before.count || to < after.count {
      if removed.contains(from) {
        lines.append(.removed(before[from]))
        from += 1
      } else if added.contains(to) {
        lines.append(.added(after[to]))
        to += 1
      } else {
        lines.append(.same(before[from]))
        from += 1
        to += 1
      }
    }
    // A last line that differs only by its end is another line.
    if oldEndsWithLine != newEndsWithLine, case .same(let last) = lines.last {
      lines.removeLast()
      lines += [.removed(last), .added(last)]
    }
    self.lines = lines
  }

  /// Lines without their ends; a CR before one is part of the line.
  private static func split(_ bytes: [UInt8]) -> [Substring] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring(String(decoding: $0, as: UTF8.self)) }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  /// The whole, with the name of the file in its head.
  func text(_ name: String, usesColour: Bool) -> String {
    var result = coloured("--- \(name)", "1", usesColour) + "\n"
    result += coloured("+++ \(name)", "1", usesColour) + "\n"
    var (old, new) = (1, 1)
    var index = 0
    while let start = lines[index...].firstIndex(where: { !$0.isSame }) {
      let first = max(index, start - Self.context)
      old += first - index
      new += first - index
      let end = hunkEnd(from: start)
      let hunk = lines[first..<end]
      let (removed, added) = (hunk.count { !$0.isAdded }, hunk.count { !$0.isRemoved })
      let head = "@@ -\(Self.range(old, removed)) +\(Self.range(new, added)) @@"
      result += coloured(head, "36", usesColour) + "\n"
      for place in hunk.indices { result += text(of: place, usesColour) }
      old += removed
      new += added
      index = end
    }
    return result
  }

  /// Where a hunk ends: after its last change and some lines, before a gap of twice as many.
  private func hunkEnd(from start: Int) -> Int {
    var last = start
    while let next = lines[(last + 1)...].firstIndex(where: { !$0.isSame }),
      next - last <= 2 * Self.context
    {
      last = next
    }
    return min(lines.count, last + 1 + Self.context)
  }

  private static func range(_ start: Int, _ count: Int) -> String {
    switch count {
    case 0: "\(start - 1),0"
    case 1: "\(start)"
    default: "\(start),\(count)"
    }
  }

  private func text(of place: Int, _ usesColour: Bool) -> String {
    let rest = lines[(place + 1)...]
    let isLastOld = !rest.contains { !$0.isAdded }
    let isLastNew = !rest.contains { !$0.isRemoved }
    let (text, lacksEnd): (String, Bool) =
      switch lines[place] {
      case .same(let line): (" \(line)", isLastOld && !oldEndsWithLine)
      case .removed(let line):
        (coloured("-\(line)", "31", usesColour), isLastOld && !oldEndsWithLine)
      case .added(let line):
        (coloured("+\(line)", "32", usesColour), isLastNew && !newEndsWithLine)
      }
    return text + "\n" + (lacksEnd ? "\\ No newline at end of file\n" : "")
  }

  private func coloured(_ text: String, _ code: String, _ usesColour: Bool) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
