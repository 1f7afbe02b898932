internal import Runbooks
package import StarlarkSyntax

/// The calls in a text that change something, counted where they are written.
package struct WriteCalls {
  /// How often each is written, by name.
  private(set) var counts: [String: Int] = [:]
  /// Whether one of them is in a loop or a function, and may run more often than it is written.
  private(set) var mayRepeat = false

  static let names = Set(ChangeKind.allCases.map(\.rawValue))

  package var total: Int { counts.values.reduce(0, +) }

  package init(in text: String, dialect: Dialect) {
    guard var lexer = try? Lexer(SourceText(name: "", text: text), dialect: dialect) else { return }
    let bytes = Array(text.utf8)
    var words: [Word] = []
    while let token = try? lexer.next(), token.kind != .endOfFile {
      let text = String(
        decoding: bytes[Int(token.span.start)..<Int(token.span.end)], as: UTF8.self)
      words.append(Word(kind: token.kind, text: text))
    }
    var path = ""
    var repeats = false
    for (index, word) in words.enumerated() {
      switch word.kind {
      case .name:
        path = path.hasSuffix(".") ? path + word.text : word.text
        continue
      case .dot where !path.isEmpty:
        path += "."
        continue
      case .leftParenthesis where Self.names.contains(path):
        if path != "cloud.call" || !Self.isRead(words[(index + 1)...]) {
          counts[path, default: 0] += 1
        }
      case _ where ["for", "while", "def", "lambda"].contains(word.kind.spelling): repeats = true
      default: break
      }
      path = ""
    }
    mayRepeat = !counts.isEmpty && repeats
  }

  private struct Word {
    let kind: Token.Kind
    let text: String
  }

  /// Whether the arguments of a `cloud.call` say that it changes nothing: `GET`, or `read = True`.
  private static func isRead(_ words: ArraySlice<Word>) -> Bool {
    var depth = 0
    var argument: [String] = []
    var place = 0
    for word in words {
      let isEnd = depth == 0 && (word.kind == .comma || word.kind == .rightParenthesis)
      guard isEnd else {
        switch word.kind {
        case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
        case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
        default: break
        }
        argument.append(word.text)
        continue
      }
      let text = argument.joined()
      if text == "read=True" || ["method=\"GET\"", "method='GET'"].contains(text)
        || place == 1 && ["\"GET\"", "'GET'"].contains(text)
      {
        return true
      }
      guard word.kind == .comma else { break }
      argument = []
      place += 1
    }
    return false
  }

  /// The calls in words: `ignorePort 2, setSecurityGroup 1`.
  var text: String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  /// What there is to say of a paste; nil for a single line that changes nothing.
  package func review(of text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    guard lines > 1 || total > 0 else { return nil }
    var review = "pasted \(counted(lines, "line")), "
    review +=
      total == 0
      ? "no call that changes anything" : "\(counted(total, "write call")) (\(self.text))"
    return review + (mayRepeat ? ", some in loops" : "")
  }
}
