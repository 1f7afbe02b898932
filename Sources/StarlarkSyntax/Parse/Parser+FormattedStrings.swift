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
    try advance()
    if token.kind == .fieldEnd { throw error(.emptyField, opening.union(token.span)) }
    let value = try expressions()
    if token.kind == .assign { throw error(.selfDocumentingField, token.span) }
    var conversion = FormatConversion.str
    if token.kind == .conversion {
      conversion = lexer.text(of: token.span) == "!r" ? .repr : .str
      try advance()
    }
    var format: FormatWidth?
    if token.kind == .format {
      format = try formatWidth(token.span)
      try advance()
    }
    try expectClosing(.fieldEnd, of: opening, want: "`}`")
    return .value(value, conversion: conversion, format: format)
  }

  /// Reads `:[[fill]align][+][0][width][,][.precision][type]`.
  private mutating func formatWidth(_ span: Span) throws(SyntaxFailure) -> FormatWidth {
    let text = lexer.text(of: Span(span.start + 1, span.end))
    var rest = text.unicodeScalars[...]
    var format = FormatWidth()
    if let second = rest.dropFirst().first, let alignment = Self.alignment(second),
      let fill = rest.first
    {
      format.fill = fill
      format.alignment = alignment
      rest = rest.dropFirst(2)
    } else if let first = rest.first, let alignment = Self.alignment(first) {
      format.alignment = alignment
      rest = rest.dropFirst()
    }
    if rest.first == "+" {
      format.showsPlus = true
      rest = rest.dropFirst()
    }
    if rest.first == "0", format.alignment == .automatic {
      format.fill = "0"
    }
    format.width = try number(&rest, span) ?? 0
    if rest.first == "," {
      format.groups = true
      rest = rest.dropFirst()
    }
    if rest.first == ".", let next = rest.dropFirst().first, "0"..."9" ~= next {
      rest = rest.dropFirst()
      format.precision = try number(&rest, span)
    }
    if let type = rest.first, "dxXobefgs%".unicodeScalars.contains(type) {
      format.presentation = UInt8(ascii: type)
      rest = rest.dropFirst()
    }
    guard let got = rest.first else { return format }
    let offset = text.utf8.distance(from: text.startIndex, to: rest.startIndex)
    let start = span.start + 1 + UInt32(offset)
    throw error(
      .badFormat(String(got)), Span(start, start + UInt32(UTF8.width(got))))
  }

  private static func alignment(_ scalar: Unicode.Scalar) -> FormatWidth.Alignment? {
    switch scalar {
    case "<": .left
    case ">": .right
    case "^": .center
    default: nil
    }
  }

  private mutating func number(_ rest: inout Substring.UnicodeScalarView, _ span: Span)
    throws(SyntaxFailure)
    -> Int?
  {
    let digits = rest.prefix { "0"..."9" ~= $0 }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    guard digits.count <= 5, let value = Int(Substring(digits)), value <= 10_000 else {
      throw error(.formatNumberTooLarge, span)
    }
    return value
  }
}
