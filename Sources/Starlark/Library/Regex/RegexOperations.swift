/// What `re` does with a pattern and a text.
enum RegexOperations {
  static func match(
    _ machine: Machine, _ function: String, _ program: RegexProgram, _ text: Value,
    _ kind: RegexMatcher.Kind
  ) -> Value {
    guard let string = Arguments.string(machine, function, "text", text) else { return .failed }
    var matcher = RegexMatcher(program, string, machine)
    guard let captures = matcher.match(from: 0, kind) else {
      return machine.evaluator.hasFailed ? .failed : .none
    }
    return self.match(program, captures, matcher.text, machine)
  }

  /// A match as a value, which keeps what it matched; `.failed` after an error was recorded.
  private static func match(
    _ program: RegexProgram, _ captures: [Int], _ text: RegexText, _ machine: Machine
  ) -> Value {
    let match = RegexMatchObject(program, captures, in: text)
    guard machine.charge(bytes: match.footprint) else { return .failed }
    return machine.heap.host(match, footprint: match.footprint)
  }

  /// Calls a function with the captures of each match, none of which overlap, until it answers false.
  ///
  /// An empty match may follow another match, but not another empty one at the same place.
  private static func forEach(
    _ matcher: inout RegexMatcher, _ machine: Machine, _ body: ([Int]) -> Bool
  ) -> Bool {
    var (index, taken) = (0, -1)
    while machine.charge(),
      let captures = matcher.match(from: index, .search, emptyTaken: taken)
    {
      guard body(captures) else { break }
      index = captures[1]
      taken = captures[0] == index ? index : -1
    }
    return !machine.evaluator.hasFailed
  }

  private static func string(
    _ group: Int, _ captures: [Int], _ text: RegexText, _ machine: Machine
  ) -> Value {
    let start = max(0, captures[group * 2])
    return machine.heap.string(text.bytes + start, count: max(0, captures[group * 2 + 1] - start))
  }

  static func findAll(
    _ machine: Machine, _ function: String, _ program: RegexProgram, _ arguments: Values
  ) -> Value {
    guard let text = Arguments.string(machine, function, "text", arguments[0]) else {
      return .failed
    }
    let list = machine.heap.list()
    var matcher = RegexMatcher(program, text, machine)
    let source = matcher.text
    let isComplete = forEach(&matcher, machine) { captures in
      let value: Value
      if program.groupCount <= 2 {
        value = string(program.groupCount - 1, captures, source, machine)
      } else {
        value = machine.heap.tuple(
          (1..<program.groupCount).map { string($0, captures, source, machine) })
      }
      return Lists.append(machine, list, value)
    }
    return isComplete ? Value(list.object) : .failed
  }

  static func split(
    _ machine: Machine, _ function: String, _ program: RegexProgram, _ arguments: Values
  ) -> Value {
    guard let text = Arguments.string(machine, function, "text", arguments[0]),
      let limit = arguments[1].isUnbound
        ? 0 : Arguments.int(machine, function, "maxsplit", arguments[1])
    else { return .failed }
    let list = machine.heap.list()
    var matcher = RegexMatcher(program, text, machine)
    let source = matcher.text
    var (start, count) = (0, 0)
    let isComplete = forEach(&matcher, machine) { captures in
      if limit > 0 && count == limit { return false }
      count += 1
      let part = machine.heap.string(source.bytes + start, count: captures[0] - start)
      start = captures[1]
      guard Lists.append(machine, list, part) else { return false }
      for group in 1..<max(1, program.groupCount) {
        let value =
          captures[group * 2] < 0 ? Value.none : string(group, captures, source, machine)
        guard Lists.append(machine, list, value) else { return false }
      }
      return true
    }
    guard isComplete else { return .failed }
    let rest = machine.heap.uninitializedString(count: source.count - start)
    guard machine.copy(source.bytes + start, to: rest.bytes, count: rest.count),
      Lists.append(machine, list, Value(rest.object))
    else { return .failed }
    return Value(list.object)
  }

  // MARK: Replacing

