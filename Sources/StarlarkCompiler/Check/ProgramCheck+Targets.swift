import StarlarkSyntax

// What is assigned to, and what loops take apart.
extension ProgramCheck {
  /// Reports an element of what cannot be changed, or an attribute.
  mutating func checkItemAssignment(_ target: Expression) {
    switch target.kind {
    case .index(let container, _):
      let value = quietly(container)
      if let type = frozenType(container, value), type != "set" {
        let change = type == "dict" ? "insert into" : "assign to element of"
        report("cannot \(change) frozen \(type)", at: container.span)
        return
      }
      guard let type = environment.listType(of: value) ?? value.typeName,
        ["tuple", "string", "bytes", "range"].contains(type)
          || environment.attributeTypes.contains(type) || environment.listType(of: value) != nil
      else { return }
      report(
        CheckMessage.noItemAssignment(type == StaticValue.row ? "row" : type), at: container.span)
    case .attribute(let object, let name):
      let value = quietly(object)
      guard let type = environment.listType(of: value) ?? value.spokenType else { return }
      report(CheckMessage.noAttributeAssignment(type, name.name), at: name.span)
    default: break
    }
  }

  /// Checks what a loop takes apart: each element that is written out, else what is known of all.
  mutating func checkElements(of value: StaticValue, into target: Expression, at span: Span) {
    switch value {
    case .list(let elements), .tuple(let elements):
      let before = diagnostics.count
      for element in elements where diagnostics.count == before {
        checkUnpacking(element, into: target, at: target.span)
      }
    default: checkUnpacking(value.element, into: target, at: target.span)
    }
  }

  /// Tells of a loop over a dict that wants pairs, where the dict was made with keys that are none.
  mutating func checkPairs(_ iterable: Expression, _ value: StaticValue, into target: Expression) {
    guard case .tuple = target.kind, value.typeName == "dict",
      case .identifier(let name) = iterable.kind, let key = key(of: name, in: functions),
      let bindings = bindings[key], bindings.count == 1, case .value(let made) = bindings[0].kind
    else { return }
    guard let type = keyType(of: made, key, bindings[0].functions),
      BasicTypes.single.contains(type)
    else { return }
    warn(
      CheckMessage.notUnpacked(type), hint: "`\(name.name).items()` gives keys with their values",
      at: target.span)
  }

  /// The type of all keys of a dict, as far as the text shows what is put into it.
  private mutating func keyType(
    of made: Expression, _ variable: VariableKey, _ around: [Function]
  ) -> String? {
    var keys: [(Expression, [Function])] = []
    switch made.kind {
    case .dict(let entries): keys = entries.map { ($0.key, around) }
    case .comprehension(let comprehension):
      guard case .entry(let entry) = comprehension.body else { return nil }
      keys = [(entry.key, around)]
    default: return silently(in: around) { $0.check(made) }.element.typeName
    }
    if filled.contains(variable) {
      guard let more = filledKeys[variable] else { return nil }
      keys += more
    }
    let types = keys.map { key, around in silently(in: around) { $0.check(key) }.likely.typeName }
    guard let first = types.first, types.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  mutating func walkAssignment(
    _ target: Expression, _ type: TypeExpression?, _ value: Expression
  ) {
    let found = check(value)
    if let type, let wanted = resolution.types[type.span], case .identifier(let name) = target.kind
    {
      walk(type)
      if found.conflicts(with: wanted), let got = found.typeName {
        report(
          CheckMessage.variable(name.name, got: got, want: "\(wanted)"), at: value.span)
      }
    }
    checkUnpacking(found, into: target, at: value.span)
    walkTarget(target)
  }

  private mutating func checkUnpacking(_ value: StaticValue, into target: Expression, at span: Span)
  {
    let targets: [Expression]
    switch target.kind {
    case .tuple(let elements), .list(let elements): targets = elements
    default: return
    }
    if case .assumed = value {
      return assuming([value]) { $0.checkUnpacking(value.likely, into: target, at: span) }
    }
    if let type = value.typeName, BasicTypes.single.contains(type) {
      return report(CheckMessage.notUnpacked(type), at: span)
    }
    switch value {
    case .tuple(let elements), .list(let elements):
      if elements.count != targets.count {
        report(CheckMessage.unpacked(elements.count, into: targets.count), at: span)
      }
    case .typed(.tuple(let types)):
      if types.count != targets.count {
        report(CheckMessage.unpacked(types.count, into: targets.count), at: span)
      }
    default: break
    }
  }

  /// Walks the expressions in a target; the names that it binds are not read.
  mutating func walkTarget(_ target: Expression) {
    switch target.kind {
    case .identifier: break
    case .tuple(let elements), .list(let elements):
      for element in elements { walkTarget(element) }
    case .index(let container, let index):
      let container = check(container)
      checkKey(check(index), of: container, at: index.span)
      checkItemAssignment(target)
    case .attribute(let object, _):
      _ = check(object)
      checkItemAssignment(target)
    default: _ = check(target)
    }
  }
}
