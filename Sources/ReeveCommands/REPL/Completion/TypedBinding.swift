internal import StarlarkSyntax

/// What gives a name its value in a text that is being typed, as far as one look tells.
enum TypedBinding {
  /// `name = expression`
  case value(String)
  /// `for name in expression`
  case element(String)
  /// `name: type`
  case annotated(String)

  /// The last binding of a name in a text.
  static func of(_ name: String, in text: String, dialect: Dialect) -> TypedBinding? {
    let tokens = Tokens(text, dialect)
    var binding: TypedBinding?
    for index in tokens.kinds.indices where tokens.kinds[index] == .name {
      guard tokens.text(index) == name else { continue }
      let before = index > 0 ? tokens.kinds[index - 1] : .newline
      let after = index + 1 < tokens.kinds.count ? tokens.kinds[index + 1] : .endOfFile
      switch (before, after) {
      case (.for, .in):
        binding = .element(tokens.text(from: index + 2) { [.colon, .for, .if].contains($0) })
      case (.newline, .assign), (.indent, .assign), (.outdent, .assign), (.semicolon, .assign),
        (.colon, .assign):
        binding = .value(tokens.text(from: index + 2) { $0 == .semicolon })
      case (.newline, .colon), (.indent, .colon), (.outdent, .colon), (.leftParenthesis, .colon),
        (.comma, .colon):
        binding = .annotated(tokens.text(from: index + 2) { [.comma, .assign].contains($0) })
      default: break
      }
    }
    return binding
  }

  /// The tokens up to where the text is no program any more.
  private struct Tokens {
    let bytes: [UInt8]
    var kinds: [Token.Kind] = []
    private var ranges: [Range<Int>] = []

    init(_ text: String, _ dialect: Dialect) {
      bytes = Array(text.utf8)
      guard var lexer = try? Lexer(SourceText(name: "", text: text), dialect: dialect) else {
        return
      }
      while let token = try? lexer.next(), token.kind != .endOfFile {
        kinds.append(token.kind)
        ranges.append(Int(token.span.start)..<Int(token.span.end))
      }
    }

    func text(_ index: Int) -> String { String(decoding: bytes[ranges[index]], as: UTF8.self) }

    /// The text from a token on, up to the end of the line, of the brackets around it, or a token that ends it.
    func text(from first: Int, until isEnd: (Token.Kind) -> Bool) -> String {
      guard first < kinds.count else { return "" }
      var depth = 0
      var last = first
      loop: for index in first..<kinds.count {
        switch kinds[index] {
        case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
        case .rightParenthesis, .rightBracket, .rightBrace:
          if depth == 0 { break loop }
          depth -= 1
        case .newline: break loop
        case let kind where depth == 0 && isEnd(kind): break loop
        default: break
        }
        last = index + 1
      }
      guard last > first else { return "" }
      return String(
        decoding: bytes[ranges[first].lowerBound..<ranges[last - 1].upperBound], as: UTF8.self)
    }
  }
}
