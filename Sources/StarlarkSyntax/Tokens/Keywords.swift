/// Finds the words of the grammar by their bytes packed into one integer: none is longer than eight.
struct Keywords: Sendable {
  /// Words that the grammar does not use and that no program may use as a name.
  static let reserved = [
    "as", "assert", "async", "await", "class", "del", "except", "finally", "from", "global",
    "import", "is", "nonlocal", "raise", "try", "with", "yield",
  ]

  static let shared = Keywords()

  // Open addressing over 256 slots with some 35 words in them: a word that is no keyword mostly meets an
  // empty slot at once.
  private var words: [UInt64]
  private var kinds: [Token.Kind]

  private init() {
    words = Array(repeating: 0, count: 256)
    kinds = Array(repeating: .name, count: 256)
    for kind in Token.Kind.allCases where kind.isKeyword {
      insert(kind.spelling, kind)
    }
    for word in Self.reserved {
      insert(word, .reserved)
    }
  }

  private static func slot(of word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  private mutating func insert(_ spelling: String, _ kind: Token.Kind) {
    let word = spelling.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var slot = Self.slot(of: word)
    while words[slot] != 0 {
      slot = (slot + 1) & 255
    }
    words[slot] = word
    kinds[slot] = kind
  }

  /// The kind of a word of at most eight bytes: a keyword's own, else a name.
  func kind(of word: UInt64) -> Token.Kind {
    var slot = Self.slot(of: word)
    while words[slot] != 0 {
      if words[slot] == word { return kinds[slot] }
      slot = (slot + 1) & 255
    }
    return .name
  }
}
