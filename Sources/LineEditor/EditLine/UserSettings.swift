/// The `bind` lines of the user's `~/.editrc`.
///
/// They run with the rest of the file first, and once more
/// after the editor has bound its own keys, so that the user's keys win.
package enum UserSettings {
  static let program = "reeve"

  /// The words of each `bind` line that binds a key.
  package static func bindings(in text: String) -> [[String]] {
    text.split(separator: "\n").compactMap { line in
      var words = words(of: line)
      guard let first = words.first else { return nil }
      let parts = first.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        guard parts[0] == program else { return nil }
        words[0] = parts[1]
      }
      // `bind -v` and `bind -e` choose a whole key map, and would take the editor's own keys away.
      guard words[0] == "bind", words.count > 2 || words.count == 2 && !words[1].hasPrefix("-")
      else { return nil }
      return words
    }
  }

  /// Splits as a shell does: blanks, quotes, and a backslash, which stays outside of quotes for `bind`
  /// to read (`\e`).
  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var inWord = false
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        inWord = true
      } else if character == " " || character == "\t" {
        if inWord { words.append(word) }
        word = ""
        inWord = false
      } else if character == "#", !inWord {
        break
      } else {
        word.append(character)
        inWord = true
      }
    }
    if inWord { words.append(word) }
    return words
  }

  /// The file that libedit's programs share; nil without a home.
  package static var defaultPath: String? {
    variable("EDITRC") ?? variable("HOME").map { "\($0)/.editrc" }
  }
}
