/// Why a text is no JSON value.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// How many bytes were read before the fault.
  public let offset: Int
  /// What is wrong there.
  public let problem: String

  /// The fault and its place.
  public var description: String { "no JSON at byte \(offset): \(problem)" }
}

extension JSON {
  /// How deep arrays and objects may nest; deeper text is refused, not followed.
  public static let maximumDepth = 512

  /// Reads one value, which must be the whole text.
  ///
  /// - Parameter text: UTF-8.
  /// - Throws: ``JSONError`` where the text breaks RFC 8259, has invalid UTF-8, or nests deeper
  ///   than ``maximumDepth``.
  public init(parsing text: [UInt8]) throws(JSONError) {
    var parser = JSONParser(text: text)
    self = try parser.parseDocument()
  }

  /// Reads one value, which must be the whole text.
  ///
  /// - Parameter text: The text.
  /// - Throws: ``JSONError`` as for bytes.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// A recursive-descent reader over bytes.
private struct JSONParser {
  let text: [UInt8]
  var place = 0
  var depth = 0

  init(text: [UInt8]) { self.text = text }

  mutating func parseDocument() throws(JSONError) -> JSON {
    skipBlanks()
    let value = try parseValue()
    skipBlanks()
    guard place == text.count else { throw fault("text after the value") }
    return value
  }

  func fault(_ problem: String) -> JSONError { JSONError(offset: place, problem: problem) }

  var current: UInt8? { place < text.count ? text[place] : nil }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    place += 1
    return true
  }

  mutating func parseValue() throws(JSONError) -> JSON {
    switch current {
    case UInt8(ascii: "{"):
      return try nested { parser throws(JSONError) in try parser.parseObject() }
    case UInt8(ascii: "["):
      return try nested { parser throws(JSONError) in try parser.parseArray() }
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"): return try parseNumber()
    case let digit? where isDigit(digit): return try parseNumber()
    case nil: throw fault("the text ends where a value should be")
    default: throw fault("no value starts so")
    }
  }

  mutating func nested(
    _ parse: (inout JSONParser) throws(JSONError) -> JSON
  ) throws(JSONError) -> JSON {
    guard depth < JSON.maximumDepth else { throw fault("nested too deep") }
    depth += 1
    let value = try parse(&self)
    depth -= 1
    return value
  }

  mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let bytes = Array("\(word)".utf8)
    guard text[place...].starts(with: bytes) else { throw fault("no value starts so") }
    place += bytes.count
    return value
  }

  mutating func parseArray() throws(JSONError) -> JSON {
    place += 1
    var items: [JSON] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      skipBlanks()
      items.append(try parseValue())
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw fault("want `,` or `]`") }
      return .array(items)
    }
  }

  mutating func parseObject() throws(JSONError) -> JSON {
    place += 1
    var object = JSONObject()
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(object) }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw fault("want a member's name") }
      let name = try parseString()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw fault("want `:`") }
      skipBlanks()
      object[name] = try parseValue()
      skipBlanks()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fault("want `,` or `}`") }
      return .object(object)
    }
  }
}

extension JSONParser {
  /// More than any int of a script has; conversion takes time that grows with the square.
  private static let longestInteger = 20_000

  mutating func parseNumber() throws(JSONError) -> JSON {
    let start = place
    _ = take(UInt8(ascii: "-"))
    let firstDigit = place
    skipDigits()
    guard place > firstDigit else { throw fault("want a digit") }
    guard text[firstDigit] != UInt8(ascii: "0") || place == firstDigit + 1 else {
      throw fault("a number starts with 0")
    }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      try takeDigits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try takeDigits()
    }
    let digits = String(decoding: text[start..<place], as: UTF8.self)
    guard isInteger else { return .double(Double(digits) ?? .infinity) }
    guard digits.utf8.count <= Self.longestInteger else {
      throw fault("an integer of more than \(Self.longestInteger) digits")
    }
    return Int(digits).map(JSON.int) ?? .bigInt(digits: digits)
  }

  mutating func skipDigits() {
    while let byte = current, isDigit(byte) { place += 1 }
  }

  mutating func takeDigits() throws(JSONError) {
    let start = place
    skipDigits()
    guard place > start else { throw fault("want a digit") }
  }

  mutating func parseString() throws(JSONError) -> String {
    place += 1
    let start = place
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      place += 1
    }
    if current == UInt8(ascii: "\"") {
      place += 1
      return try validated(text[start..<(place - 1)])
    }
    var bytes = Array(text[start..<place])
    while true {
      guard let byte = current else { throw fault("the text ends inside a string") }
      guard byte >= 0x20 else { throw fault("a control character inside a string") }
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return try validated(bytes[...])
      case UInt8(ascii: "\\"): bytes.append(contentsOf: try parseEscape())
      default: bytes.append(byte)
      }
    }
  }

  func validated(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw fault("invalid UTF-8 in the string that ends here")
    }
    return string
  }

  mutating func parseEscape() throws(JSONError) -> [UInt8] {
    guard let byte = current else { throw fault("the text ends inside a string") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try parseUnicodeEscape()).utf8)
    default: throw fault("an escape that JSON does not have")
    }
  }

  /// One scalar, written as one escape or as a surrogate pair; a lone surrogate becomes U+FFFD.
  mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let high = try parseFourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let afterHigh = place
    if high < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try parseFourDigits()
      if (0xDC00...0xDFFF).contains(low) {
        let code = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        if let scalar = Unicode.Scalar(code) { return scalar }
      }
    }
    place = afterHigh
    return "\u{FFFD}"
  }

  mutating func parseFourDigits() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap(Hex.value) else { throw fault("want four hex digits") }
      value = value << 4 | UInt16(digit)
      place += 1
    }
    return value
  }
}
