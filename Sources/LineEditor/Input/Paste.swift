/// What the terminal sends between the brackets of a paste, made fit for the buffer.
package struct Paste: Sendable {
  static let end = Array("\u{1b}[201~".unicodeScalars)

  private var scalars: [Unicode.Scalar] = []
  package private(set) var isComplete = false

  package init() {}

  /// Takes one more; the sequence that ends the paste completes it.
  package mutating func append(_ scalar: Unicode.Scalar) {
    scalars.append(scalar)
    guard scalar == Self.end.last, scalars.suffix(Self.end.count).elementsEqual(Self.end) else {
      return
    }
    scalars.removeLast(Self.end.count)
    isComplete = true
  }

  /// Line ends as one newline each, without control characters and without the last line end, so that
  /// the person presses Enter.
  package var text: [Unicode.Scalar] {
    var text: [Unicode.Scalar] = []
    text.reserveCapacity(scalars.count)
    var last: Unicode.Scalar?
    for scalar in scalars {
      defer { last = scalar }
      switch scalar {
      case "\r": text.append("\n")
      case "\n": if last != "\r" { text.append("\n") }
      case "\t": text.append(scalar)
      default:
        let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
        if !isControl { text.append(scalar) }
      }
    }
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
