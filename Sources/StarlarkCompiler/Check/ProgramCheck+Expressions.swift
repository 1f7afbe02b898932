import StarlarkSyntax

extension ProgramCheck {
  /// Checks an expression and works out its value.
  mutating func check(_ expression: Expression) -> StaticValue {
    guard pace.goesOn() else { return .unknown }
    switch expression.kind {
    case .identifier(let identifier): return value(of: identifier)
    case .int(let number): return .int(number)
    case .bigInt: return .typed(.int)
    case .float(let number): return .float(number)
    case .string(let bytes):
      return String(validating: bytes, as: UTF8.self).map { .string($0) } ?? .typed(.string)
    case .bytes: return .typed(.bytes)
    case .formatted(let parts):
      for case .value(let value, let conversion, let format) in parts {
        let shown = check(value)
        assuming([shown]) { $0.checkField(shown.likely, conversion, format, at: value.span) }
        for expression in format?.expressions ?? [] { _ = check(expression) }
      }
      return .typed(.string)
    case .list(let elements): return .list(elements.map { check($0) })
    case .tuple(let elements): return .tuple(elements.map { check($0) })
    case .dict(let entries): return checkDict(entries)
    case .comprehension(let comprehension): return checkComprehension(comprehension)
    case .unary(let operation, let operand):
      let value = check(operand)
      if operation == .not { checkTruth(value, of: operand) }
      return checkUnary(operation, value, operand.span)
    case .binary: return checkChain(expression)
    case .conditional(let condition, let then, let otherwise):
      return checkConditional(condition, then, otherwise)
    case .call(let callee, let arguments): return checkCall(callee, arguments, expression.span)
    case .attribute(let object, let name): return attribute(name, of: check(object))
    case .index(let container, let index): return checkIndex(container, index)
    case .slice(let object, let lower, let upper, let step):
      let value = check(object)
      for case .some(let part) in [lower, upper, step] { _ = check(part) }
      return .of(value.type.sliced)
    case .lambda(let function):
      walk(function)
      return .function(known(function))
    }
  }

  /// The value of an expression that is checked elsewhere.
  mutating func quietly(_ expression: Expression) -> StaticValue {
    silence += 1
    defer { silence -= 1 }
    return check(expression)
  }

  /// The variables that a condition depends on.
  ///
  /// An attribute says nothing of what kind of value has it.
  func variables(in condition: Expression) -> Set<VariableKey> {
    var keys: Set<VariableKey> = []
    SyntaxWalker.walk([.expression(condition)]) { node in
      if case .expression(let part) = node, case .attribute(let object, _) = part.kind,
        case .identifier = object.kind
      {
        return .skip
      }
      if case .identifier(let identifier, .variable) = node,
        let key = key(of: identifier, in: functions)
      {
        keys.insert(key)
      }
      return .descend
    }
    return keys
  }

  /// Runs something where a condition holds, or does not.
  mutating func under<Result>(
    _ condition: Expression, _ body: (inout ProgramCheck) -> Result
  ) -> Result {
    let outer = tested
    tested.formUnion(variables(in: condition))
    defer { tested = outer }
    return body(&self)
  }

