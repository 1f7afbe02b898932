/// The smallest piece of a program that means something, with the bytes it was read from.
package struct Token: Hashable, Sendable {
  /// What the token is.
  package let kind: Kind
  /// Where it stands.
  package let span: Span

  /// Makes a token of a kind at a place.
  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of tokens.
  package enum Kind: Hashable, Sendable, CaseIterable {
    // Space that means something.
    case newline, indent, outdent, endOfFile
    // Names and literals.
    case name, int, float, string, bytes
    // The parts of f"text{value!r:format}text".
    case formattedStart, formattedText, fieldStart, conversion, format, fieldEnd, formattedEnd
    // Brackets and separators.
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, colon, semicolon, dot, arrow
    // Operators.
    case plus, minus, star, slash, slashSlash, percent, starStar
    case tilde, ampersand, pipe, caret, shiftLeft, shiftRight
    case less, greater, lessOrEqual, greaterOrEqual, equal, notEqual
    case assign, plusAssign, minusAssign, starAssign, slashAssign, slashSlashAssign, percentAssign
    case ampersandAssign, pipeAssign, caretAssign, shiftLeftAssign, shiftRightAssign
    // Keywords.
    case and, `break`, `continue`, def, elif, `else`, `for`, `if`, `in`, lambda, load, not, or, pass
    case `return`, `while`
    /// A word that is kept for future versions of the language.
    case reserved
  }
}

extension Token.Kind {
  /// How the kind is written, or what it is called where it has no spelling of its own.
  package var spelling: String {
    switch self {
    case .newline: "newline"
    case .indent: "indentation"
    case .outdent: "end of block"
    case .endOfFile: "end of file"
    case .name: "name"
    case .int: "integer"
    case .float: "float"
    case .string: "string"
    case .bytes: "bytes literal"
    case .formattedStart: "f-string"
    case .formattedText: "text of an f-string"
    case .fieldStart, .leftBrace: "{"
    case .conversion: "conversion"
    case .format: "format"
    case .fieldEnd, .rightBrace: "}"
    case .formattedEnd: "end of the f-string"
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .comma: ","
    case .colon: ":"
    case .semicolon: ";"
    case .dot: "."
    case .arrow: "->"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .slashSlash: "//"
    case .percent: "%"
    case .starStar: "**"
    case .tilde: "~"
    case .ampersand: "&"
    case .pipe: "|"
    case .caret: "^"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .less: "<"
    case .greater: ">"
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    case .equal: "=="
    case .notEqual: "!="
    case .assign: "="
    case .plusAssign: "+="
    case .minusAssign: "-="
    case .starAssign: "*="
    case .slashAssign: "/="
    case .slashSlashAssign: "//="
    case .percentAssign: "%="
    case .ampersandAssign: "&="
    case .pipeAssign: "|="
    case .caretAssign: "^="
    case .shiftLeftAssign: "<<="
    case .shiftRightAssign: ">>="
    case .and: "and"
    case .break: "break"
    case .continue: "continue"
    case .def: "def"
    case .elif: "elif"
    case .else: "else"
    case .for: "for"
    case .if: "if"
    case .in: "in"
    case .lambda: "lambda"
    case .load: "load"
    case .not: "not"
    case .or: "or"
    case .pass: "pass"
    case .return: "return"
    case .while: "while"
    case .reserved: "reserved word"
    }
  }

  /// Whether the kind is a word of the grammar.
  package var isKeyword: Bool {
    switch self {
    case .and, .break, .continue, .def, .elif, .else, .for, .if, .in, .lambda, .load, .not, .or,
      .pass, .return, .while:
      true
    default:
      false
    }
  }

  /// How messages speak of the kind: spellings in backticks, the rest in words.
  package var phrase: String {
    switch self {
    case .newline, .indent, .outdent, .endOfFile, .name, .int, .float, .string, .bytes,
      .formattedStart, .formattedText, .conversion, .format, .formattedEnd, .reserved:
      spelling
    default:
      "`\(spelling)`"
    }
  }
}
