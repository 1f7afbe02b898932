/// Reads the comments at the start of a file that add to its dialect: `# option:while option:set`.
enum SourceOptions {
  /// The options of a file's first comments; blank lines may stand among them.
  ///
  /// - Throws: A diagnostic if an option is unknown.
  static func dialect(of source: SourceText) throws(Diagnostic) -> Dialect {
    var dialect: Dialect = []
    for line in 1...source.lineCount {
      let span = source.span(ofLine: line)
      let text = source.bytes[Int(span.start)..<Int(span.end)].drop { $0 == .space || $0 == .tab }
      guard let first = text.first else { continue }
      guard first == .hash else { break }
      try dialect.formUnion(options(in: text.dropFirst(), of: source))
    }
    return dialect
  }

  /// The options of a comment whose every word is one.
  private static func options(in comment: ArraySlice<UInt8>, of source: SourceText)
    throws(Diagnostic) -> Dialect
  {
    var dialect: Dialect = []
    for word in comment.split(whereSeparator: { $0 == .space || $0 == .tab }) {
      guard word.starts(with: "option:".utf8) else { return dialect }
      let letters = word.dropFirst("option:".utf8.count)
      let name = String(decoding: letters, as: UTF8.self)
      guard let option = Dialect.named(name) else {
        let span = Span(UInt32(letters.startIndex), UInt32(letters.endIndex))
        throw Diagnostic(.unknownOption(name), in: source, at: span)
      }
      dialect.formUnion(option)
    }
    return dialect
  }
}
