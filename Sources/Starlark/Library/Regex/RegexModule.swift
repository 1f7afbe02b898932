import StarlarkCompiler

/// The module `re`: regular expressions of RE2's syntax, matched in linear time.
enum RegexModule {
  static let functions = [compile, escape] + methodNames.map { function($0) }

  /// The methods of compiled patterns.
  static let methods = methodNames.map { method($0) }

  /// A pattern that is compiled already is one too.
  private static let patternType = TypeDescriptor.union([.string, .named("re.pattern")])

  private static let compile = NativeFunction(
    Signature(
      "re.compile", [.positional("pattern", patternType)], result: .named("re.pattern"),
      documentation:
        "A pattern whose methods are the functions of this module without their first parameter.")
  ) { machine, arguments in
    guard let program = program(machine, "re.compile", arguments[0]) else { return .failed }
    let pattern = RegexObject(program)
    return machine.heap.host(pattern, footprint: pattern.footprint)
  }

  private static let escape = NativeFunction(
    Signature(
      "re.escape", [.positional("text", .string)], result: .string,
      documentation: "The pattern that matches a text and nothing else.")
  ) { machine, arguments in
    guard let string = Arguments.string(machine, "re.escape", "text", arguments[0]) else {
      return .failed
    }
    var text = TextBuffer(machine, capacity: string.count)
    var pace = Pace(machine)
    for index in 0..<string.count {
      guard pace.goesOn(at: index) else { return .failed }
      let byte = string.bytes[index]
      if "\\.+*?()|[]{}^$-".utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
      text.append(byte)
    }
    return text.string(in: machine)
  }

  // MARK: Functions and methods of one body

  private typealias Body = @Sendable (Machine, String, RegexProgram, Values) -> Value

  private struct Description {
    let name: String
    let parameters: [Signature.Parameter]
    let result: TypeDescriptor
    let documentation: String
    let body: Body
  }

  private static let text = Signature.Parameter.positional("text", .string)
  private static let match = TypeDescriptor.union([.named("re.match"), .none])

  private static let methodNames: [Description] = [
    Description(
      name: "findall", parameters: [text], result: .list(.any),
      documentation:
        "A list of all matches: strings, or the group if there is one, or tuples of all groups.",
      body: RegexOperations.findAll),
    Description(
      name: "fullmatch", parameters: [text], result: match,
      documentation: "The match of the whole text, or None."
    ) { RegexOperations.match($0, $1, $2, $3[0], .whole) },
    Description(
      name: "match", parameters: [text], result: match,
      documentation: "The match at the beginning of the text, or None."
    ) { RegexOperations.match($0, $1, $2, $3[0], .prefix) },
    Description(
      name: "search", parameters: [text], result: match,
      documentation: "The first match in the text, or None."
    ) { RegexOperations.match($0, $1, $2, $3[0], .search) },
    Description(
      name: "split", parameters: [text, .init("maxsplit", type: .int, defaultText: "0")],
      result: .list(.any),
      documentation: "The parts of the text between matches, with the groups of the matches.",
      body: RegexOperations.split),
    Description(
      name: "sub",
      parameters: [
        .positional("replacement", .union([.string, .callable])), text,
        .init("count", type: .int, defaultText: "0"),
      ], result: .string,
      documentation:
        "The text with matches replaced, at most count if that is not 0, by a string in which \\1 "
        + "and \\g<name> stand for groups, or by what a function gives for a match.",
      body: RegexOperations.substitute),
  ]

  private static func function(_ description: Description) -> NativeFunction {
    let name = "re.\(description.name)"
    return NativeFunction(
      Signature(
        name, [.positional("pattern", patternType)] + description.parameters,
        result: description.result, documentation: description.documentation)
    ) { machine, arguments in
      guard let program = program(machine, name, arguments[0]) else { return .failed }
      return description.body(machine, name, program, arguments + 1)
    }
  }

  private static func method(_ description: Description) -> NativeFunction {
    let name = "re.pattern.\(description.name)"
    return NativeFunction(
      Signature(
        name, description.parameters, result: description.result,
        documentation: description.documentation)
    ) { machine, arguments in
      guard let pattern = machine.hostObject(arguments[-2]) as? RegexObject else {
        return machine.fail(EvaluationFailure(.internal, "\(name): no pattern as receiver"))
      }
      return description.body(machine, name, pattern.program, arguments)
    }
  }

