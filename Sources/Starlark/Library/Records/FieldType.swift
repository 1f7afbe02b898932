import StarlarkCompiler

/// The type of a record's field as a script gives it.
enum FieldType {
  private static let functions: [String: String] = [
    "bool": "bool", "bytes": "bytes", "dict": "dict", "float": "float", "int": "int",
    "list": "list", "range": "range", "set": "set", "str": "string", "tuple": "tuple",
  ]

  /// The name of the type that a built-in function stands for.
  private static func name(of value: Value) -> String? {
    value.isObject(.builtin) ? functions[BuiltinObject(value.object).native.signature.name] : nil
  }

  private static func alternatives(of value: Value) -> [Value]? {
    if value.isObject(.list) {
      let list = ListObject(value.object)
      return (0..<list.count).map { list[$0] }
    }
    guard value.isObject(.tuple) else { return nil }
    let tuple = TupleObject(value.object)
    return (0..<tuple.count).map { tuple[$0] }
  }

  /// Whether a value stands for a type; an error is recorded if not.
  static func check(
    _ machine: Machine, _ function: String, _ parameter: String, _ type: Value
  ) -> Bool {
    let types = alternatives(of: type) ?? [type]
    for type in types {
      if type.isNone || type.isObject(.recordType) || name(of: type) != nil { continue }
      if type.isObject(.string) {
        let text = StringObject(type.object).text
        if TypeText.parse(text) != nil { continue }
        machine.fail("\(function): parameter `\(parameter)`: \"\(text)\" is not a type")
        return false
      }
      Arguments.fail(
        machine, function, parameter, got: type,
        want: "a type: int, str, a record type, None, or a string such as \"list[str]\"")
      return false
    }
    return !types.isEmpty
      || !Arguments.fail(
        machine, function, parameter, got: type, want: "at least one type"
      ).isFailed
  }

  /// Whether a value is of a type.
  static func accepts(_ machine: Machine, _ value: Value, _ type: Value) -> Bool {
    if let name = name(of: type) { return machine.typeName(value) == name }
    if type.isNone { return value.isNone }
    if type.isObject(.recordType) {
      return value.isObject(.structure)
        && StructureObject(value.object).shape.object
          == RecordTypeObject(type.object).shape.object
    }
    if let types = alternatives(of: type) {
      return types.contains { accepts(machine, value, $0) }
    }
    guard type.isObject(.string), let parsed = TypeText.parse(StringObject(type.object).text) else {
      return false
    }
    return machine.matches(value, parsed, Globals())
  }

  /// The type as a message shows it.
  static func text(_ machine: Machine, _ type: Value) -> String {
    if let name = name(of: type) { return name }
    if type.isNone { return "None" }
    if type.isObject(.string) { return StringObject(type.object).text }
    if let types = alternatives(of: type) {
      return types.map { text(machine, $0) }.joined(separator: " or ")
    }
    return "record"
  }
}

/// Reads an annotation that a string holds: `list[str] | None`.
struct TypeText {
  private var rest: Substring
  private var depth = 0

  static func parse(_ text: String) -> TypeDescriptor? {
    var parser = TypeText(rest: text[...])
    guard let type = parser.union() else { return nil }
    parser.skipSpace()
    return parser.rest.isEmpty ? type : nil
  }

  private init(rest: Substring) {
    self.rest = rest
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == " " }
  }

  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func union() -> TypeDescriptor? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 20, let first = single() else { return nil }
    var types = [first]
    while skip("|") {
      guard let next = single() else { return nil }
      types.append(next)
    }
    return types.count == 1 ? first : .union(types)
  }

  private mutating func single() -> TypeDescriptor? {
    skipSpace()
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    rest = rest.dropFirst(name.count)
    var arguments: [TypeDescriptor] = []
    if skip("[") {
      repeat {
        guard let argument = union() else { return nil }
        arguments.append(argument)
      } while skip(",")
      guard skip("]") else { return nil }
    }
    return type(String(name), arguments)
  }

  private func type(_ name: String, _ arguments: [TypeDescriptor]) -> TypeDescriptor? {
    switch (name, arguments.count) {
    case ("", _): nil
    case ("Any", 0): .any
    case ("None", 0): TypeDescriptor.none
    case ("str", 0): .string
    case ("Callable", 0): .callable
    case ("Iterable", 0): .iterable(.any)
    case ("Iterable", 1): .iterable(arguments[0])
    case ("list", 1): .list(arguments[0])
    case ("set", 1): .set(arguments[0])
    case ("dict", 2): .dict(arguments[0], arguments[1])
    case ("tuple", 1...): .tuple(arguments)
    case (_, 0): .named(name)
    default: nil
    }
  }
}
