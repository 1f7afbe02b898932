// What the editor asks about the language while a block is being typed. Everything here works on text that is not
// finished, so it goes by bytes and tokens and never by a tree.

internal import LineEditor
internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax
internal import Synchronization

final class Assistant: LineEditorDelegate, Sendable {
  /// What is known of names beside what the text says.
  let values: any ValueSource
  let dialect: Dialect
  /// What the service has; nil where nobody may ask it.
  let inventory: Inventory?
  /// Where relative paths start.
  let folder: String
  /// The profiles that `:profile` knows.
  let profiles: [String]
  private let names = Mutex<[String]?>(nil)

  init(
    values: any ValueSource, dialect: Dialect, inventory: Inventory?, folder: String,
    profiles: [String]
  ) {
    self.values = values
    self.dialect = dialect
    self.inventory = inventory
    self.folder = folder
    self.profiles = profiles
  }

  /// A chunk may have brought new ones.
  func forgetNames() { names.withLock { $0 = nil } }

  /// Every name that a chunk may use, sorted, and the keywords of the language.
  var allNames: [String] {
    names.withLock { names in
      if let names { return names }
      let keywords = Token.Kind.allCases.filter(\.isKeyword).map(\.spelling)
      let all = Set(values.names + keywords + ["help"]).sorted()
      names = all
      return all
    }
  }

  // MARK: Blocks

  func isComplete(_ text: String) -> Bool {
    guard !ConsoleLine.isForConsole(text) else { return true }
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

  // MARK: Colours

  func highlight(_ text: String) -> [Run] {
    guard !ConsoleLine.isForConsole(text) else { return [Run(0..<text.utf8.count, .function)] }
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

  // MARK: Pastes

  func review(ofPaste text: String) -> String? {
    WriteCalls(in: text, dialect: dialect).review(of: text)
  }
}
