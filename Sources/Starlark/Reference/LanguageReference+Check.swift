package import StarlarkCompiler
package import StarlarkSyntax

extension LanguageReference {
  /// What the functions of the language want of their arguments, in their own words.
  package static let rule = LanguageRule(
    wanted: Dictionary(
      uniqueKeysWithValues: RegexModule.functions.map { ("\($0.signature.name).pattern", "string") }
    ).merging([
      "abs.x": "int or float", "bytes.x": "string, bytes, or iterable of ints",
      "string.split.sep": "string", "string.split.maxsplit": "int",
      "string.rsplit.sep": "string", "string.rsplit.maxsplit": "int",
      "string.startswith.prefix": "string or tuple of strings",
      "string.endswith.suffix": "string or tuple of strings",
      "re.sub.replacement": "callable", "re.pattern.sub.replacement": "callable",
      "time.parse_duration.text": "string",
    ]) { $1 },
    spoken: [
      "range.start_or_stop": "start", "time.time.format": "time.format",
      "time.time.in_location": "time.in_location",
    ], faults: faults, dataFaults: dataFaults)

  /// What is wrong with texts that are written out and stand for no value, in the words of a run.
  private static let dataFaults: [String: @Sendable ([BoundArgument]) -> String?] = [
    "int": { arguments in
      var base = 10
      if arguments.count > 1 {
        guard case .int(let given) = arguments[1].value else { return nil }
        base = given
      }
      guard case .string(let text) = arguments[0].value, isNoInteger(text, base) else { return nil }
      return "int: invalid literal with base \(base): \(text.isEmpty ? "empty string" : text)"
    },
    "float": { arguments in
      guard case .string(let text)? = arguments.first?.value, isNoNumber(text) else { return nil }
      return "float: invalid float literal: \(text.isEmpty ? "empty string" : text)"
    },
    "json.decode": { arguments in
      guard arguments.count == 1, case .string(let text)? = arguments.first?.value,
        text.utf8.count <= 65_536
      else { return nil }
      return JSONModule.fault(in: text)
    },
    "time.parse_duration": { arguments in
      guard case .string(let text)? = arguments.first?.value, Durations.parse(text) == nil,
        let shown = arguments[0].value.text
      else { return nil }
      return "time.parse_duration: invalid duration \(shown), "
        + "want numbers with units, such as 1h30m or 250ms"
    },
  ]

  /// Whether a text has a character that no integer of a base has.
  private static func isNoInteger(_ text: String, _ base: Int) -> Bool {
    guard (2...36).contains(base), text.utf8.count <= 80 else { return false }
    let digits = text.drop { $0 == "+" || $0 == "-" }
    guard !digits.isEmpty else { return true }
    return digits.lowercased().contains { letter in
      guard letter.isASCII, letter.isLetter || letter.isNumber else { return true }
      // A prefix such as 0x is allowed where it is that of the base.
      return base <= 16 && !"xob".contains(letter) && (letter.hexDigitValue ?? 16) >= base
    }
  }

  /// Whether a text has a character that no number has.
  private static func isNoNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 80 else { return false }
    let word = text.lowercased().drop { $0 == "+" || $0 == "-" }
    if ["inf", "infinity", "nan"].contains(word) { return false }
    return !word.contains(where: \.isNumber)
      || word.contains { !($0.isASCII && $0.isNumber) && !"+-.e".contains($0) }
  }

  /// What is wrong with values that are written out, in the words of a run.
  private static let faults: [String: @Sendable (StaticValue) -> String?] = {
    var faults: [String: @Sendable (StaticValue) -> String?] = [
      "range.step": {
        if case .int(0) = $0 { "range: step argument must not be zero" } else { nil }
      },
      "int.x": { value in
        guard let type = value.typeName,
          ["NoneType", "list", "tuple", "dict", "set", "function"].contains(type)
        else { return nil }
        return "int: cannot convert \(type) to int"
      },
      "string.join.elements": { value in
        guard case .list(let elements) = value else { return nil }
        for (index, element) in elements.enumerated() {
          guard let type = element.typeName, type != "string" else { continue }
          return "string.join: in list, want string, got \(type), at index \(index)"
        }
        return nil
      },
      "len.x": { value in
        guard let type = value.typeName, Self.withoutLength.contains(type) else { return nil }
        return "\(type) has no length"
      },
    ]
    for name in ["start", "end", "span"] {
      faults["re.match.\(name).group"] = { value in
        guard let type = value.typeName, type != "int", type != "string" else { return nil }
        return "re.match: group: got \(type), want int or string"
      }
    }
    for function in RegexModule.functions.map(\.signature)
    where function.parameters.contains(where: { $0.name == "pattern" }) {
      faults["\(function.name).pattern"] = { value in
        guard case .string(let pattern) = value, let text = value.text else { return nil }
        do throws(RegexError) {
          _ = try RegexProgram.of(pattern)
          return nil
        } catch {
          return "\(function.name): bad pattern \(text): \(error.message), "
            + "at character \(error.offset)"
        }
      }
    }
    return faults
  }()

  private static let withoutLength: Set<String> = [
    "NoneType", "bool", "int", "float", "function", "builtin_function_or_method",
  ]

  /// What the checker knows of the language.
  package static func checkEnvironment(_ dialect: Dialect) -> CheckEnvironment {
    var environment = CheckEnvironment()
    for signature in universe where signature.name != "set" || dialect.contains(.set) {
      environment.names[signature.name] = .function(KnownFunction(signature, rule: rule))
    }
    for type in types {
      environment.types[type.name] = members(type.methods, type.fields)
    }
    guard dialect.contains(.library) else { return environment }
    for name in ["csv.read", "csv.parse"] {
      environment.usualResults[name] = .typed(.list(.named(StaticValue.row)))
    }
    environment.fieldTypes[StaticValue.row] = ([:], .string)
    environment.attributeTypes = [StaticValue.row, "struct", "record"]
    for signature in library {
      environment.names[signature.name] = .function(KnownFunction(signature, rule: rule))
    }
    for module in modules {
      environment.names[module.name] = .module(
        name: module.name, members: members(module.functions, module.constants))
    }
    return environment
  }

  private static func members(
    _ functions: [Signature], _ values: [Member]
  ) -> [String: StaticValue] {
    var members: [String: StaticValue] = [:]
    for signature in functions {
      let name = signature.name.split(separator: ".").last.map(String.init) ?? signature.name
      members[name] = .function(KnownFunction(signature, rule: rule))
    }
    for value in values { members[value.name] = .of(value.type) }
    return members
  }
}
