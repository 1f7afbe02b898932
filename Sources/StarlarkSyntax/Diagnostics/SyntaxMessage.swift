// Every message of the lexer and the parser. What was got comes first, what was wanted second; what to do goes
// into the hint.

/// The wording of a syntax error.
struct SyntaxMessage {
  var category = Diagnostic.Category.syntax
  let text: String
  var hint: String?

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
  static let fileTooLarge = Self("the file is larger than 4 GiB")
  static let zeroByte = Self("the file has a zero byte")

  static func notUTF8(_ byte: UInt8) -> Self {
    Self("the file is not UTF-8: byte \(hex(UInt32(byte), 2))")
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar) -> Self {
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
    return Self("unexpected \(shown)", hint: hint(for: scalar))
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
  static let tabInIndentation = Self("a tab in the indentation", hint: "indent with spaces")
  static let unmatchedOutdent = Self("this indentation matches no block around it")
  static let strayBackslash = Self(
    "a backslash outside a string", hint: "it continues a line only as its last character")
  static let endAfterBackslash = Self(
    "got end of file after `\\`, want another line", category: .incomplete)
  static let unexpectedIndent = Self("unexpected indentation", hint: "no block starts here")

  static func missingBlock(_ got: String, isEnd: Bool) -> Self {
    Self("got \(got), want an indented block", category: isEnd ? .incomplete : .syntax)
  }
}

// Numbers.
extension SyntaxMessage {
  static let missingExponent = Self("a floating-point literal whose exponent has no digits")
  static let floatTooLarge = Self("a floating-point literal too large for a float")

  static func badDigits(radix: Int) -> Self {
    switch radix {
    case 2: Self("a binary literal wants digits `0` and `1` after `0b`")
    case 8: Self("an octal literal wants digits `0` to `7` after `0o`")
    default: Self("a hexadecimal literal wants digits after `0x`")
    }
  }

  static func leadingZero(_ text: String) -> Self {
    let digits = text.drop { $0 == "0" }
    let isOctal = digits.allSatisfy { $0 < "8" }
    return Self(
      "an integer literal may not start with `0`",
      hint: isOctal && !digits.isEmpty ? "octal is written `0o\(digits)`" : nil)
  }

  static func badNumber(_ text: String) -> Self {
    Self(
      "`\(text)` is not a number",
      hint: text.contains("_") ? "digits are not grouped in Starlark" : nil)
  }
}

// Strings.
extension SyntaxMessage {
  static let unterminatedString = Self(
    "the string does not end on its line", hint: "triple quotes span lines")
  static let unterminatedContinuedString = Self(
    "got end of file in a string", category: .incomplete)
  static let unterminatedTripleQuotes = Self(
    "got end of file in a triple-quoted string", category: .incomplete)
  static let escapeOverByte = Self("the escape is greater than 255")

  static func escapeOverASCII(_ value: Int) -> Self {
    let codePoint = hex(UInt32(value), 4, prefix: "\\u")
    return Self(
      "the escape is greater than 127, want one code point of text",
      hint: "`\(codePoint)` is the code point, `b\"…\"` takes any byte")
  }

  static func escapeOfNoCodePoint(_ value: Int) -> Self {
    Self(
      value > 0x10FFFF
        ? "the escape is greater than U+10FFFF" : "the escape is a surrogate, want a code point")
  }

  static func truncatedEscape(digits: Int) -> Self {
    Self("the escape wants \(digits) hexadecimal digits")
  }

  static func unknownEscape(_ scalar: Unicode.Scalar) -> Self {
    let shown = scalar.value >= 0x20 && scalar.value < 0x7F ? "`\\\(scalar)`" : "sequence"
    return Self(
      "unknown escape \(shown)", hint: "`\\\\` is a backslash; `r\"…\"` takes it as it is")
  }
}

// f-strings.
extension SyntaxMessage {
  static let formattedStringsOff = Self("f-strings belong to the runbook dialect")
  static let singleBrace = Self("a single `}` in an f-string", hint: "`}}` is a brace")
  static let unclosedField = Self("the field is not closed with `}`", hint: "`{{` is a brace")
  static let emptyField = Self("the field has no expression", hint: "`{{` is a brace")
  static let nestedField = Self("a field within a format", hint: "formats are literal")
  static let unknownConversion = Self("unknown conversion", hint: "`!r` and `!s` exist")
  static let lambdaInField = Self(
    "got `lambda` in a field, where `:` starts the format",
    hint: "put it into parentheses")
  static let selfDocumentingField = Self("got `=` in a field, want `}`")

