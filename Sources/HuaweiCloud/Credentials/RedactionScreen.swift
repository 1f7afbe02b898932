/// Lets texts pass in which nothing can be a secret; a journal has millions of them.
///
/// What it suspects is looked at closely, so it may suspect too much but never too little.
struct RedactionScreen: Sendable {
  private static let digit: UInt8 = 1
  private static let upper: UInt8 = 2
  private static let lower: UInt8 = 4
  /// Stands in tokens beside letters and digits.
  private static let joint: UInt8 = 8
  /// A known secret begins with it.
  private static let known: UInt8 = 16
  /// The name of a sensitive field begins with it.
  private static let field: UInt8 = 32

  private static let alphanumeric = digit | upper | lower

  private let known: [[UInt8]]
  private let fields: [[UInt8]]
  /// What each byte may be part of.
  private let classes: [UInt8]

  /// Makes a screen of texts and of names in small letters.
  init(known: [[UInt8]], fields: [[UInt8]]) {
    self.known = known
    self.fields = fields
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in 0x30...0x39 { classes[byte] = Self.digit }
    for byte in 0x41...0x5A { classes[byte] = Self.upper }
    for byte in 0x61...0x7A { classes[byte] = Self.lower }
    for byte in [0x2B, 0x2F, 0x3D, 0x2D, 0x5F, 0x2E] { classes[byte] = Self.joint }
    for first in known.compactMap(\.first) { classes[Int(first)] |= Self.known }
    for first in fields.compactMap(\.first) {
      classes[Int(first)] |= Self.field
      classes[Int(first) & ~0x20] |= Self.field
    }
    self.classes = classes
  }

  /// Whether something in a text may be a secret.
  func maySuspect(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    var wordStart = 0
    var runStart = 0
    // Which kinds of characters the word under way has.
    var kinds: UInt8 = 0
    for index in bytes.indices {
      let kind = classes[Int(bytes[index])]
      if kind & Self.known != 0, known.contains(where: { stands($0, in: bytes, at: index) }) {
        return true
      }
      if kind & Self.alphanumeric != 0 {
        if kinds == 0 {
          wordStart = index
          if kind & Self.field != 0, fields.contains(where: { stands($0, in: bytes, at: index) }) {
            return true
          }
        }
        kinds |= kind
        continue
      }
      if isKey(length: index - wordStart, kinds) { return true }
      kinds = 0
      guard kind & Self.joint == 0 else { continue }
      if index - runStart >= 128 { return true }
      runStart = index + 1
    }
    return isKey(length: bytes.count - wordStart, kinds) || bytes.count - runStart >= 128
  }

  /// Whether a known secret may stand in a text.
  func holdsKnown(_ text: String) -> Bool { holdsKnown(text.utf8Span.span) }

  func holdsKnown(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where classes[Int(bytes[index])] & Self.known != 0 {
      if known.contains(where: { stands($0, in: bytes, at: index) }) { return true }
    }
    return false
  }

  /// Twenty capitals and digits, or forty letters and digits.
  private func isKey(length: Int, _ kinds: UInt8) -> Bool {
    kinds & Self.digit != 0 && kinds & Self.upper != 0 && (length == 20 || length == 40)
  }

  private func stands(_ wanted: [UInt8], in bytes: borrowing Span<UInt8>, at start: Int) -> Bool {
    guard start + wanted.count <= bytes.count else { return false }
    for (index, byte) in wanted.enumerated() {
      let found = bytes[start + index]
      guard found == byte || found | 0x20 == byte else { return false }
    }
    return true
  }
}
