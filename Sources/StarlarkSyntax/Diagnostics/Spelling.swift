/// Finds what a misspelt name was probably meant to be.
package enum Spelling {
  /// Most bytes of a word that is compared: the time that it takes grows with the square of the length.
  package static let longest = 100

  /// The candidate nearest to a word, or nil if none is near enough for "did you mean".
  ///
  /// An edit is a character added, dropped, changed, or swapped with its neighbour. A third of the longer
  /// word may be edited; a difference of case or underscores alone always passes, and so does an `_id`
  /// too many. Of equals, the first wins.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= longest else { return nil }
    let candidates = candidates.filter { $0.utf8.count <= longest && $0 != word }
    let plain = plain(word)
    let stem = plain.hasSuffix("id") && plain.count > 4 ? String(plain.dropLast(2)) : plain
    if let same = candidates.first(where: { Self.plain($0) == plain })
      ?? candidates.first(where: { Self.plain($0) == stem })
    {
      return same
    }
    let letters = Array(word.unicodeScalars)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let others = Array(candidate.unicodeScalars)
      let allowed = max(letters.count, others.count) / 3
      let limit = min(allowed, best.map { $0.distance - 1 } ?? allowed)
      guard limit > 0, let distance = distance(letters, others, limit: limit) else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// The letters of a word, whatever joins its parts.
  private static func plain(_ word: String) -> String {
    word.lowercased().filter { $0 != "_" }
  }

  /// The number of edits between two words, nil if it is over the limit.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      guard let least = row.min(), least <= limit else { return nil }
      beforeLast = last
      last = row
    }
    guard let distance = last.last, distance <= limit else { return nil }
    return distance
  }
}
