import FoundationEssentials
import Glibc
import ReeveTestSupport

/// A piece of work at the console: what is pressed, and what the screen shows after each key.
///
/// ```
/// == names complete
/// screen 40x10
/// vi
/// pager head -3
/// words --post-mortem -i x.star
/// file x.star
/// | x = 1
/// > hos<Tab>
/// h
/// 0 sandbox> h▏
/// …
/// ```
/// A line that begins with `>` holds keys; below it stand, for each key, the key and the rows that it changed, which
/// `scripts/goldens --filter SceneTests` writes. `▏` is the cursor. Keys with names stand in `<>`; `<Paste:…>` is a
/// bracketed paste in which `\n` is a line end, `<Type:…>` comes at once and without brackets, `<Tab?>` and
/// `<C-c?>` are pressed until they have their effect, `<Resize:40x10>` what a person does with the window.
struct Scene: CustomStringConvertible, Sendable {
  struct Step: Sendable {
    let key: String
    var changes: [String]
  }

  let name: String
  /// The lines before the first keys, as they are written.
  var preamble: [String] = []
  /// A line of keys, and what it does.
  var lines: [(typed: String, steps: [Step])] = []

  var width = 80
  var height = 24
  var usesVi = false
  var pager: String?
  var words: [String] = []
  var files: [(name: String, text: String)] = []

  var description: String { name }

  /// All scenes of a file.
  static func read(_ path: String) throws -> [Scene] {
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    var scenes: [Scene] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("== ") {
        scenes.append(Scene(name: String(line.dropFirst(3))))
      } else if !scenes.isEmpty {
        scenes[scenes.count - 1].take(line)
      }
    }
    return scenes
  }

  private mutating func take(_ line: String) {
    if line.hasPrefix("> ") {
      lines.append((String(line.dropFirst(2)), []))
      return
    }
    guard lines.isEmpty else {
      guard !line.isEmpty else { return }
      if line.hasPrefix("·") {
        let key = line == Self.space ? " " : String(line.dropFirst())
        lines[lines.count - 1].steps.append(Step(key: key, changes: []))
      } else if let last = lines[lines.count - 1].steps.indices.last {
        lines[lines.count - 1].steps[last].changes.append(line)
      }
      return
    }
    preamble.append(line)
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    switch parts.first {
    case "screen":
      let size = parts[1].split(separator: "x").compactMap { Int($0) }
      (width, height) = (size[0], size[1])
    case "vi": usesVi = true
    case "pager": pager = parts[1]
    case "words": words = parts[1].split(separator: " ").map(String.init)
    case "file": files.append((parts[1], ""))
    case "|": files[files.count - 1].text += (parts.count > 1 ? parts[1] : "") + "\n"
    default: break
    }
  }

  /// The blank as a key, which no editor takes away.
  private static let space = "·␣"

  /// The scene as its file has it.
  var text: String {
    var text = "== \(name)\n" + preamble.filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
    for (typed, steps) in lines {
      text += "> \(typed)\n"
      for step in steps {
        text += (step.key == " " ? Self.space : "·\(step.key)") + "\n"
        text += step.changes.map { $0 + "\n" }.joined()
      }
    }
    return text
  }

  // MARK: Keys

  /// The keys of a line.
  static func keys(_ typed: String) -> [String] {
    var keys: [String] = []
    var rest = typed[...]
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"), end > rest.index(after: rest.startIndex),
        rest[rest.index(after: rest.startIndex)].isLetter
      {
        keys.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else {
        keys.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return keys
  }

  /// What a terminal sends for a key.
  static func bytes(of key: String) -> String {
    guard key.hasPrefix("<"), key.count > 1 else { return key }
    let name = key.dropFirst().dropLast()
    if name.hasPrefix("Paste:") {
      let pasted = name.dropFirst(6).split(separator: "\\n", omittingEmptySubsequences: false)
        .joined(separator: "\r")
      return "\u{1b}[200~\(pasted)\u{1b}[201~"
    }
    if name.hasPrefix("Type:") { return String(name.dropFirst(5)) }
    if name.hasPrefix("C-"), name.count == 3, let letter = name.unicodeScalars.last {
      return String(Character(Unicode.Scalar(UInt8(letter.value & 0x1f))))
    }
    return named[String(name)] ?? String(name)
  }

  private static let named = [
    "Enter": "\r", "Tab": "\t", "Tab?": "\t", "C-c?": "\u{3}", "BackTab": "\u{1b}[Z",
    "Esc": "\u{1b}",
    "Back": "\u{7f}",
    "Up": "\u{1b}[A", "Down": "\u{1b}[B", "Right": "\u{1b}[C", "Left": "\u{1b}[D",
    "Home": "\u{1b}[H", "End": "\u{1b}[F", "Delete": "\u{1b}[3~", "AltEnter": "\u{1b}\r",
    "Space": " ", "Less": "<",
  ]
}