  private static func program(
    _ machine: Machine, _ function: String, _ value: Value
  ) -> RegexProgram? {
    if let pattern = machine.hostObject(value) as? RegexObject { return pattern.program }
    guard let pattern = Arguments.string(machine, function, "pattern", value),
      machine.charge(pattern.count)
    else { return nil }
    do throws(RegexError) {
      guard pattern.count <= RegexProgram.longestPattern else {
        throw RegexError(
          message: "pattern too large: \(pattern.count) bytes, at most "
            + "\(RegexProgram.longestPattern) are read", offset: 0)
      }
      return try RegexProgram.of(pattern.text)
    } catch {
      machine.fail(
        "\(function): bad pattern \(machine.shortText(value)): \(error.message), "
          + "at character \(error.offset)")
      return nil
    }
  }

  // MARK: Methods of matches

  private static let group = Signature.Parameter.optional(
    "group", .union([.int, .string]), default: "0")

  static let matchMethods = [
    matchMethod("end", [group], .int, "Where a group ends; -1 if it took no part.") {
      $0.span($3).end.value
    },
    NativeFunction(
      Signature(
        "re.match.group", [.rest("groups")],
        documentation:
          "The string that the match, or a group by number or name, matched; a tuple for several."),
      body: groupStrings),
    NativeFunction(
      Signature(
        "re.match.groupdict", [.optional("default", default: "None")], result: .dict(.string, .any),
        documentation: "A dict of the strings that the named groups matched.")
    ) { machine, arguments in
      withMatch(machine, arguments) { match in
        let dict = machine.heap.dict()
        for index in 1..<max(1, match.groupCount) {
          guard let name = match.name(of: index) else { continue }
          let key = machine.heap.string(name)
          dict.set(
            key, hash: StringObject(key.object).hash,
            to: string(match, index, arguments[0], machine), heap: machine.heap)
        }
        return Value(dict.object)
      }
    },
    NativeFunction(
      Signature(
        "re.match.groups", [.optional("default", default: "None")],
        result: .homogeneousTuple(.any),
        documentation: "A tuple of the strings that the groups matched.")
    ) { machine, arguments in
      withMatch(machine, arguments) { match in
        machine.heap.tuple(
          (1..<max(1, match.groupCount)).map { string(match, $0, arguments[0], machine) })
      }
    },
    matchMethod("span", [group], .tuple([.int, .int]), "Where a group starts and ends.") {
      let (start, end) = $0.span($3)
      return $1.heap.tuple([start.value, end.value])
    },
    matchMethod("start", [group], .int, "Where a group starts; -1 if it took no part.") {
      $0.span($3).start.value
    },
  ]

  private static func withMatch(
    _ machine: Machine, _ arguments: Values, _ body: (RegexMatchObject) -> Value
  ) -> Value {
    guard let match = machine.hostObject(arguments[-2]) as? RegexMatchObject else {
      return machine.fail(EvaluationFailure(.internal, "re.match: no match as receiver"))
    }
    return body(match)
  }

  /// A method that takes one group.
  private static func matchMethod(
    _ name: String, _ parameters: [Signature.Parameter], _ result: TypeDescriptor,
    _ documentation: String,
    _ body: @escaping @Sendable (RegexMatchObject, Machine, Values, Int) -> Value
  ) -> NativeFunction {
    NativeFunction(
      Signature("re.match.\(name)", parameters, result: result, documentation: documentation)
    ) { machine, arguments in
      withMatch(machine, arguments) { match in
        let group = arguments[0].isUnbound ? 0 : match.number(of: arguments[0], machine)
        guard let group else { return .failed }
        return body(match, machine, arguments, group)
      }
    }
  }

  private static func groupStrings(_ machine: Machine, _ arguments: Values) -> Value {
    withMatch(machine, arguments) { match in
      let wanted = TupleObject(arguments[0].object)
      var strings: [Value] = []
      for index in 0..<wanted.count {
        guard machine.charge(), let group = match.number(of: wanted[index], machine) else {
          return .failed
        }
        strings.append(match.group(group, machine))
      }
      return strings.isEmpty
        ? match.group(0, machine) : strings.count == 1 ? strings[0] : machine.heap.tuple(strings)
    }
  }

  private static func string(
    _ match: RegexMatchObject, _ group: Int, _ missing: Value, _ machine: Machine
  ) -> Value {
    let string = match.group(group, machine)
    return string.isNone && !missing.isUnbound ? missing : string
  }
}

extension Int {
  fileprivate var value: Value { Value(small: self) }
}
