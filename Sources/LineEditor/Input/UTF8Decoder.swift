/// Turns bytes, as they come, into scalars; what is not UTF-8 becomes U+FFFD.
package struct UTF8Decoder: Sendable {
  private var partial: [UInt8] = []

  package init() {}

  /// Whether a character is begun and not yet whole.
  package var isPartial: Bool { !partial.isEmpty }

  package mutating func decode(_ bytes: some Sequence<UInt8>) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for byte in bytes {
      if byte & 0xc0 == 0x80, !partial.isEmpty {
        partial.append(byte)
      } else {
        if !partial.isEmpty { scalars.append("\u{fffd}") }
        partial = [byte]
      }
      guard let wanted = Self.length(of: partial[0]) else {
        scalars.append("\u{fffd}")
        partial = []
        continue
      }
      guard partial.count == wanted else { continue }
      let text = String(validating: partial, as: UTF8.self)
      scalars.append(text?.unicodeScalars.first ?? "\u{fffd}")
      partial = []
    }
    return scalars
  }

  private static func length(of first: UInt8) -> Int? {
    switch first {
    case 0x00..<0x80: 1
    case 0xc2..<0xe0: 2
    case 0xe0..<0xf0: 3
    case 0xf0..<0xf5: 4
    default: nil
    }
  }
}
