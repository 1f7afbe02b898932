/// Where and why a text is no JSON.
package struct JSONSyntaxError: Error, Equatable {
  package let offset: Int
  package let reason: String
}

extension JSON {
  /// Reads one JSON text, strictly by RFC 8259.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes)
    self = try parser.wholeText()
  }

  package init(parsing text: String) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8))
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func wholeText() throws(JSONSyntaxError) -> JSON {
    let value = try self.value()
    skipSpace()
    guard index == bytes.count else { throw error("text after the value") }
    return value
  }

  private func error(_ reason: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: index, reason: reason)
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSONSyntaxError) -> JSON {
    skipSpace()
    guard index < bytes.count else { throw error("the text ends where a value is wanted") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    let expected = Array(text.description.utf8)
    guard bytes[index...].starts(with: expected) else { throw error("no JSON value") }
    index += expected.count
    return value
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= 100 else { throw error("nested more than 100 deep") }
    index += 1
  }

  private mutating func object() throws(JSONSyntaxError) -> JSON {
    try enter()
    var members: [JSON.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw error("the name of a member is wanted")
      }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":"), leaving: false) else { throw error("`:` is wanted") }
      members.append(JSON.Member(name, try value()))
      skipSpace()
      if take(UInt8(ascii: ","), leaving: false) { continue }
      guard take(UInt8(ascii: "}")) else { throw error("`,` or `}` is wanted") }
      return .object(members)
    }
  }

  private mutating func array() throws(JSONSyntaxError) -> JSON {
    try enter()
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: ","), leaving: false) { continue }
      guard take(UInt8(ascii: "]")) else { throw error("`,` or `]` is wanted") }
      return .array(elements)
    }
  }

  /// Takes one byte if it is next; a closing bracket leaves a level too.
  private mutating func take(_ byte: UInt8, leaving: Bool = true) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    if leaving { depth -= 1 }
    return true
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    index += 1
    let start = index
    var isASCII = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        defer { index += 1 }
        // Validating is generic code and slow: most strings do not need it.
        if isASCII { return String(decoding: bytes[start..<index], as: UTF8.self) }
        guard let text = String(validating: bytes[start..<index], as: UTF8.self) else {
          throw error("a string is not UTF-8")
        }
        return text
      }
      if byte >= 0x80 { isASCII = false }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw error("a control character in a string") }
      index += 1
    }
    throw error("a string is not closed")
  }

  private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
    var text = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case ..<0x20: throw error("a control character in a string")
      default: text.append(byte)
      }
    }
    throw error("a string is not closed")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    guard index < bytes.count else { throw error("a string is not closed") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if code & 0xFC00 == 0xD800 {
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
          bytes[index + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair") }
        index += 2
        let low = try hexadecimal()
        guard low & 0xFC00 == 0xDC00 else { throw error("half of a surrogate pair") }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair") }
      text.append(contentsOf: String(scalar).utf8)
    default: throw error("an escape that JSON does not have")
    }
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    guard index + 4 <= bytes.count else { throw error("four hexadecimal digits are wanted") }
    var code: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Hexadecimal.digit(byte) else {
        throw error("four hexadecimal digits are wanted")
      }
      code = code << 4 | UInt32(digit)
    }
    index += 4
    return code
  }

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    guard digits() > 0 else {
      index = start
      throw error("no JSON value")
    }
    guard bytes[first] != UInt8(ascii: "0") || index == first + 1 else {
      throw error("a number starts with 0")
    }
    var isInteger = true
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      isInteger = false
      guard digits() > 0 else { throw error("a digit is wanted") }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      isInteger = false
      if index < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[index]) {
        index += 1
      }
      guard digits() > 0 else { throw error("a digit is wanted") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text) else { throw error("no JSON value") }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
      index += 1
    }
    return index - start
  }
}