  private mutating func checkConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression
  ) -> StaticValue {
    checkTruth(check(condition), of: condition)
    let (first, second) = under(condition) { ($0.check(then), $0.check(otherwise)) }
    return .of(first.type.joined(with: second.type))
  }

  // MARK: Containers

  private mutating func checkDict(_ entries: [DictEntry]) -> StaticValue {
    var seen: Set<String> = []
    var values: [(key: StaticValue, value: StaticValue)] = []
    for entry in entries {
      let key = check(entry.key)
      checkHashable(key, at: entry.key.span)
      switch key {
      case .string, .int, .bool, .none:
        if let text = key.text, !seen.insert(text).inserted {
          report(CheckMessage.duplicateKey(text), at: entry.key.span)
        }
      default: break
      }
      values.append((key, check(entry.value)))
    }
    return .dict(values)
  }

  private mutating func checkHashable(_ key: StaticValue, at span: Span) {
    guard let type = key.typeName, BasicTypes.unhashable.contains(type) else { return }
    report(CheckMessage.unhashable(type), at: span)
  }

  private mutating func checkComprehension(_ comprehension: Comprehension) -> StaticValue {
    let outer = tested
    defer { tested = outer }
    for clause in comprehension.clauses {
      switch clause {
      case .loop(let target, let iterable):
        let value = check(iterable)
        checkIterable(value, at: iterable.span)
        checkElements(of: value, into: target, at: iterable.span)
        checkPairs(iterable, value, into: target)
        walkTarget(target)
      case .condition(let condition):
        checkTruth(check(condition), of: condition)
        tested.formUnion(variables(in: condition))
      }
    }
    switch comprehension.body {
    case .element(let element): return .typed(.list(check(element).type))
    case .entry(let entry):
      let key = check(entry.key)
      checkHashable(key, at: entry.key.span)
      return .typed(.dict(key.type, check(entry.value).type))
    }
  }

  mutating func checkIterable(_ value: StaticValue, at span: Span) {
    if case .assumed = value {
      return assuming([value]) { $0.checkIterable(value.likely, at: span) }
    }
    guard let type = value.typeName,
      BasicTypes.single.contains(type) || environment.attributeTypes.contains(type)
    else { return }
    report(
      CheckMessage.notIterable(value.spokenType ?? type),
      hint: type == "string" ? "`.elems()` gives its characters" : nil, at: span)
  }

  private mutating func checkIndex(_ container: Expression, _ index: Expression) -> StaticValue {
    let value = check(container)
    let key = check(index)
    assuming([value, key]) {
      $0.checkKey(key.likely, of: value.likely, at: index.span, isRead: true)
    }
    checkPlace(key, of: value, at: index.span)
    switch value.type {
    case .string: return .typed(.string)
    case .list(let element), .homogeneousTuple(let element), .iterable(let element):
      return .of(element)
    case .dict(_, let element): return .of(element)
    case .tuple(let types):
      guard case .int(let number) = key, types.indices.contains(number) else { return .unknown }
      if case .tuple(let elements) = value { return elements[number] }
      return .of(types[number])
    default: return .unknown
    }
  }

  /// Checks `container[key]`, read or written.
  mutating func checkKey(
    _ key: StaticValue, of container: StaticValue, at span: Span, isRead: Bool = false
  ) {
    guard let keyType = key.typeName else { return }
    if let list = environment.listType(of: container) {
      if keyType != "int" { report(CheckMessage.index(list, got: keyType), at: span) }
      return
    }
    guard let type = container.typeName else { return }
    switch type {
    case "list", "tuple", "string", "bytes", "range":
      if keyType != "int" { report(CheckMessage.index(type, got: keyType), at: span) }
    case "dict": checkHashable(key, at: span)
    case "NoneType", "bool", "int", "float", "function", "builtin_function_or_method", "set":
      report(CheckMessage.notIndexed(type, keyType), at: span)
    case _ where isRead && environment.attributeTypes.contains(type):
      let name = if case .string(let text) = key, text.isName { text } else { String?.none }
      report(
        CheckMessage.notIndexed(container.spokenType ?? type, keyType),
        hint: name.map { "its attributes follow a dot: `.\($0)`" }, at: span)
    default: break
    }
  }

  /// Reports what a value that is written out surely does not have.
  private mutating func checkPlace(_ key: StaticValue, of container: StaticValue, at span: Span) {
    if case .dict(let entries) = container {
      // A float is the key that an int of its value is.
      if case .float = key { return }
      if case .int = key, entries.contains(where: { $0.key.typeName == "float" }) { return }
      guard let text = key.text,
        !entries.contains(where: { $0.key.text.map { $0 == text } ?? true })
      else { return }
      return report(CheckMessage.noKey(text), at: span)
    }
    guard case .int(let place) = key, let type = container.typeName else { return }
    let count: Int
    switch container {
    case .list(let elements), .tuple(let elements): count = elements.count
    case .string(let text): count = text.utf8.count
    default: return
    }
    if !(-count..<count).contains(place) {
      report(CheckMessage.beyond(type, place, count: count), at: span)
    }
  }

  /// Tells of a function that stands where its result is meant.
  mutating func checkTruth(_ value: StaticValue, of expression: Expression) {
    if case .none = value, case .call(let callee, _) = expression.kind {
      let name = file.source.text(of: callee.span)
      warn(CheckMessage.alwaysFalse(name), hint: CheckMessage.returnHint, at: expression.span)
    }
    guard case .function = value else { return }
    switch expression.kind {
    case .identifier, .attribute:
      let name = file.source.text(of: expression.span)
      warn(CheckMessage.alwaysTrue, hint: "`\(name)()` calls it", at: expression.span)
    default: break
    }
  }

  // MARK: Attributes

  mutating func attribute(_ name: Identifier, of value: StaticValue) -> StaticValue {
    if case .module(_, let members) = value {
      return member(name, of: members, "module")
    }
    if case .structure(let type, let fields) = value {
      if let field = fields[name.name] { return field }
      report(
        CheckMessage.noAttribute(type, name.name),
        hint: CheckMessage.suggestion(for: name.name, among: fields.keys)
          ?? CheckMessage.fields(fields.keys), at: name.span)
      return .unknown
    }
    if let list = environment.listType(of: value) {
      report(
        CheckMessage.noAttribute(list, name.name),
        hint: "it is a list: `for` goes over it, `[0]` is its first", at: name.span)
      return .unknown
    }
    if case .assumed = value { return assuming([value]) { $0.attribute(name, of: value.likely) } }
    // None has no attributes, so that only the rest of the type counts.
    let value = StaticValue.of(optional: value)
    guard let type = value.typeName else { return .unknown }
    if let fields = environment.fieldTypes[type] {
      return .of(fields.named[name.name] ?? fields.other)
    }
    if let members = environment.types[type] { return member(name, of: members, type) }
    // The service may give more than its reference says, but hardly what a script counts on.
    guard let usual = environment.openTypes[type] else { return .unknown }
    if let member = usual[name.name] { return member }
    warn(
      CheckMessage.noAttribute(type, name.name),
      hint: CheckMessage.suggestion(for: name.name, among: usual.keys)
        ?? CheckMessage.fields(usual.keys), at: name.span)
    return .unknown
  }

  private mutating func member(
    _ name: Identifier, of members: [String: StaticValue], _ type: String
  ) -> StaticValue {
    if let member = members[name.name] { return member }
    // What has attributes and little else tells of them.
    let isOfHost = environment.attributeTypes.contains(type) || type == "module"
    report(
      CheckMessage.noAttribute(type, name.name),
      hint: CheckMessage.suggestion(for: name.name, among: members.keys)
        ?? (isOfHost ? CheckMessage.fields(members.keys) : nil), at: name.span)
    return .unknown
  }
}

extension CheckEnvironment {
  /// The name of the type of a list of the service.
  func listType(of value: StaticValue) -> String? {
    guard case .typed(.iterable(.named(let item))) = value else { return nil }
    return listTypes[item]
  }
}

extension StaticValue {
  /// A value that may be missing, where it is there.
  fileprivate static func of(optional value: StaticValue) -> StaticValue {
    guard case .typed(let type) = value else { return value }
    return .of(type.withoutNone)
  }
}

extension String {
  /// Whether it could stand after a dot.
  fileprivate var isName: Bool {
    guard let first = utf8.first, !(48...57).contains(first) else { return false }
    return unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || (48...57).contains($0.value) || $0 == "_")
    }
  }
}

extension TypeDescriptor {
  /// The type of a slice.
  fileprivate var sliced: TypeDescriptor {
    switch self {
    case .string, .bytes, .list, .homogeneousTuple: self
    case .tuple: .homogeneousTuple(.any)
    // Of a list of the service, a list.
    case .iterable(.named(let item)): .list(.named(item))
    default: .any
    }
  }
}
