/// The bytes of a program with the name they are reported under.
public final class SourceText: Sendable, Hashable {
  /// What errors call the text: a path, or `<stdin>`.
  public let name: String
  /// The text in UTF-8, not yet validated.
  public let bytes: [UInt8]
  /// Where each line starts; a byte order mark is on no line.
  let lineStarts: [UInt32]

  /// Makes a text of bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    self.lineStarts = Self.lineStarts(of: bytes)
  }

  /// Makes a text of a string.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Whether two texts are the same object.
  public static func == (left: SourceText, right: SourceText) -> Bool {
    left === right
  }

  /// Hashes the identity of the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}

// Lines end with LF, CR LF or a lone CR, as the lexer sees them: a CR that only the terminal takes for a line
// end could hide code behind a comment.
extension SourceText {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The offset of the first byte that is not of a byte order mark.
  var start: Int {
    Int(lineStarts[0])
  }

  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [bytes.starts(with: byteOrderMark) ? 3 : 0]
    let count = min(bytes.count, Int(UInt32.max))
    var index = 0
    while index < count {
      let byte = bytes[index]
      index += 1
      guard byte <= 0x0D else { continue }
      if byte == 0x0A {
        starts.append(UInt32(truncatingIfNeeded: index))
      } else if byte == 0x0D, index == count || bytes[index] != 0x0A {
        starts.append(UInt32(truncatingIfNeeded: index))
      }
    }
    return starts
  }

  /// How many lines the text has; one that ends with a line end has an empty last line.
  public var lineCount: Int {
    lineStarts.count
  }

  /// The line of an offset, from 1.
  public func line(of offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low + 1
  }

  /// The line and column of an offset.
  public func position(of offset: UInt32) -> Position {
    let line = line(of: offset)
    let start = Int(lineStarts[line - 1])
    let end = min(Int(offset), bytes.count)
    guard start < end else { return Position(line: line, column: 1) }
    let continuations = bytes[start..<end].count { $0 & 0xC0 == 0x80 }
    return Position(line: line, column: end - start - continuations + 1)
  }

  /// The bytes of a line, counted from 1, without its line end.
  public func span(ofLine line: Int) -> Span {
    precondition(line >= 1 && line <= lineCount, "line out of range")
    let start = lineStarts[line - 1]
    var end = line < lineCount ? lineStarts[line] : UInt32(truncatingIfNeeded: bytes.count)
    while end > start, bytes[Int(end) - 1] == 0x0A || bytes[Int(end) - 1] == 0x0D {
      end -= 1
    }
    return Span(start, end)
  }

  /// The text of a line, counted from 1, without its line end; bytes that are not UTF-8 become U+FFFD.
  public func text(ofLine line: Int) -> String {
    text(of: span(ofLine: line))
  }

  /// The text of a span; bytes that are not UTF-8 become U+FFFD.
  public func text(of span: Span) -> String {
    let end = min(Int(span.end), bytes.count)
    return String(decoding: bytes[min(Int(span.start), end)..<end], as: UTF8.self)
  }
}
