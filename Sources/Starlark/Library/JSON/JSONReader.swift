/// Why a JSON text cannot be read.
enum JSONReadingError: Error {
  case invalid(offset: Int, message: String)
  /// An error was recorded with the machine.
  case recorded
}

/// Takes a JSON text apart into tokens and checks that they follow the grammar; nesting costs no native stack.
struct JSONReader {
  enum Token {
    case beginArray
    case endArray
    case beginObject
    case endObject
    case key(Literal)
    case string(Literal)
    case number(Range<Int>, isFloat: Bool)
    case null
    case bool(Bool)
    case end
  }

  /// A string, its quotation marks included.
  struct Literal {
    let range: Range<Int>
    /// Whether it is ASCII without escapes.
    let isPlain: Bool
  }

  private enum Phase {
    /// A value has to follow.
    case value
    /// A value or the end of the array just begun.
    case firstElement
    /// A key or the end of the object just begun.
    case firstKey
    case key
    /// A comma or the end of the innermost container, or the end of the text.
    case next
  }

  let bytes: Bytes
  let count: Int
  private(set) var offset = 0
  /// Containers that are open: whether each is an object.
  private var containers: [Bool] = []
  private var phase = Phase.value
  private var pace: Pace

  init(_ string: StringObject, _ machine: Machine) {
    bytes = string.bytes
    count = string.count
    pace = Pace(machine)
  }

  var depth: Int { containers.count }

  mutating func next() throws(JSONReadingError) -> Token {
    try skipSpace()
    if phase == .next {
      guard let isObject = containers.last else {
        guard offset == count else {
          throw invalid("unexpected character \(character) after value")
        }
        return .end
      }
      let closing = UInt8(ascii: isObject ? "}" : "]")
      let byte = try current()
      if byte == closing { return close() }
      guard byte == UInt8(ascii: ",") else {
        throw invalid(
          isObject
            ? "in object, got \(character), want ',' or '}'" : "got \(character), want ',' or ']'")
      }
      offset += 1
      try skipSpace()
      phase = isObject ? .key : .value
    }
    let byte = try current()
    switch phase {
    case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
      return close()
    case .firstKey, .key: return try key(byte)
    default: return try value(byte)
    }
  }

  // MARK: Parts

  private mutating func skipSpace() throws(JSONReadingError) {
    while offset < count {
      guard pace.goesOn(at: offset) else { throw .recorded }
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset &+= 1
      default: return
      }
    }
  }

  private func current() throws(JSONReadingError) -> UInt8 {
    guard offset < count else { throw invalid("unexpected end of file") }
    return bytes[offset]
  }

  private var character: String {
    "'\(UTF8Decoding.next(bytes, at: offset, end: count).scalar.escaped(asASCII: false))'"
  }

  private func invalid(_ message: String) -> JSONReadingError {
    .invalid(offset: offset, message: message)
  }

  /// How deep a text may nest: what is open takes memory that no value accounts for.
  private static let deepest = 1_000_000

  private mutating func open(isObject: Bool) throws(JSONReadingError) -> Token {
    guard containers.count < Self.deepest else {
      throw invalid("nested too deeply: more than \(Self.deepest) levels")
    }
    offset += 1
    containers.append(isObject)
    phase = isObject ? .firstKey : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  private mutating func close() -> Token {
    offset += 1
    phase = .next
    return containers.removeLast() ? .endObject : .endArray
  }

  private mutating func key(_ byte: UInt8) throws(JSONReadingError) -> Token {
    guard byte == UInt8(ascii: "\"") else {
      throw invalid("unexpected character \(character), want a string as object key")
    }
    let literal = try string()
    try skipSpace()
    guard try current() == UInt8(ascii: ":") else {
      throw invalid("after object key, got \(character), want ':'")
    }
    offset += 1
    phase = .value
    return .key(literal)
  }

  private mutating func value(_ byte: UInt8) throws(JSONReadingError) -> Token {
    switch byte {
    case UInt8(ascii: "["): return try open(isObject: false)
    case UInt8(ascii: "{"): return try open(isObject: true)
    default: break
    }
    defer { phase = .next }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "n") where skip("null"): return .null
    case UInt8(ascii: "t") where skip("true"): return .bool(true)
    case UInt8(ascii: "f") where skip("false"): return .bool(false)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw invalid("unexpected character \(character)")
    }
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count - offset >= length else { return false }
    for index in 0..<length where unsafe bytes[offset + index] != word.utf8Start[index] {
      return false
    }
    offset += length
    return true
  }

  /// Skips a string, whose escapes the decoder checks.
  private mutating func string() throws(JSONReadingError) -> Literal {
    let start = offset
    var place = offset &+ 1
    var isPlain = true
    while place < count {
      guard pace.goesOn(at: place) else { throw .recorded }
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        offset = place &+ 1
        return Literal(range: start..<offset, isPlain: isPlain)
      }
      guard byte >= 0x20 else {
        offset = place
        throw invalid("control character in string literal")
      }
      let isEscape = byte == UInt8(ascii: "\\")
      isPlain = isPlain && !isEscape && byte < 0x80
      place &+= isEscape ? 2 : 1
    }
    offset = start
    throw invalid("unclosed string literal")
  }

  private mutating func number() throws(JSONReadingError) -> Token {
    let start = offset
    var isFloat = false
    while offset < count {
      guard pace.goesOn(at: offset) else { throw .recorded }
      switch bytes[offset] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
        isFloat = true
      default:
        return try checked(start..<offset, isFloat)
      }
      offset += 1
    }
    return try checked(start..<offset, isFloat)
  }

  private func checked(_ range: Range<Int>, _ isFloat: Bool) throws(JSONReadingError) -> Token {
    let first = bytes[range.lowerBound] == UInt8(ascii: "-") ? 1 : 0
    let digits = bytes + (range.lowerBound + first)
    let length = range.count - first
    func isDigit(_ index: Int) -> Bool {
      index < length && UInt8(ascii: "0")...UInt8(ascii: "9") ~= digits[index]
    }
    // No zero before other digits, a digit on either side of a point.
    let hasDigit = isDigit(0) && !(digits[0] == UInt8(ascii: "0") && isDigit(1))
    var pointsAreFine = true
    for index in 0..<length where digits[index] == UInt8(ascii: ".") {
      pointsAreFine = pointsAreFine && isDigit(index + 1)
    }
    guard hasDigit, pointsAreFine,
      Floats.isDecimal(bytes + range.lowerBound, count: range.count)
    else {
      let text = unsafe String(
        decoding: (bytes + range.lowerBound).buffer(count: range.count), as: UTF8.self)
      throw .invalid(offset: range.lowerBound, message: "invalid number: \(text)")
    }
    return .number(range, isFloat: isFloat)
  }
}
