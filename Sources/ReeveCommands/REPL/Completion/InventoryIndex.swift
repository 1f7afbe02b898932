/// What ids and names of the service begin with something, found without a look at all of them.
package struct InventoryIndex: Sendable {
  package struct Entry: Sendable, Hashable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Where an entry stands in one of the two orders: its key, and which entry it is.
  private struct Key: Sendable {
    let text: String
    let entry: Int32
  }

  private(set) var entries: [Entry] = []
  private var byID: [Key] = []
  private var byName: [Key] = []

  package init() {}

  package var count: Int { entries.count }

  /// What begins with something.
  package struct Matches: Sendable, Hashable {
    package var entries: [Entry] = []
    /// How many there are in all.
    package var count = 0
    /// What the ids of all have in common; nil where names were asked for.
    package var prefix: String?
  }

  /// Adds entries, none of which it has.
  package mutating func add(_ new: [Entry]) {
    var ids: [Key] = []
    var names: [Key] = []
    for entry in new {
      let place = Int32(entries.count)
      entries.append(entry)
      ids.append(Key(text: entry.id, entry: place))
      if !entry.name.isEmpty { names.append(Key(text: entry.name.lowercased(), entry: place)) }
    }
    Self.merge(&byID, ids)
    Self.merge(&byName, names)
  }

  private static func merge(_ keys: inout [Key], _ new: [Key]) {
    guard !new.isEmpty else { return }
    let new = new.sorted { $0.text < $1.text }
    var merged: [Key] = []
    merged.reserveCapacity(keys.count + new.count)
    var (left, right) = (keys[...], new[...])
    while let old = left.first, let added = right.first {
      if added.text < old.text {
        merged.append(added)
        right.removeFirst()
      } else {
        merged.append(old)
        left.removeFirst()
      }
    }
    keys = merged + left + right
  }

  /// The entries whose id, or else whose name, begins with a text, and how many there are.
  package func matches(_ text: String, most: Int) -> Matches {
    if text.isEmpty {
      let shown = byName.isEmpty ? byID : byName
      return Matches(
        entries: shown.prefix(most).map { entries[Int($0.entry)] }, count: entries.count)
    }
    let ids = Self.range(of: text, in: byID)
    if !ids.isEmpty {
      // What the first and the last of a sorted range share, all share.
      let first = byID[ids.lowerBound].text
      let prefix = first.commonPrefix(with: byID[ids.upperBound - 1].text)
      return Matches(
        entries: ids.prefix(most).map { entries[Int(byID[$0].entry)] }, count: ids.count,
        prefix: prefix)
    }
    let names = Self.range(of: text.lowercased(), in: byName)
    return Matches(
      entries: names.prefix(most).map { entries[Int(byName[$0].entry)] }, count: names.count)
  }

  private static func range(of prefix: String, in keys: [Key]) -> Range<Int> {
    let start = partition(keys) { $0 < prefix }
    let end = partition(keys) { $0 < prefix || $0.hasPrefix(prefix) }
    return start..<max(start, end)
  }

  /// The first place whose key does not obey the condition, which holds up to there.
  private static func partition(_ keys: [Key], _ isBefore: (String) -> Bool) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(keys[middle].text) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
