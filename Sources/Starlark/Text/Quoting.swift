// Strings and bytes as literals.

extension TextBuffer {
  /// Appends a literal that denotes a string; bytes that belong to no code point become `\x` escapes.
  mutating func append(quoting bytes: Bytes, count: Int) {
    let count = looksAt(count)
    append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    var next = Self.stretch
    while index < count {
      if _slowPath(index >= next) {
        guard mayGoOn() else { return }
        next = index &+ Self.stretch
      }
      let byte = bytes[index]
      if _fastPath(
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\"))
      {
        index &+= 1
        continue
      }
      if byte < 0x80 {
        append(bytes + start, count: index - start)
        append(escaping: byte)
        index &+= 1
        start = index
        continue
      }
      let (found, length) = UTF8Decoding.scalar(bytes + index, limit: count - index)
      if let found, found.isPrintable {
        index &+= length
        continue
      }
      append(bytes + start, count: index - start)
      if let found {
        append(escaping: found)
      } else {
        append(hexEscaping: byte)
      }
      index &+= length
      start = index
    }
    append(bytes + start, count: count - start)
    append(UInt8(ascii: "\""))
  }

  private mutating func append(escaping byte: UInt8) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 7: letter = UInt8(ascii: "a")
    case 8: letter = UInt8(ascii: "b")
    case 9: letter = UInt8(ascii: "t")
    case 10: letter = UInt8(ascii: "n")
    case 11: letter = UInt8(ascii: "v")
    case 12: letter = UInt8(ascii: "f")
    case 13: letter = UInt8(ascii: "r")
    default: return append(hexEscaping: byte)
    }
    append(UInt8(ascii: "\\"))
    append(letter)
  }

  private mutating func append(hexEscaping byte: UInt8) {
    append("\\x")
    append(hex: UInt32(byte), width: 2)
  }

  private mutating func append(escaping scalar: Unicode.Scalar) {
    let isLong = scalar.value > 0xFFFF
    append(isLong ? "\\U" : "\\u")
    append(hex: scalar.value, width: isLong ? 8 : 4)
  }

  /// Appends the last hexadecimal digits of a number.
  mutating func append(hex number: UInt32, width: Int) {
    for place in stride(from: width - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(place * 4)) & 15
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension Unicode.Scalar {
  /// Whether a literal shows the code point as it is: letters, marks, numbers, punctuation and symbols.
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