  static func substitute(
    _ machine: Machine, _ function: String, _ program: RegexProgram, _ arguments: Values
  ) -> Value {
    let replacement = arguments[0]
    guard let string = Arguments.string(machine, function, "text", arguments[1]),
      let limit = arguments[2].isUnbound
        ? 0 : Arguments.int(machine, function, "count", arguments[2])
    else { return .failed }
    var template: RegexTemplate?
    if replacement.isObject(.string) {
      template = RegexTemplate(StringObject(replacement.object), program, function, machine)
      guard template != nil else { return .failed }
    } else {
      guard Arguments.callable(machine, function, "replacement", replacement) else {
        return .failed
      }
    }
    var text = TextBuffer(machine, capacity: string.count)
    var matcher = RegexMatcher(program, string, machine)
    let source = matcher.text
    var (start, count) = (0, 0)
    let isComplete = forEach(&matcher, machine) { captures in
      if limit > 0 && count == limit { return false }
      count += 1
      text.append(source.bytes + start, count: captures[0] - start)
      start = captures[1]
      if let template {
        template.append(captures, source, into: &text)
        return !text.isFull
      }
      let match = self.match(program, captures, source, machine)
      guard !match.isFailed else { return false }
      let result = machine.call(replacement, match)
      guard !result.isFailed else { return false }
      guard let string = Arguments.string(machine, function, "replacement", result) else {
        return false
      }
      text.append(string)
      return !text.isFull
    }
    guard isComplete else { return .failed }
    text.append(source.bytes + start, count: source.count - start)
    return text.string(in: machine)
  }
}

/// What a match is replaced by: text with places for groups.
struct RegexTemplate {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }

  private var parts: [Part] = []

  /// Reads `\1`, `\g<name>` and `\\`; nil after an error was recorded.
  init?(_ string: StringObject, _ program: RegexProgram, _ function: String, _ machine: Machine) {
    guard machine.charge(string.count >> 3) else { return nil }
    var scalars = string.text.unicodeScalars[...]
    var plain: [UInt8] = []
    while let scalar = scalars.popFirst() {
      guard scalar == "\\" else {
        plain += Array(scalar.utf8)
        continue
      }
      guard let letter = scalars.popFirst() else {
        machine.fail("\(function): the replacement ends with `\\`")
        return nil
      }
      if letter == "\\" || letter == "n" || letter == "t" {
        plain.append(letter == "\\" ? 0x5C : letter == "n" ? 0x0A : 0x09)
        continue
      }
      guard let group = RegexTemplate.group(letter, &scalars, program) else {
        machine.fail(
          "\(function): bad replacement \(machine.shortText(Value(string.object))): want \\1 to "
            + "\\\(program.groupCount - 1), \\g<name> or \\\\ after a backslash")
        return nil
      }
      parts.append(.text(plain))
      plain = []
      parts.append(.group(group))
    }
    parts.append(.text(plain))
  }

  private static func group(
    _ letter: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView, _ program: RegexProgram
  ) -> Int? {
    var name = ""
    if letter == "g" {
      guard rest.popFirst() == "<" else { return nil }
      while let scalar = rest.popFirst(), scalar != ">" { name.unicodeScalars.append(scalar) }
    } else {
      name.unicodeScalars.append(letter)
      while name.count < 2, let scalar = rest.first, "0"..."9" ~= scalar {
        name.unicodeScalars.append(scalar)
        rest.removeFirst()
      }
    }
    let group = Int(name) ?? program.group(named: name)
    return group.flatMap { (0..<program.groupCount).contains($0) ? $0 : nil }
  }

  func append(_ captures: [Int], _ source: RegexText, into text: inout TextBuffer) {
    for part in parts {
      switch part {
      case .text(let bytes): text.append(contentsOf: bytes)
      case .group(let group):
        guard captures[group * 2] >= 0 else { continue }
        text.append(
          source.bytes + captures[group * 2],
          count: captures[group * 2 + 1] - captures[group * 2])
      }
    }
  }
}
