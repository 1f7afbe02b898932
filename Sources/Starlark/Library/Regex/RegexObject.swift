/// A compiled pattern as scripts hold it.
final class RegexObject: HostObject {
  let program: RegexProgram

  init(_ program: RegexProgram) {
    self.program = program
  }

  /// About how many bytes it holds, were it alone to hold its program.
  var footprint: Int { program.footprint }

  var typeName: String { "re.pattern" }
  var text: String { "re.compile(\(quoted(program.pattern)))" }

  var attributeNames: [String] {
    RegexModule.methods.map(\.name) + ["groups", "pattern"]
  }

  func attribute(_ name: String, machine: Machine) -> Value? {
    switch name {
    case "pattern": return machine.heap.string(program.pattern)
    case "groups": return Value(small: program.groupCount - 1)
    default: return nil
    }
  }

  func method(_ name: String) -> NativeFunction? {
    RegexModule.methods.first { $0.name == name }
  }
}

/// A match as scripts hold it: where its groups are and what they matched.
final class RegexMatchObject: HostObject {
  private let program: RegexProgram
  /// Start and end of each group, -1 for one that took no part.
  private let captures: [Int]
  /// The bytes from the start of the match to its end.
  private let matched: [UInt8]

  init(_ program: RegexProgram, _ captures: [Int], in text: RegexText) {
    self.program = program
    self.captures = captures
    matched = unsafe Array((text.bytes + captures[0]).buffer(count: captures[1] - captures[0]))
  }

  /// About how many bytes it holds.
  var footprint: Int { 160 + captures.count * 8 + matched.count }

  var typeName: String { "re.match" }
  var text: String {
    "<re.match \(quoted(String(decoding: matched, as: UTF8.self))) at \(captures[0])>"
  }

  var attributeNames: [String] { RegexModule.matchMethods.map(\.name) }

  func method(_ name: String) -> NativeFunction? {
    RegexModule.matchMethods.first { $0.name == name }
  }

  func element(_ index: Value, machine: Machine) -> Value? {
    number(of: index, machine).map { group($0, machine) } ?? .failed
  }

  // MARK: Groups

  var groupCount: Int { program.groupCount }

  func name(of group: Int) -> String? { program.names[group] }

  /// The start and end of a group, -1 for one that took no part.
  func span(_ group: Int) -> (start: Int, end: Int) {
    (captures[group * 2], captures[group * 2 + 1])
  }

  /// The string that a group matched, None for one that took no part.
  func group(_ group: Int, _ machine: Machine) -> Value {
    let (start, end) = span(group)
    guard start >= 0 else { return .none }
    return unsafe matched.withUnsafeBufferPointer {
      unsafe machine.heap.string(
        UnsafeBufferPointer(rebasing: $0[(start - captures[0])..<(end - captures[0])]))
    }
  }

  /// The group of a number or name; nil after an error was recorded.
  func number(of value: Value, _ machine: Machine) -> Int? {
    if value.isSmallInt, (0..<groupCount).contains(value.smallInt) { return value.smallInt }
    if value.isObject(.string), let group = program.group(named: StringObject(value.object).text) {
      return group
    }
    guard value.isSmallInt || value.isObject(.string) else {
      machine.fail("re.match: group: got \(machine.typeName(value)), want int or string")
      return nil
    }
    let names = program.names.compactMap { $0 }
    machine.fail(
      "re.match: no group \(machine.shortText(value)) in \(quoted(program.pattern)), which has "
        + "\(groupCount - 1)" + (names.isEmpty ? "" : ": \(names.joined(separator: ", "))"))
    return nil
  }
}

/// A text as a literal.
private func quoted(_ text: String) -> String {
  var buffer = TextBuffer(limit: 4096)
  var text = text
  text.withUTF8 { bytes in
    if let base = bytes.baseAddress {
      buffer.append(
        quoting: unsafe Bytes(UnsafeMutablePointer(mutating: base)), count: bytes.count)
    } else {
      buffer.append("\"\"")
    }
  }
  return buffer.text
}
