package import StarlarkCompiler
package import StarlarkSyntax

extension LanguageReference {
  /// What the functions of the language want of their arguments, in their own words.
  package static let rule = LanguageRule(
    wanted: [
      "abs.x": "int or float", "bytes.x": "string, bytes, or iterable of ints",
      "string.split.sep": "string", "string.split.maxsplit": "int",
      "string.rsplit.sep": "string", "string.rsplit.maxsplit": "int",
      "string.startswith.prefix": "string or tuple of strings",
      "string.endswith.suffix": "string or tuple of strings",
      "re.sub.replacement": "callable", "re.pattern.sub.replacement": "callable",
      "time.parse_duration.text": "string",
    ],
    spoken: [
      "range.start_or_stop": "start", "time.time.format": "time.format",
      "time.time.in_location": "time.in_location",
    ], faults: faults)

  /// What is wrong with values that are written out, in the words of a run.
  private static let faults: [String: @Sendable (StaticValue) -> String?] = {
    var faults: [String: @Sendable (StaticValue) -> String?] = [
      "range.step": {
        if case .int(0) = $0 { "range: step argument must not be zero" } else { nil }
      },
      "len.x": { value in
        guard let type = value.typeName, Self.withoutLength.contains(type) else { return nil }
        return "\(type) has no length"
      },
    ]
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

  private static let withoutLength: Set<String> = ["NoneType", "bool", "int", "float", "function"]

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
