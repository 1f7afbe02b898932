/// Writes JSON text member by member, without building values first.
///
/// The request builders write bodies of 200 entries with it; ``JSON/encoded()`` uses it too.
package struct JSONWriter {
  /// The text so far.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Makes a writer without text.
  ///
  /// - Parameter capacity: How many bytes the text will have, as far as is known.
  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Writes an object.
  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    members(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes a list.
  package mutating func array<Items: Sequence>(
    _ items: Items, _ write: (inout JSONWriter, Items.Element) -> Void
  ) {
    open(UInt8(ascii: "["))
    for item in items { write(&self, item) }
    close(UInt8(ascii: "]"))
  }

  /// Writes a member's name; its value follows.
  package mutating func name(_ name: String) {
    quoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name that needs no escapes; its value follows.
  package mutating func plainName(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member that is a text.
  package mutating func member(_ key: StaticString, _ value: String) {
    plainName(key)
    quoted(value)
  }

  /// Writes a member that is an integer.
  package mutating func member(_ key: StaticString, _ value: Int) {
    plainName(key)
    integer(value)
  }

  /// Writes a member that is a truth value.
  package mutating func member(_ key: StaticString, _ value: Bool) {
    plainName(key)
    raw(value ? "true" : "false")
  }

  /// Writes a member that is a list of texts.
  package mutating func member(_ key: StaticString, _ value: [String]) {
    plainName(key)
    array(value) { $0.quoted($1) }
  }

  /// Writes a value of any kind.
  package mutating func value(_ value: JSON) {
    switch value {
    case .null: raw("null")
    case .bool(let truth): raw(truth ? "true" : "false")
    case .int(let number): integer(number)
    case .bigInt(let digits): raw(digits)
    // JSON has no form for what is not finite.
    case .double(let number): raw(number.isFinite ? "\(number)" : "null")
    case .string(let text): quoted(text)
    case .array(let items): array(items) { $0.value($1) }
    case .object(let members):
      object { writer in
        for (name, value) in members {
          writer.name(name)
          writer.value(value)
        }
      }
    }
  }

  /// Writes a value that is JSON text already, as this writer writes it.
  package mutating func encoded(_ text: String) { raw(text) }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func integer(_ number: Int) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var (power, rest) = (UInt(1), number.magnitude)
    while rest / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / power))
      rest %= power
      power /= 10
    }
  }

  private mutating func quoted(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    guard Self.needsEscapes(text) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes += [Hex.lower[Int(byte >> 4)], Hex.lower[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
  }

  private static func needsEscapes(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
    }
    return false
  }
}

extension JSON {
  /// The value as compact JSON text in UTF-8, members in their order; a number that is not finite
  /// becomes `null`.
  public func encoded() -> [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }
}
