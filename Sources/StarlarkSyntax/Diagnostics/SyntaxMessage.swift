// Every message of the lexer and the parser. What was got comes first, what was wanted second; what to do goes
// into the hint.

/// The wording of a syntax error; an object, so that it takes one word of the parser's stack.
final class SyntaxMessage: Sendable {
  let category: Diagnostic.Category
  let text: String
  let hint: String?

  init(_ text: String, hint: String? = nil, category: Diagnostic.Category = .syntax) {
    self.text = text
    self.hint = hint
    self.category = category
  }
}

extension Diagnostic {
  /// The diagnostic of a syntax error at a place.
  init(_ message: SyntaxMessage, in source: SourceText, at span: Span) {
    self.init(message.category, message.text, hint: message.hint, in: source, at: span)
  }
}

// The text as bytes.
extension SyntaxMessage {
  static let fileTooLarge = SyntaxMessage("the file is larger than 4 GiB")
  static let zeroByte = SyntaxMessage("the file has a zero byte")

  static func notUTF8(_ byte: UInt8) -> SyntaxMessage {
    SyntaxMessage("the file is not UTF-8: byte \(hex(UInt32(byte), 2))")
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar) -> SyntaxMessage {
    let shown: String =
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator,
        .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark:
        "character U+\(hex(scalar.value, 4, prefix: ""))"
      default:
        scalar.isASCII
          ? "character `\(scalar)`"
          : "character `\(scalar)` (U+\(hex(scalar.value, 4, prefix: "")))"
      }
    return SyntaxMessage("unexpected \(shown)", hint: hint(for: scalar))
  }

  private static func hint(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "!": "`not` negates"
    case "“", "”", "„", "«", "»": "quote with `\"`"
    case "‘", "’", "‚": "quote with `'`"
    case "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}": "use an ordinary space"
    case "–", "—", "−": "use `-`"
    default: nil
    }
  }

  static func hex(_ value: UInt32, _ digits: Int, prefix: String = "0x") -> String {
    let text = String(value, radix: 16, uppercase: true)
    return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

// Lines and indentation.
extension SyntaxMessage {
  static let tabInIndentation = SyntaxMessage(
    "a tab in the indentation", hint: "indent with spaces")
  static let unmatchedOutdent = SyntaxMessage("this indentation matches no block around it")
  static let strayBackslash = SyntaxMessage(
    "a backslash outside a string", hint: "it continues a line only as its last character")
  static let endAfterBackslash = SyntaxMessage(
    "got end of file after `\\`, want another line", category: .incomplete)
  static let unexpectedIndent = SyntaxMessage(
    "unexpected indentation", hint: "no block starts here")

  static func missingBlock(_ got: String, isEnd: Bool) -> SyntaxMessage {
    SyntaxMessage("got \(got), want an indented block", category: isEnd ? .incomplete : .syntax)
  }
}

// Numbers.
extension SyntaxMessage {
  static let missingExponent = SyntaxMessage(
    "a floating-point literal whose exponent has no digits")
  static let floatTooLarge = SyntaxMessage("a floating-point literal too large for a float")

  static func intTooLarge(digits: Int, limit: Int) -> SyntaxMessage {
    SyntaxMessage("an integer literal too large: \(digits) digits, the limit is \(limit) bits")
  }

  static func badDigits(radix: Int) -> SyntaxMessage {
    switch radix {
    case 2: SyntaxMessage("a binary literal wants digits `0` and `1` after `0b`")
    case 8: SyntaxMessage("an octal literal wants digits `0` to `7` after `0o`")
    default: SyntaxMessage("a hexadecimal literal wants digits after `0x`")
    }
  }

  static func leadingZero(_ text: String) -> SyntaxMessage {
    let digits = text.drop { $0 == "0" }
    let isOctal = digits.allSatisfy { $0 < "8" }
    return SyntaxMessage(
      "an integer literal may not start with `0`",
      hint: isOctal && !digits.isEmpty ? "octal is written `0o\(digits)`" : nil)
  }

  static func badNumber(_ text: String) -> SyntaxMessage {
    SyntaxMessage(
      "got identifier, want newline: `\(text)` is not a number",
      hint: text.contains("_") ? "digits are not grouped in Starlark" : nil)
  }
}

// Strings.
extension SyntaxMessage {
  static let unterminatedString = SyntaxMessage(
    "the string does not end on its line", hint: "triple quotes span lines")
  static let unterminatedContinuedString = SyntaxMessage(
    "got end of file in a string", category: .incomplete)
  static let unterminatedTripleQuotes = SyntaxMessage(
    "got end of file in a triple-quoted string", category: .incomplete)
  static let escapeOverByte = SyntaxMessage("the escape is greater than 255")

  static func escapeOverASCII(_ value: Int) -> SyntaxMessage {
    let codePoint = hex(UInt32(value), 4, prefix: "\\u")
    return SyntaxMessage(
      "the escape is greater than 127, want one code point of text",
      hint: "`\(codePoint)` is the code point, `b\"…\"` takes any byte")
  }

  static func escapeOfNoCodePoint(_ value: Int) -> SyntaxMessage {
    SyntaxMessage(
      value > 0x10FFFF
        ? "the escape is greater than U+10FFFF" : "the escape is a surrogate, want a code point")
  }

  static func truncatedEscape(digits: Int) -> SyntaxMessage {
    SyntaxMessage("the escape wants \(digits) hexadecimal digits")
  }

  static func unknownEscape(_ scalar: Unicode.Scalar) -> SyntaxMessage {
    let shown = scalar.value >= 0x20 && scalar.value < 0x7F ? "`\\\(scalar)`" : "sequence"
    return SyntaxMessage(
      "unknown escape \(shown)", hint: "`\\\\` is a backslash; `r\"…\"` takes it as it is")
  }
}

// f-strings.
extension SyntaxMessage {
  static let formattedStringsOff = SyntaxMessage("f-strings belong to the runbook dialect")
  static let singleBrace = SyntaxMessage("a single `}` in an f-string", hint: "`}}` is a brace")
  static let unclosedField = SyntaxMessage(
    "the field is not closed with `}`", hint: "`{{` is a brace")
  static let emptyField = SyntaxMessage("the field has no expression", hint: "`{{` is a brace")
  static let nestedField = SyntaxMessage("a field within the format of a format's field")
  static let misplacedField = SyntaxMessage(
    "a field within a format is its width or its precision",
    hint: "as in `{x:>{width}.{precision}f}`")
  static let unknownConversion = SyntaxMessage("unknown conversion", hint: "`!r` and `!s` exist")
  static let lambdaInField = SyntaxMessage(
    "got `lambda` in a field, where `:` starts the format",
    hint: "put it into parentheses")
  static let selfDocumentingField = SyntaxMessage("got `=` in a field, want `}`")

  static func unexpectedInField(_ kind: Token.Kind) -> SyntaxMessage {
    SyntaxMessage("got \(kind.phrase) in a field, want `}`")
  }

  static func badFormat(_ got: String) -> SyntaxMessage {
    SyntaxMessage(
      "got `\(got)` in a format",
      hint: "a format is [[fill]align][+][0][width][,][.precision][type]")
  }

  static let formatNumberTooLarge = SyntaxMessage("a width or precision over 10,000")
}

// The grammar.
extension SyntaxMessage {
  static func unexpected(_ got: String, want: String, hint: String? = nil, isEnd: Bool = false)
    -> SyntaxMessage
  {
    SyntaxMessage("got \(got), want \(want)", hint: hint, category: isEnd ? .incomplete : .syntax)
  }

  static func unmatchedClosing(_ kind: Token.Kind) -> SyntaxMessage {
    SyntaxMessage("\(kind.phrase) closes nothing")
  }

  static let cancelled = SyntaxMessage("cancelled", category: .cancelled)

  static func tooManyTokens(limit: Int) -> SyntaxMessage {
    SyntaxMessage(
      "the file is too large: over \(limit) tokens", hint: "raise the limit with --max-memory",
      category: .limit)
  }

  static func tooDeeplyNested(limit: Int) -> SyntaxMessage {
    SyntaxMessage("too deeply nested: over \(limit) levels")
  }

  static func tooLong(limit: Int) -> SyntaxMessage {
    SyntaxMessage(
      "too deeply nested: over \(limit) operators in a row",
      hint: "split the expression, or use a list and a loop")
  }

  static func nonAssociative(_ left: String, _ right: String) -> SyntaxMessage {
    SyntaxMessage(
      "`\(left)` does not associate with `\(right)`",
      hint: "write `a < b and b < c`, or use parentheses")
  }

  static let trailingComma = SyntaxMessage(
    "a tuple without parentheses may not end with a comma", hint: "write `(a, b,)`")
  static let setDisplay = SyntaxMessage(
    "got a display of a set, want `key: value`", hint: "write `set([…])`")

  static func whileOff() -> SyntaxMessage {
    SyntaxMessage(
      "`while` needs the option `while`", hint: "write `# option:while` at the start of the file")
  }

  static let typesOff = SyntaxMessage("type annotations belong to the runbook dialect")
  static let typeWithoutValue = SyntaxMessage(
    "an annotated name wants a value", hint: "write `name: T = value`")
  static let typeOfTarget = SyntaxMessage("only a single name can be annotated")
  static let typeOfLambda = SyntaxMessage("parameters of a `lambda` have no annotations")

  static func reserved(_ word: String) -> SyntaxMessage {
    let hint: String? =
      switch word {
      case "import", "from": "`load(\"file.star\", \"name\")` brings names from another file"
      case "is": "`==` compares"
      case "raise": "`fail(\"message\")` ends with an error"
      case "try", "except", "finally": "`attempt(f)` gives the result or the error of a call"
      case "class": "`struct(…)` and `record(…)` make values with fields"
      case "del": "`d.pop(key)` removes an entry"
      case "assert": "`if not condition: fail(\"message\")` does it"
      default: nil
      }
    return SyntaxMessage("`\(word)` is a reserved word", hint: hint)
  }
}

// Targets, parameters, arguments and loads.
extension SyntaxMessage {
  static func notATarget(_ what: String) -> SyntaxMessage {
    SyntaxMessage(
      "cannot assign to \(what)", hint: "targets are names, `x[i]`, `x.name` and lists of them")
  }

  static func notAnAugmentedTarget(_ what: String) -> SyntaxMessage {
    SyntaxMessage(
      "`op=` cannot update \(what)", hint: "its targets are a name, `x[i]` and `x.name`")
  }

  static func duplicateParameter(_ name: String) -> SyntaxMessage {
    SyntaxMessage("parameter `\(name)` is repeated")
  }

  static let requiredAfterOptional = SyntaxMessage(
    "a parameter without default after one with a default",
    hint: "give it a default, or put `*` before it")
  static let secondStarParameter = SyntaxMessage("a second `*` parameter")
  static let secondStarStarParameter = SyntaxMessage("a second `**` parameter")
  static let parameterAfterStarStar = SyntaxMessage("a parameter after `**`")
  static let bareStarAtEnd = SyntaxMessage("a bare `*` wants a parameter after it")
  static let defaultOfStar = SyntaxMessage("a `*` or `**` parameter has no default")

  static func duplicateArgument(_ name: String) -> SyntaxMessage {
    SyntaxMessage("argument `\(name)` is repeated")
  }

  static func argument(_ what: String, after: String) -> SyntaxMessage {
    SyntaxMessage("\(what) argument after \(after)")
  }

  static func secondStarArgument(_ stars: String) -> SyntaxMessage {
    SyntaxMessage("a second `\(stars)` argument")
  }

  static let keywordIsNoName = SyntaxMessage(
    "got an expression before `=`, want a name",
    hint: "`==` compares")

  static let loadOfNothing = SyntaxMessage("`load` wants at least one name")
  static let loadModule = SyntaxMessage("`load` wants the module as a string literal")

  static func loadName(_ got: String) -> SyntaxMessage {
    SyntaxMessage("got \(got), want `\"name\"` or `local = \"name\"`")
  }

  static func unquotedLoadName(_ name: String) -> SyntaxMessage {
    SyntaxMessage(
      "a loaded name is quoted", hint: "write `\"\(name)\"` or `\(name) = \"original\"`")
  }

  static func loadOfPrivateName(_ name: String) -> SyntaxMessage {
    SyntaxMessage(
      "`\(name)` is private to its module", hint: "names that start with `_` are not exported")
  }

  static func loadOfNoName(_ name: String) -> SyntaxMessage {
    SyntaxMessage("\"\(name)\" is not a name")
  }
}

// Option lines.
extension SyntaxMessage {
  static func unknownOption(_ name: String) -> SyntaxMessage {
    let names = Dialect.named.map(\.name)
    let hint =
      Spelling.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
      ?? "options are " + names.map { "`\($0)`" }.joined(separator: ", ")
    return SyntaxMessage("unknown option `\(name)`", hint: hint)
  }
}
