import StarlarkSyntax

// Texts that values are put into, where both are written out: `"%s: %d" % (a, b)`, `"{} {}".format(a, b)`.
extension ProgramCheck {
  // MARK: %

  /// Checks that a format and its values fit.
  mutating func checkPercent(_ format: String, _ values: StaticValue, at span: Span) {
    var used = 0
    let elements = Self.elements(of: values)
    var rest = Substring(format)
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: percent)...]
      guard let conversion = rest.popFirst() else {
        return report("string % value: the format ends after `%`", at: span)
      }
      guard conversion != "%" else { continue }
      guard "srdoxXeEfFgG".contains(conversion) else {
        return report(
          "string % value: unknown conversion `%\(conversion)`, "
            + "want one of %s %r %d %o %x %X %e %f %g",
          hint: conversion == "(" ? "\"{name}\".format(name = …) takes names" : nil, at: span)
      }
      guard let elements else { continue }
      guard used < elements.count else {
        return report(
          "not enough arguments for format string: got \(elements.count)", at: span)
      }
      if "doxX".contains(conversion), let type = elements[used].typeName,
        BasicTypes.closed.contains(type), !BasicTypes.numbers.contains(type)
      {
        return report("%\(conversion): cannot convert \(type) to int", at: span)
      }
      used += 1
    }
    guard let elements, used < elements.count else { return }
    report(
      "too many arguments for format string: got \(elements.count), used \(used)", at: span)
  }

  /// What a format takes one by one; nil where it may be any number.
  private static func elements(of values: StaticValue) -> [StaticValue]? {
    switch values {
    case .tuple(let elements): elements
    case .typed(.tuple(let types)): types.map(StaticValue.of)
    default: values.typeName.map { $0 == "tuple" ? nil : [values] } ?? nil
    }
  }

  // MARK: f-strings

  /// Checks that a value is a number where its format wants one.
  mutating func checkField(
    _ value: StaticValue, _ conversion: FormatConversion, _ format: FieldFormat?, at span: Span
  ) {
    guard let format = format?.fixed, let type = conversion == .repr ? "string" : value.spokenType
    else { return }
    let letter = format.presentation.map { Character(Unicode.Scalar($0)) }
    guard BasicTypes.numbers.contains(type) else {
      let sign = format.groups ? "," : "+"
      let wanting = letter == "s" ? nil : letter
      guard let cause = wanting ?? (format.groups || format.showsPlus ? Character(sign) : nil)
      else { return }
      return report(
        "f-string: format `\(cause)` requires a number, not \(type)", at: span)
    }
    if type == "float", let letter, "dxXob".contains(letter) {
      report("f-string: format `\(letter)` requires int, not float", at: span)
    }
  }

  // MARK: Braces

  /// Checks a call of `format` on a text.
  mutating func checkBraces(_ format: String, _ arguments: [Argument], at span: Span) {
    var positional = 0
    var names: Set<String> = []
    for argument in arguments {
      switch argument.kind {
      case .positional: positional += 1
      case .named(let name): names.insert(name.name)
      case .star, .starStar: return
      }
    }
    guard let fields = Self.fields(of: format) else { return }
    let isAutomatic = fields.contains("")
    var next = 0
    for field in fields {
      guard let number = field.isEmpty ? next : Int(field) else {
        guard names.contains(field) else {
          return report("string.format: keyword \(field) not found", at: span)
        }
        continue
      }
      next += 1
      if !field.isEmpty, isAutomatic { return }
      guard number < positional else {
        return report(
          "string.format: tuple index out of range: no argument for field \(number), "
            + "got \(positional)", at: span)
      }
    }
  }

  /// The names and numbers between the braces of a format; nil where it is more than names and numbers.
  private static func fields(of format: String) -> [String]? {
    var fields: [String] = []
    var rest = Array(format.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "{" || scalar == "}", rest.first == scalar {
        rest.removeFirst()
      } else if scalar == "}" {
        return nil
      } else if scalar == "{" {
        guard let end = rest.firstIndex(of: "}") else { return nil }
        var field = rest[..<end]
        if let mark = field.firstIndex(of: "!") { field = field[..<mark] }
        let isPlain = field.allSatisfy {
          $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
        }
        guard isPlain else { return nil }
        fields.append(String(String.UnicodeScalarView(field)))
        rest = rest[(end + 1)...]
      }
    }
    return fields
  }
}
