/// Text of the `man` macros.
struct Roff {
  private(set) var text = ""

  mutating func title(_ name: String, date: String) {
    text +=
      ".TH \(Self.escaped(name.uppercased())) 1 \"\(date)\" \"reeve \(Reeve.version)\" \"Reeve\"\n"
  }

  mutating func section(_ title: String) { text += ".SH \(Self.escaped(title.uppercased()))\n" }

  mutating func subsection(_ title: String) { text += ".SS \(Self.escaped(title))\n" }

  /// Sentences, in which what stands in backticks is code; an empty line begins a paragraph.
  mutating func prose(_ words: String) {
    for (index, paragraph) in Self.paragraphs(words).enumerated() {
      if index > 0 { text += ".PP\n" }
      text += Self.marked(paragraph) + "\n"
    }
  }

  /// Lines of their own, as they stand.
  mutating func lines(_ lines: [String]) {
    text += lines.map { Self.escaped($0) }.joined(separator: "\n.br\n") + "\n"
  }

  /// A term and what it means.
  mutating func item(_ term: String, _ meaning: String) {
    text += ".TP\n\(term)\n\(Self.marked(meaning.isEmpty ? " " : meaning))\n"
  }

  /// Commands as they are typed.
  mutating func example(_ lines: [String]) {
    text += ".nf\n.RS 4\n"
    for line in lines { text += Self.escaped(line) + "\n" }
    text += ".RE\n.fi\n"
  }

  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// Blocks between empty lines, each on one line; lines that begin with blanks keep theirs.
  private static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if paragraphs.last?.isEmpty == false { paragraphs.append([]) }
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  private static func marked(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
        place, part in
        place.isMultiple(of: 2) ? escaped(part, isStart: place == 0) : bold(String(part))
      }.joined()
    }.joined(separator: "\n")
  }

  /// A text of which no character is a command: hyphens can be copied, others than ASCII are named.
  static func escaped(_ text: some StringProtocol, isStart: Bool = true) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty && isStart, "." where result.isEmpty && isStart:
        result += "\\&"
        result.unicodeScalars.append(scalar)
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    return result
  }
}
