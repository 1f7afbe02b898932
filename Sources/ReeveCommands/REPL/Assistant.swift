// What the editor asks about the language while a block is being typed. Everything here works on text that is not
// finished, so it goes by tokens and never by a tree.

internal import LineEditor
internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax
internal import Synchronization

final class Assistant: LineEditorDelegate, Sendable {
  private let session: Session
  private let dialect: Dialect
  private let names = Mutex<[String]?>(nil)

  init(session: Session, dialect: Dialect) {
    self.session = session
    self.dialect = dialect
  }

  /// A chunk may have brought new ones.
  func forgetNames() { names.withLock { $0 = nil } }

  private var allNames: [String] {
    names.withLock { names in
      if let names { return names }
      let all = session.names + Token.Kind.allCases.filter(\.isKeyword).map(\.spelling)
      names = all
      return all
    }
  }

  // MARK: Blocks

  func isComplete(_ text: String) -> Bool {
    if case .incomplete = completeness(text) { return false }
    return true
  }

  func indentation(after text: String) -> String {
    guard case .incomplete(let count) = completeness(text) else { return "" }
    return String(repeating: " ", count: count)
  }

  private func completeness(_ text: String) -> Completeness {
    Completeness(of: SourceText(name: "", text: text), dialect: dialect)
  }

  // MARK: Completion

  func completions(of text: String, at cursor: Int) -> [Completion] {
    let place = TypedPlace(text, cursor: cursor, dialect: dialect)
    guard !place.isInText else { return [] }
    let range = place.wordStart..<cursor
    func complete(_ candidates: [String], suffix: String = "") -> [Completion] {
      Set(candidates).filter { $0.hasPrefix(place.word) }.sorted().map { name in
        Completion(
          name + suffix, replacing: range,
          detail: suffix.isEmpty ? detail(of: name, in: place.owner) : "")
      }
    }
    if let owner = place.owner { return complete(session.attributes(of: owner)) }
    let keywords = place.call.map(Session.keywords) ?? []
    return complete(keywords, suffix: " = ") + complete(allNames)
  }

  private func detail(of name: String, in owner: String?) -> String {
    let path = owner.map { "\($0).\(name)" } ?? name
    return Session.signature(of: path)?.text(width: 60) ?? ""
  }

  func hint(for text: String, at cursor: Int) -> String? {
    let place = TypedPlace(text, cursor: cursor, dialect: dialect)
    return place.call.flatMap(Session.signature)?.text(width: 100)
  }

  // MARK: Colours

  func highlight(_ text: String) -> [Run] {
    let source = SourceText(name: "", text: text)
    guard var lexer = try? Lexer(source, dialect: dialect) else { return [] }
    var runs: [Run] = []
    while let token = try? lexer.next(), token.kind != .endOfFile {
      guard let style = Self.style(of: token.kind) else { continue }
      let range = Int(token.span.start)..<Int(token.span.end)
      if !range.isEmpty { runs.append(Run(range, style)) }
    }
    runs += lexer.comments.map { Run(Int($0.start)..<Int($0.end), .comment) }
    return runs.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func style(of kind: Token.Kind) -> Style? {
    switch kind {
    case .int, .float: .number
    case .string, .bytes, .formattedStart, .formattedText, .formattedEnd: .string
    case .reserved: .error
    case _ where kind.isKeyword: .keyword
    default: nil
    }
  }
}
