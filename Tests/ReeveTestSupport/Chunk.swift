import Testing

/// A program within a file of several, with the errors that its comments announce.
///
/// Lines of `---` separate the chunks of a file. A comment `### "pattern"` on a line says that an error is
/// reported there whose message matches the regular expression; it may be quoted with backticks too. A chunk's
/// text starts with as many empty lines as stand before it, so that its lines keep their numbers.
package struct Chunk: Sendable {
  /// An error that a comment announces.
  package struct Expectation: Hashable, Sendable {
    package let line: Int
    package let pattern: String
  }

  package let file: String
  /// The number of its first line in the file.
  package let firstLine: Int
  package let text: String
  package let expectations: [Expectation]

  /// The chunks of a file's text.
  package static func all(in text: String, of file: String) throws -> [Chunk] {
    var chunks: [Chunk] = []
    var lines: [Substring] = []
    var firstLine = 1
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "---" {
        chunks.append(try Chunk(file, firstLine, lines))
        firstLine += lines.count + 1
        lines = []
      } else {
        lines.append(line)
      }
    }
    return chunks + [try Chunk(file, firstLine, lines)]
  }

  /// The chunks of all `.star` files of a folder.
  package static func all(in fixtures: Fixtures) throws -> [Chunk] {
    try fixtures.names(withExtension: "star").flatMap { name in
      try all(in: fixtures.text(name), of: name)
    }
  }

  private init(_ file: String, _ firstLine: Int, _ lines: [Substring]) throws {
    self.file = file
    self.firstLine = firstLine
    text = String(repeating: "\n", count: firstLine - 1) + lines.joined(separator: "\n")
    expectations = try lines.enumerated().compactMap { offset, text in
      guard let comment = text.firstRange(of: "###") else { return nil }
      let line = firstLine + offset
      return try Expectation(
        line: line, pattern: Self.unquoted(text[comment.upperBound...], "\(file):\(line)"))
    }
  }

  private static func unquoted(_ text: Substring, _ place: String) throws -> String {
    let trimmed = text.drop { $0 == " " }
    guard let quote = trimmed.first, quote == "\"" || quote == "`",
      let end = trimmed.lastIndex(of: quote), end > trimmed.startIndex
    else { throw BadExpectation(place: place) }
    let pattern = trimmed[trimmed.index(after: trimmed.startIndex)..<end]
    guard quote == "\"" else { return String(pattern) }
    var result = ""
    var isEscaped = false
    for character in pattern {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      result +=
        isEscaped && character != "\"" && character != "\\" ? "\\\(character)" : "\(character)"
      isEscaped = false
    }
    return result
  }

  /// A comment `###` without a quoted pattern.
  package struct BadExpectation: Error {
    package let place: String
  }
}

extension Chunk: CustomTestStringConvertible {
  package var testDescription: String {
    "\(file):\(firstLine)"
  }

  /// Records an issue for each error that is not announced, and for each announced one that did not happen.
  package func expect(_ errors: [(line: Int, message: String)]) {
    var open = expectations
    for error in errors {
      guard let index = open.firstIndex(where: { $0.line == error.line }) else {
        Issue.record("\(file):\(error.line): unexpected error: \(error.message)")
        continue
      }
      let expectation = open.remove(at: index)
      let isMatch = (try? Regex(expectation.pattern).firstMatch(in: error.message)) != nil
      if !isMatch {
        Issue.record(
          "\(file):\(error.line): \"\(error.message)\" does not match \"\(expectation.pattern)\"")
      }
    }
    for expectation in open {
      Issue.record("\(file):\(expectation.line): no error matches \"\(expectation.pattern)\"")
    }
  }
}
