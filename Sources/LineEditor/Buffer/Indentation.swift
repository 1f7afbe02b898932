/// The indentation of a new line, for languages that indent blocks after a colon.
package enum Indentation {
  package static let step = 4

  /// What begins the line after `text`: one step more after a colon or an open bracket, one less after a
  /// statement that leaves its block.
  package static func next(after text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let blanks = String(line.prefix { $0 == " " || $0 == "\t" })
    let (code, brackets) = codeAndBrackets(line)
    if code.hasSuffix(":") || brackets > 0 { return blanks + String(repeating: " ", count: step) }
    let leaving = ["return", "pass", "break", "continue"]
    let first = code.drop { $0 == " " || $0 == "\t" }.prefix { $0.isLetter }
    guard leaving.contains(String(first)) else { return blanks }
    return String(blanks.dropLast(step))
  }

  /// The line without its comment and trailing blanks, and how many brackets it leaves open.
  private static func codeAndBrackets(_ line: Substring) -> (code: String, brackets: Int) {
    var code = ""
    var brackets = 0
    var quote: Character?
    var escaped = false
    for character in line {
      if let open = quote {
        if !escaped, character == open { quote = nil }
        escaped = !escaped && character == "\\"
      } else if character == "#" {
        break
      } else {
        switch character {
        case "\"", "'": quote = character
        case "(", "[", "{": brackets += 1
        case ")", "]", "}": brackets -= 1
        default: break
        }
      }
      code.append(character)
    }
    while code.last == " " || code.last == "\t" { code.removeLast() }
    return (code, brackets)
  }
}
