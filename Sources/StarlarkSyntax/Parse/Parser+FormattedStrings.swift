// f-strings, whose fields hold expressions like any other.

extension Parser {
  /// Reads `f"text{value!conversion:format}"`.
  mutating func formattedString() throws(SyntaxFailure) -> Expression {
    let start = token.span.start
    try advance()
    var parts: [FormattedPart] = []
    var childHeight = 0
    while true {
      switch token.kind {
      case .formattedText:
        if case .string(let text) = lexer.literal {
          parts.append(.text(text))
        }
        try advance()
      case .fieldStart:
        parts.append(try field())
        childHeight = max(childHeight, height)
      default:
        try expect(.formattedEnd)
        return try expression(.formatted(parts), span(from: start), over: childHeight)
      }
    }
  }

  private mutating func field() throws(SyntaxFailure) -> FormattedPart {
    let opening = token.span
    let value = try fieldValue()
    var conversion = FormatConversion.str
    if token.kind == .conversion {
      conversion = lexer.text(of: token.span) == "!r" ? .repr : .str
      try advance()
    }
    let valueHeight = height
    let format = token.kind == .format ? try fieldFormat() : nil
    height = max(height, valueHeight)
    try expectClosing(.fieldEnd, of: opening, want: "`}`")
    return .value(value, conversion: conversion, format: format)
  }

  /// Reads a field's brace and expression.
  private mutating func fieldValue() throws(SyntaxFailure) -> Expression {
    let opening = token.span
    try advance()
    if token.kind == .fieldEnd { throw error(.emptyField, opening.union(token.span)) }
    let value = try expressions()
    if token.kind == .assign { throw error(.selfDocumentingField, token.span) }
    return value
  }

  /// Reads a field that is the width or precision of a format.
  private mutating func number() throws(SyntaxFailure) -> Expression {
    let opening = token.span
    let value = try fieldValue()
    try expectClosing(.fieldEnd, of: opening, want: "`}`")
    return value
  }

  /// Reads `:[[fill]align][+][0][width][,][.precision][type]`, where width and precision may be fields.
  private mutating func fieldFormat() throws(SyntaxFailure) -> FieldFormat {
    var format = FieldFormat()
    var text = FormatText(lexer.text(of: token.span), token.span)
    text.drop(1)
    readAlignment(&text, into: &format.fixed)
    format.fixed.width = try number(&text) ?? 0
    var tallest = 0
    if isAtField(text), format.fixed.width == 0 {
      try advance()
      format.width = try number()
      tallest = height
      text = FormatText(token.kind == .format ? lexer.text(of: token.span) : "", token.span)
    }
    if text.rest.first == "," {
      format.fixed.groups = true
      text.drop(1)
    }
    if text.rest.first == "." {
      if let next = text.rest.dropFirst().first, "0"..."9" ~= next {
        text.drop(1)
        format.fixed.precision = try number(&text)
      } else if text.rest.count == 1, token.kind == .format, isBeforeField {
        try advance()
        format.precision = try number()
        tallest = max(tallest, height)
        text = FormatText(token.kind == .format ? lexer.text(of: token.span) : "", token.span)
      }
    }
    if let type = text.rest.first, "dxXobefgs%".unicodeScalars.contains(type) {
      format.fixed.presentation = UInt8(ascii: type)
      text.drop(1)
    }
    if let got = text.rest.first { throw error(.badFormat(String(got)), text.nextSpan) }
    if token.kind == .format { try advance() }
    if token.kind == .fieldStart { throw error(.misplacedField, token.span) }
    height = tallest
    return format
  }

  /// Whether a format's text ends before a field in the format.
  private func isAtField(_ text: FormatText) -> Bool {
    text.rest.isEmpty && isBeforeField
  }

  private var isBeforeField: Bool {
    lexer.byte(at: Int(token.span.end)) == .leftBrace
  }

  private mutating func readAlignment(_ text: inout FormatText, into format: inout FormatWidth) {
    var hasFill = false
    if let second = text.rest.dropFirst().first, let alignment = Self.alignment(second),
      let fill = text.rest.first
    {
      format.fill = fill
      format.alignment = alignment
      hasFill = true
      text.drop(2)
    } else if let first = text.rest.first, let alignment = Self.alignment(first) {
      format.alignment = alignment
      text.drop(1)
    }
    if text.rest.first == "+" {
      format.showsPlus = true
      text.drop(1)
    }
    if text.rest.first == "0", !hasFill {
      format.fill = "0"
    }
  }

  private static func alignment(_ scalar: Unicode.Scalar) -> FormatWidth.Alignment? {
    switch scalar {
    case "<": .left
    case ">": .right
    case "^": .center
    default: nil
    }
  }

  private mutating func number(_ text: inout FormatText) throws(SyntaxFailure) -> Int? {
    let digits = text.rest.prefix { "0"..."9" ~= $0 }
    guard !digits.isEmpty else { return nil }
    text.drop(digits.count)
    guard digits.count <= 5, let value = Int(Substring(digits)), value <= 10_000 else {
      throw error(.formatNumberTooLarge, text.span)
    }
    return value
  }
}

/// What is left to read of a token of a format.
private struct FormatText {
  let span: Span
  private(set) var rest: Substring.UnicodeScalarView
  private var offset: UInt32 = 0

  init(_ text: String, _ span: Span) {
    self.span = span
    rest = text.unicodeScalars[...]
  }

  mutating func drop(_ count: Int) {
    for scalar in rest.prefix(count) { offset += UInt32(UTF8.width(scalar)) }
    rest = rest.dropFirst(count)
  }

  /// Where the next scalar stands.
  var nextSpan: Span {
    let start = span.start + offset
    return Span(start, start + UInt32(rest.first.map { UTF8.width($0) } ?? 0))
  }
}
