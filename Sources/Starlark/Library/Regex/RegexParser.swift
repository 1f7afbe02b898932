/// Why a pattern is no regular expression, and where.
struct RegexError: Error {
  let message: String
  let offset: Int
}

/// Reads the syntax of RE2, without Unicode classes by script.
struct RegexParser {
  static let repetitionLimit = 1_000
  private static let nestingLimit = 100

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  let scalars: [Unicode.Scalar]
  var index = 0
  var flags = Flags()
  private(set) var groupNames: [String?] = [nil]
  private var depth = 0

  private init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  /// The tree of a pattern and the names of its groups, of which the first is the whole match.
  static func parse(_ pattern: String) throws(RegexError) -> (RegexNode, names: [String?]) {
    var parser = RegexParser(pattern)
    let node = try parser.alternation()
    guard parser.index == parser.scalars.count else {
      throw parser.error("unmatched `)`")
    }
    return (node, parser.groupNames)
  }

  func error(_ message: String, at offset: Int? = nil) -> RegexError {
    RegexError(message: message, offset: offset ?? index)
  }

  var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func skip(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars.count - index >= wanted.count else { return false }
    for offset in wanted.indices where scalars[index + offset] != wanted[offset] { return false }
    index += wanted.count
    return true
  }

  // MARK: Structure

  private mutating func alternation() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= RegexParser.nestingLimit else { throw error("groups nested too deeply") }
    var alternatives = [try concatenation()]
    while skip("|") { alternatives.append(try concatenation()) }
    return alternatives.count == 1 ? alternatives[0] : .alternation(alternatives)
  }

  private mutating func concatenation() throws(RegexError) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      let start = index
      guard let atom = try atom() else { continue }
      parts.append(try repetitions(of: atom, from: start))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .concatenation(parts)
  }

  private mutating func repetitions(of atom: RegexNode, from start: Int) throws(RegexError)
    -> RegexNode
  {
    guard let (least, most) = try quantifier() else { return atom }
    let isLazy = skip("?")
    if let scalar = current, "*+?".unicodeScalars.contains(scalar) {
      throw error("a repetition cannot be repeated")
    }
    return .repetition(
      atom, least: least, most: most, isGreedy: isLazy == flags.isUngreedy)
  }

  private mutating func quantifier() throws(RegexError) -> (least: Int, most: Int?)? {
    let start = index
    switch current {
    case "*":
      index += 1
      return (0, nil)
    case "+":
      index += 1
      return (1, nil)
    case "?":
      index += 1
      return (0, 1)
    case "{":
      index += 1
      // What is no count, such as `{a}`, stands for itself.
      guard let least = number() else { break }
      var most: Int? = least
      if skip(",") { most = number() }
      guard skip("}") else { break }
      guard least <= RegexParser.repetitionLimit, most ?? least <= RegexParser.repetitionLimit
      else {
        throw error("repetition of more than \(RegexParser.repetitionLimit)", at: start)
      }
      guard most ?? least >= least else { throw error("bad repetition counts", at: start) }
      return (least, most)
    default: return nil
    }
    // Not a quantifier after all.
    index = start
    return nil
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, "0"..."9" ~= scalar {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
      index += 1
    }
    return value
  }

  // MARK: Atoms

  /// The next atom; nil for what only changes flags.
  private mutating func atom() throws(RegexError) -> RegexNode? {
    let start = index
    guard let scalar = current else { return .empty }
    index += 1
    switch scalar {
    case "(": return try group(start)
    case "[": return .characters(try bracketClass(start))
    case ".":
      return .characters(flags.dotMatchesNewline ? .all : RegexClass.newline.inverted)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw error("nothing to repeat before `\(scalar)`", at: start)
    case "\\": return try escape(start)
    default: return .characters(cased(RegexClass(scalar)))
    }
  }

  func cased(_ set: RegexClass) -> RegexClass {
    flags.ignoresCase ? set.ignoringCase : set
  }

  private mutating func escape(_ start: Int) throws(RegexError) -> RegexNode {
    switch current {
    case "A":
      index += 1
      return .assertion(.textStart)
    case "z":
      index += 1
      return .assertion(.textEnd)
    case "b":
      index += 1
      return .assertion(.wordBoundary)
    case "B":
      index += 1
      return .assertion(.noWordBoundary)
    default: break
    }
    if let set = try classEscape(start) { return .characters(set) }
    return .characters(cased(RegexClass(try characterEscape(start))))
  }

  private mutating func group(_ start: Int) throws(RegexError) -> RegexNode? {
    let saved = flags
    var number: Int?
    if skip("?") {
      if skip("P<") || (isNamed() && skip("<")) {
        number = try groupName(start)
      } else if try !groupFlags(start) {
        // Flags without a colon hold to the end of the group around them.
        return nil
      }
    } else {
      number = groupNames.count
      groupNames.append(nil)
    }
    let inner = try alternation()
    guard skip(")") else { throw error("missing `)`", at: start) }
    flags = saved
    return number.map { .group(inner, index: $0) } ?? .concatenation([inner])
  }

  private func isNamed() -> Bool {
    guard index + 1 < scalars.count, scalars[index] == "<" else { return false }
    return scalars[index + 1] != "=" && scalars[index + 1] != "!"
  }

  private mutating func groupName(_ start: Int) throws(RegexError) -> Int {
    var name = ""
    while let scalar = current, scalar != ">" {
      guard
        scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic) || "0"..."9" ~= scalar
      else { throw error("bad name of a group", at: start) }
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard !name.isEmpty, skip(">") else { throw error("bad name of a group", at: start) }
    guard !groupNames.contains(name) else {
      throw error("two groups are named `\(name)`", at: start)
    }
    groupNames.append(name)
    return groupNames.count - 1
  }

  /// Reads `i-s:`; answers whether a group follows.
  private mutating func groupFlags(_ start: Int) throws(RegexError) -> Bool {
    var value = true
    while let scalar = current {
      index += 1
      switch scalar {
      case "i": flags.ignoresCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesNewline = value
      case "U": flags.isUngreedy = value
      case "-" where value: value = false
      case ":": return true
      case ")": return false
      case "=", "!", "<":
        throw error("lookaround is not supported: it takes more than linear time", at: start)
      default: throw error("unknown group `(?\(scalar)`", at: start)
      }
    }
    throw error("missing `)`", at: start)
  }
}