  static func unexpectedInField(_ kind: Token.Kind) -> Self {
    Self("got \(kind.phrase) in a field, want `}`")
  }

  static func badFormat(_ got: String) -> Self {
    Self(
      "got `\(got)` in a format", hint: "a format is [[fill]align][+][width][,][.precision][type]")
  }

  static let formatNumberTooLarge = Self("a width or precision over 10,000")
}

// The grammar.
extension SyntaxMessage {
  static func unexpected(_ got: String, want: String, hint: String? = nil, isEnd: Bool = false)
    -> Self
  {
    Self("got \(got), want \(want)", hint: hint, category: isEnd ? .incomplete : .syntax)
  }

  static func unmatchedClosing(_ kind: Token.Kind) -> Self {
    Self("\(kind.phrase) closes nothing")
  }

  static func tooDeeplyNested(limit: Int) -> Self {
    Self("too deeply nested: over \(limit) levels")
  }

  static func tooLong(limit: Int) -> Self {
    Self(
      "too deeply nested: over \(limit) operators in a row",
      hint: "split the expression, or use a list and a loop")
  }

  static func nonAssociative(_ left: String, _ right: String) -> Self {
    Self(
      "`\(left)` does not associate with `\(right)`",
      hint: "write `a < b and b < c`, or use parentheses")
  }

  static let trailingComma = Self(
    "a tuple without parentheses may not end with a comma", hint: "write `(a, b,)`")
  static let setDisplay = Self(
    "got a display of a set, want `key: value`", hint: "write `set([…])`")

  static func whileOff() -> Self {
    Self(
      "`while` needs the option `while`", hint: "write `# option:while` at the start of the file")
  }

  static let typesOff = Self("type annotations belong to the runbook dialect")
  static let typeWithoutValue = Self(
    "an annotated name wants a value", hint: "write `name: T = value`")
  static let typeOfTarget = Self("only a single name can be annotated")
  static let typeOfLambda = Self("parameters of a `lambda` have no annotations")

  static func reserved(_ word: String) -> Self {
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
    return Self("`\(word)` is a reserved word", hint: hint)
  }
}

// Targets, parameters, arguments and loads.
extension SyntaxMessage {
  static func notATarget(_ what: String) -> Self {
    Self("cannot assign to \(what)", hint: "targets are names, `x[i]`, `x.name` and lists of them")
  }

  static func notAnAugmentedTarget(_ what: String) -> Self {
    Self("`op=` cannot update \(what)", hint: "its targets are a name, `x[i]` and `x.name`")
  }

  static func duplicateParameter(_ name: String) -> Self {
    Self("parameter `\(name)` is repeated")
  }

  static let requiredAfterOptional = Self(
    "a parameter without default after one with a default",
    hint: "give it a default, or put `*` before it")
  static let secondStarParameter = Self("a second `*` parameter")
  static let secondStarStarParameter = Self("a second `**` parameter")
  static let parameterAfterStarStar = Self("a parameter after `**`")
  static let bareStarAtEnd = Self("a bare `*` wants a parameter after it")
  static let defaultOfStar = Self("a `*` or `**` parameter has no default")

  static func duplicateArgument(_ name: String) -> Self {
    Self("argument `\(name)` is repeated")
  }

  static func argument(_ what: String, after: String) -> Self {
    Self("\(what) argument after \(after)")
  }

  static func secondStarArgument(_ stars: String) -> Self {
    Self("a second `\(stars)` argument")
  }

  static let keywordIsNoName = Self(
    "got an expression before `=`, want a name",
    hint: "`==` compares")

  static let loadOfNothing = Self("`load` wants at least one name")
  static let loadModule = Self("`load` wants the module as a string literal")

  static func loadName(_ got: String) -> Self {
    Self("got \(got), want `\"name\"` or `local = \"name\"`")
  }

  static func unquotedLoadName(_ name: String) -> Self {
    Self("a loaded name is quoted", hint: "write `\"\(name)\"` or `\(name) = \"original\"`")
  }

  static func loadOfPrivateName(_ name: String) -> Self {
    Self("`\(name)` is private to its module", hint: "names that start with `_` are not exported")
  }

  static func loadOfNoName(_ name: String) -> Self {
    Self("\"\(name)\" is not a name")
  }
}

// Option lines.
extension SyntaxMessage {
  static func unknownOption(_ name: String) -> Self {
    let names = Dialect.named.map(\.name)
    let hint =
      Spelling.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
      ?? "options are " + names.map { "`\($0)`" }.joined(separator: ", ")
    return Self("unknown option `\(name)`", hint: hint)
  }
}
