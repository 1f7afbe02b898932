internal import HuaweiCloud
internal import StarlarkSyntax

/// A file as it stands in an editor.
///
/// The protocol counts lines from 0, and columns in units of UTF-16.
struct EditedDocument: Sendable {
  let uri: String
  private(set) var version: Int?
  private(set) var source: SourceText
  /// The file's path; what is no file has the URI in its place.
  var path: String { source.name }

  init(uri: String, version: Int?, text: String) {
    self.uri = uri
    self.version = version
    source = SourceText(name: Self.path(of: uri), text: text)
  }

  // MARK: Changes

  /// Carries out changes in their order.
  mutating func change(_ changes: [JSON], version: Int?) {
    self.version = version ?? self.version
    for change in changes {
      guard let text = change["text"]?.string else { continue }
      guard let range = change["range"], let span = span(of: range) else {
        source = SourceText(name: path, text: text)
        continue
      }
      var bytes = source.bytes
      bytes.replaceSubrange(span, with: Array(text.utf8))
      source = SourceText(name: path, bytes: bytes)
    }
  }

  // MARK: Places

  /// The offset of a position; one beyond the end of its line is that end.
  func offset(of position: JSON) -> Int? {
    guard let line = position["line"]?.int, let column = position["character"]?.int, line >= 0,
      column >= 0
    else { return nil }
    guard line < source.lineCount else { return source.bytes.count }
    let span = source.span(ofLine: line + 1)
    var offset = Int(span.start)
    var rest = column
    while offset < Int(span.end) {
      let (width, units) = Self.width(of: source.bytes[offset])
      guard rest >= units else { break }
      rest -= units
      offset += width
    }
    return min(offset, Int(span.end))
  }

  /// The offsets of a range, whose ends may be given in the wrong order.
  func span(of range: JSON) -> Range<Int>? {
    guard let start = range["start"].flatMap(offset), let end = range["end"].flatMap(offset) else {
      return nil
    }
    return min(start, end)..<max(start, end)
  }

  func position(of offset: Int) -> JSON {
    let offset = min(max(offset, 0), source.bytes.count)
    let line = source.line(of: UInt32(offset))
    let start = Int(source.span(ofLine: line).start)
    var column = 0
    var place = start
    while place < offset {
      let (width, units) = Self.width(of: source.bytes[place])
      column += units
      place += width
    }
    return ["line": .int(line - 1), "character": .int(column)]
  }

  func range(_ span: Range<Int>) -> JSON {
    ["start": position(of: span.lowerBound), "end": position(of: span.upperBound)]
  }

  func range(_ span: Span) -> JSON { range(Int(span.start)..<max(Int(span.start), Int(span.end))) }

  /// The whole text.
  var wholeRange: JSON { range(0..<source.bytes.count) }

  /// How many bytes a character has that begins so, and how many units of UTF-16.
  private static func width(of byte: UInt8) -> (bytes: Int, units: Int) {
    switch byte {
    case 0xF0...: (4, 2)
    case 0xE0...: (3, 1)
    case 0xC0...: (2, 1)
    default: (1, 1)
    }
  }

  // MARK: URIs

  static func path(of uri: String) -> String {
    guard uri.lowercased().hasPrefix("file://") else { return uri }
    let rest = uri.dropFirst(7)
    // A host may stand before the path: only this machine's files are meant.
    let path = rest.hasPrefix("/") ? rest : rest.firstIndex(of: "/").map { rest[$0...] } ?? rest
    var bytes: [UInt8] = []
    var iterator = path.utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next(), let low = iterator.next(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return uri }
      bytes.append(value)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
