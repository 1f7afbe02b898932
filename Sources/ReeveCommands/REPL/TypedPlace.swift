internal import StarlarkSyntax

/// What surrounds the cursor in a text that is being typed.
struct TypedPlace {
  /// The part of a name before the cursor, and where it starts.
  let word: String
  let wordStart: Int
  /// What stands before the dot before that name: `cloud` in `cloud.ca`.
  let owner: String?
  /// The function whose arguments are being typed: `ignorePort`, `cloud.call`.
  let call: String?
  /// Whether the cursor is in a string or a comment, where there is nothing to complete.
  let isInText: Bool

  init(_ text: String, cursor: Int, dialect: Dialect) {
    let bytes = Array(text.utf8.prefix(cursor))
    var start = bytes.count
    while start > 0, Self.isOfName(bytes[start - 1]) { start -= 1 }
    word = String(decoding: bytes[start...], as: UTF8.self)
    wordStart = start
    let tokens = Self.tokens(bytes, dialect)
    isInText = tokens.isInText || word.first?.isNumber == true
    owner =
      start > 0 && bytes[start - 1] == UInt8(ascii: ".")
      ? Self.path(endingAt: start - 1, in: bytes) : nil
    call = tokens.openCalls.last.flatMap { Self.path(endingAt: $0, in: bytes) }
  }

  /// The dotted name that ends before an offset.
  private static func path(endingAt end: Int, in bytes: [UInt8]) -> String? {
    var start = end
    while start > 0, isOfName(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    let path = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let first = path.first, !first.isNumber, first != "." else { return nil }
    return path
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Where the brackets stand that are open at the end, and whether a string or a comment is.
  private static func tokens(
    _ bytes: [UInt8], _ dialect: Dialect
  ) -> (openCalls: [Int], isInText: Bool) {
    let source = SourceText(name: "", bytes: bytes)
    guard var lexer = try? Lexer(source, dialect: dialect) else { return ([], true) }
    var open: [Int] = []
    do {
      while true {
        let token = try lexer.next()
        switch token.kind {
        case .leftParenthesis, .leftBracket, .leftBrace: open.append(Int(token.span.start))
        case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
        case .endOfFile:
          let isInComment = lexer.comments.last.map { Int($0.end) == bytes.count } ?? false
          return (open.filter { bytes[$0] == UInt8(ascii: "(") }, isInComment)
        default: break
        }
      }
    } catch {
      // A string that is not closed; a field of an f-string is one too.
      return (open.filter { bytes[$0] == UInt8(ascii: "(") }, true)
    }
  }
}
