// Escapes and classes in brackets.
extension RegexParser {
  /// The set of `\d` and its like, or nil if the escape stands for one character.
  mutating func classEscape(_ start: Int) throws(RegexError) -> RegexClass? {
    guard let scalar = current else { throw error("pattern ends with `\\`", at: start) }
    let set: RegexClass
    switch scalar {
    case "d", "D": set = .digits
    case "w", "W": set = .words
    case "s", "S": set = .spaces
    case "p", "P":
      index += 1
      let set = try category(start)
      return scalar == "P" ? set.inverted : set
    default: return nil
    }
    index += 1
    return scalar.properties.isUppercase ? set.inverted : set
  }

  /// The set of `\pL` and `\p{Lu}`, by general category.
  private mutating func category(_ start: Int) throws(RegexError) -> RegexClass {
    var name = ""
    if skip("{") {
      while let scalar = current, scalar != "}" {
        name.unicodeScalars.append(scalar)
        index += 1
      }
      guard skip("}") else { throw error("missing `}`", at: start) }
    } else if let scalar = current {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard let set = RegexCategories.set(named: name) else {
      throw error(
        "unknown class `\\p{\(name)}`, want a general category such as L or Nd", at: start)
    }
    return set
  }

  mutating func characterEscape(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    guard let scalar = current else { throw error("pattern ends with `\\`", at: start) }
    index += 1
    switch scalar {
    case "t": return "\t"
    case "n": return "\n"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a": return "\u{07}"
    case "x": return try hexadecimal(start)
    case "1"..."9":
      throw error("back references are not supported: they take more than linear time", at: start)
    default:
      guard !scalar.isASCII || !(scalar.properties.isAlphabetic || "0"..."9" ~= scalar) else {
        throw error("unknown escape `\\\(scalar)`", at: start)
      }
      return scalar
    }
  }

  /// Reads `41` or `{1F600}`.
  private mutating func hexadecimal(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    var digits = ""
    if skip("{") {
      while let scalar = current, scalar != "}" {
        digits.unicodeScalars.append(scalar)
        index += 1
      }
      index += 1
    } else {
      for _ in 0..<2 {
        if let scalar = current { digits.unicodeScalars.append(scalar) }
        index += 1
      }
    }
    guard index <= scalars.count, let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw error("bad hexadecimal escape", at: start) }
    return scalar
  }

  // MARK: Brackets

  mutating func bracketClass(_ start: Int) throws(RegexError) -> RegexClass {
    let isNegated = skip("^")
    var set = RegexClass([])
    var isFirst = true
    while isFirst || current != "]" {
      guard current != nil else { throw error("missing `]`", at: start) }
      isFirst = false
      if let named = try namedClass() {
        set = set.union(named)
        continue
      }
      let place = index
      if skip("\\"), let escape = try classEscape(place) {
        set = set.union(escape)
        continue
      }
      index = place
      let low = try bracketCharacter(place)
      var high = low
      if index + 1 < scalars.count, current == "-", scalars[index + 1] != "]" {
        index += 1
        high = try bracketCharacter(place)
      }
      guard low <= high else { throw error("bad range \(low)-\(high)", at: place) }
      set = set.union(RegexClass([low.value...high.value]))
    }
    index += 1
    let folded = cased(set)
    return isNegated ? folded.inverted : folded
  }

  private mutating func bracketCharacter(_ start: Int) throws(RegexError) -> Unicode.Scalar {
    guard let scalar = current else { throw error("missing `]`", at: start) }
    if scalar == "\\" {
      index += 1
      return try characterEscape(start)
    }
    index += 1
    return scalar
  }

  /// Reads `[:alpha:]`.
  private mutating func namedClass() throws(RegexError) -> RegexClass? {
    let start = index
    guard skip("[:") else { return nil }
    let isNegated = skip("^")
    var name = ""
    while let scalar = current, scalar.properties.isAlphabetic {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard skip(":]") else {
      index = start
      return nil
    }
    guard let set = RegexCategories.posix[name] else {
      throw error("unknown class [:\(name):]", at: start)
    }
    return isNegated ? set.inverted : set
  }
}

/// Sets of code points that patterns name.
enum RegexCategories {
  static let posix: [String: RegexClass] = [
    "alnum": RegexClass([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
    "alpha": RegexClass([0x41...0x5A, 0x61...0x7A]), "ascii": RegexClass([0...0x7F]),
    "blank": RegexClass([0x09...0x09, 0x20...0x20]),
    "cntrl": RegexClass([0...0x1F, 0x7F...0x7F]), "digit": .digits,
    "graph": RegexClass([0x21...0x7E]), "lower": RegexClass([0x61...0x7A]),
    "print": RegexClass([0x20...0x7E]),
    "punct": RegexClass([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": RegexClass([0x09...0x0D, 0x20...0x20]), "upper": RegexClass([0x41...0x5A]),
    "word": .words, "xdigit": RegexClass([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]

  private static let names: [Unicode.GeneralCategory: String] = [
    .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt", .modifierLetter: "Lm",
    .otherLetter: "Lo", .nonspacingMark: "Mn", .spacingMark: "Mc", .enclosingMark: "Me",
    .decimalNumber: "Nd", .letterNumber: "Nl", .otherNumber: "No", .connectorPunctuation: "Pc",
    .dashPunctuation: "Pd", .openPunctuation: "Ps", .closePunctuation: "Pe",
    .initialPunctuation: "Pi", .finalPunctuation: "Pf", .otherPunctuation: "Po",
    .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk", .otherSymbol: "So",
    .spaceSeparator: "Zs", .lineSeparator: "Zl", .paragraphSeparator: "Zp", .control: "Cc",
    .format: "Cf", .privateUse: "Co",
  ]

  /// The ranges of each general category, found once.
  private static let ranges: [String: [ClosedRange<UInt32>]] = {
    var ranges: [String: [ClosedRange<UInt32>]] = [:]
    var start: UInt32 = 0
    var last: String?
    for value in 0...0x110000 as ClosedRange<UInt32> {
      let name = Unicode.Scalar(value).flatMap { names[$0.properties.generalCategory] }
      if name == last { continue }
      if let last { ranges[last, default: []].append(start...(value - 1)) }
      (start, last) = (value, name)
    }
    return ranges
  }()

  static func set(named name: String) -> RegexClass? {
    guard !name.isEmpty else { return nil }
    let found = ranges.filter { $0.key == name || (name.count == 1 && $0.key.hasPrefix(name)) }
    return found.isEmpty ? nil : RegexClass(found.values.flatMap { $0 })
  }
}
