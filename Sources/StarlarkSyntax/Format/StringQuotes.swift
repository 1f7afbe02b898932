/// String literals with the quotes that the formatter prefers.
enum StringQuotes {
  /// A literal in double quotes where that needs no escape that it has not got, else as it is.
  static func preferred(_ literal: String) -> String {
    let bytes = Array(literal.utf8)
    guard let start = bytes.firstIndex(where: { $0 == .singleQuote || $0 == .doubleQuote }),
      bytes[start] == .singleQuote, !bytes.contains(.doubleQuote)
    else { return literal }
    let isTriple =
      bytes.count >= start + 6 && bytes[start + 1] == .singleQuote
      && bytes[start + 2] == .singleQuote
    let width = isTriple ? 3 : 1
    let prefix = bytes[..<start]
    let contents = bytes[(start + width)..<(bytes.count - width)]
    let quotes = [UInt8](repeating: .doubleQuote, count: width)
    let isRaw = prefix.contains(UInt8(ascii: "r"))
    let text = isRaw ? Array(contents) : withoutEscapedQuotes(contents)
    let result: [UInt8] = Array(prefix) + quotes + text + quotes
    return String(decoding: result, as: UTF8.self)
  }

  /// An f-string in double quotes; one with escapes or with other quotes in it stays.
  static func preferredFormatted(_ literal: String) -> String {
    literal.utf8.contains(.backslash) ? literal : preferred(literal)
  }

  private static func withoutEscapedQuotes(_ contents: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = contents.startIndex
    while index < contents.endIndex {
      if contents[index] == .backslash, index + 1 < contents.endIndex {
        if contents[index + 1] != .singleQuote { result.append(.backslash) }
        result.append(contents[index + 1])
        index += 2
      } else {
        result.append(contents[index])
        index += 1
      }
    }
    return result
  }
}
