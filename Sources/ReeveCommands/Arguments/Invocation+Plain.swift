internal import Runbooks

extension Invocation {
  /// Reads a command line without flags of Reeve, `reeve` or `reeve run FILE`; nil is any other.
  ///
  /// The parser looks through the types of all flags before it reads the first word. That is two thirds of the
  /// time from the start of the program to the end of an empty runbook (November 2026).
  package init?(plain words: [String]) {
    guard let command = words.first else {
      self = .interactive(InteractiveOptions())
      return
    }
    guard command == "run", words.count > 1, words[1] == "-" || !words[1].hasPrefix("-") else {
      return nil
    }
    let arguments = words[2...]
    guard arguments.allSatisfy(Self.isPlain) else { return nil }
    self = .run(RunOptions(file: words[1], arguments: Array(arguments)))
  }

  /// Whether a word after FILE can only be the runbook's.
  private static func isPlain(_ word: String) -> Bool {
    guard word.hasPrefix("-") else { return true }
    guard let end = word.firstIndex(of: "=") else { return false }
    return !ScriptWords.reserved.contains(String(word[..<end]))
  }
}
