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
    var path = ""
    var repeats = false
    while let token = try? lexer.next(), token.kind != .endOfFile {
      switch token.kind {
      case .name:
        let name = String(
          decoding: bytes[Int(token.span.start)..<Int(token.span.end)], as: UTF8.self)
        path = path.hasSuffix(".") ? path + name : name
        continue
      case .dot where !path.isEmpty:
        path += "."
        continue
      case .leftParenthesis where Self.names.contains(path):
        counts[path, default: 0] += 1

      case _ where ["for", "while", "def", "lambda"].contains(token.kind.spelling): repeats = true
      default: break
      }
      path = ""
    }
    mayRepeat = !counts.isEmpty && repeats
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
