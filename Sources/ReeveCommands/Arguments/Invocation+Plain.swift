internal import Runbooks

extension Invocation {
  /// Reads the usual command lines, `reeve` and `reeve run [--quiet] FILE`; nil is any other.
  ///
  /// The parser looks through the types of all flags before it reads the first word. That is two thirds of the
  /// time from the start of the program to the end of an empty runbook (November 2026).
  package init?(plain words: [String]) {
    guard let command = words.first else {
      self = .interactive(InteractiveOptions())
      return
    }
    guard command == "run" else { return nil }
    var rest = words[1...]
    var session = SessionOptions()
    if rest.first == "--quiet" || rest.first == "-q" {
      session.verbosity = .quiet
      rest.removeFirst()
    }
    guard let file = rest.popFirst(), file == "-" || !file.hasPrefix("-"),
      rest.allSatisfy(Self.isPlain)
    else { return nil }
    self = .run(RunOptions(file: file, arguments: Array(rest), session: session))
  }

  /// Whether a word after FILE can only be the runbook's.
  private static func isPlain(_ word: String) -> Bool {
    guard word.hasPrefix("-") else { return true }
    guard let end = word.firstIndex(of: "=") else { return false }
    return !ScriptWords.reserved.contains(String(word[..<end]))
  }
}
