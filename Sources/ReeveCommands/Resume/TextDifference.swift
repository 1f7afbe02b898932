/// The lines in which a text differs from another, as people compare them.
struct TextDifference {
  /// Most lines that are shown.
  private static let shown = 40
  /// Beyond this many lines that differ nobody looks for the shortest way from one to the other.
  private static let searched = 2_000

  /// Lines that begin with `-` where only the old text has them, with `+` where only the new one does.
  let lines: [String]

  init(from old: String, to new: String) {
    let (old, new) = (Self.split(old), Self.split(new))
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    let (removed, added) = (Array(old[start..<oldEnd]), Array(new[start..<newEnd]))
    var lines = ["@@ line \(start + 1) @@"]
    if removed.count + added.count > Self.searched {
      lines += removed.map { "-\($0)" } + added.map { "+\($0)" }
    } else {
      lines += Self.changes(removed, added)
    }
    if lines.count > Self.shown {
      lines = lines.prefix(Self.shown) + ["… and \(lines.count - Self.shown) lines more"]
    }
    self.lines = lines
  }

  private static func split(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func changes(_ old: [Substring], _ new: [Substring]) -> [String] {
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(\.place))
    let added = Set(difference.insertions.map(\.place))
    var lines: [String] = []
    var (from, to) = (0, 0)
    while from < old.count || to < new.count {
      if removed.contains(from) {
        lines.append("-\(old[from])")
        from += 1
      } else if added.contains(to) {
        lines.append("+\(new[to])")
        to += 1
      } else {
        if from < old.count { lines.append(" \(old[from])") }
        from += 1
        to += 1
      }
    }
    return lines
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
