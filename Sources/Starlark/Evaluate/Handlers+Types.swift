import StarlarkCompiler

// Type annotations, checked where values enter: at calls, returns and annotated assignments.
extension Machine {
  @inline(__always)
  func checkParameter(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return check(r[w.a], against: w.constant, r) || failParameter(w.b, r[w.a], w.constant, r)
  }

  @inline(__always)
  func checkReturn(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return check(r[w.a], against: w.constant, r) || failReturn(r[w.a], w.constant, r)
  }

  @inline(__always)
  func checkVariable(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 2
    return check(r[w.a], against: w.constant, r)
      || failVariable(r[w.a], w.constant, Value(bits: w.word(2)))
  }

  @inline(never)
  private func check(_ value: Value, against type: Value, _ r: Values) -> Bool {
    let globals = FunctionObject(r[-2].object).code.program.globals
    return matches(value, DescriptorObject(type.object).content.type, globals)
  }

  private func typeText(_ type: Value) -> String {
    "\(DescriptorObject(type.object).content.type)"
  }

  @inline(never)
  private func failParameter(_ index: Int, _ value: Value, _ type: Value, _ r: Values) -> Bool {
    let function = FunctionObject(r[-2].object).code.description
    fail(
      "\(function.name): parameter `\(function.parameters[index].name)`: got \(typeName(value)), want \(typeText(type))"
    )
    return false
  }

  @inline(never)
  private func failReturn(_ value: Value, _ type: Value, _ r: Values) -> Bool {
    let function = FunctionObject(r[-2].object).code.description
    fail("\(function.name): returns \(typeName(value)), want \(typeText(type))")
    return false
  }

  @inline(never)
  private func failVariable(_ value: Value, _ type: Value, _ name: Value) -> Bool {
    fail(
      "variable \(StringObject(name.object).text): got \(typeName(value)), want \(typeText(type))")
    return false
  }

  /// Whether a value is of a type.
  func matches(_ value: Value, _ type: TypeDescriptor, _ globals: Globals) -> Bool {
    switch type {
    case .any: return true
    case .none: return value.isNone
    case .named(let name): return typeName(value) == name
    case .callable:
      guard value.isObject else { return false }
      return [.function, .builtin, .boundMethod, .recordType].contains(value.object.kind)
    case .union(let types): return types.contains { matches(value, $0, globals) }
    case .global(let slot, _):
      let record = globals[slot]
      guard record.isObject(.recordType), value.isObject(.structure) else { return false }
      return StructureObject(value.object).shape.object
        == RecordTypeObject(record.object).shape.object
    case .iterable(let element):
      return isIterable(value) && allElements(of: value, element, globals)
    case .list(let element):
      return value.isObject(.list) && allElements(of: value, element, globals)
    case .set(let element):
      return value.isObject(.set) && allElements(of: value, element, globals)
    case .homogeneousTuple(let element):
      return value.isObject(.tuple) && allElements(of: value, element, globals)
    case .tuple(let types):
      guard value.isObject(.tuple) else { return false }
      let tuple = TupleObject(value.object)
      return tuple.count == types.count
        && types.indices.allSatisfy { matches(tuple[$0], types[$0], globals) }
    case .dict(let key, let element):
      guard value.isObject(.dict) else { return false }
      guard key != .any || element != .any else { return true }
      let table = TableObject(value.object)
      guard charge(table.used) else { return true }
      var position = 0
      while let place = table.position(from: position) {
        guard matches(table.key(at: place), key, globals),
          matches(table.value(at: place), element, globals)
        else { return false }
        position = place + 1
      }
      return true
    }
  }

  /// Whether all elements of a collection are of a type; what has no stored elements passes.
  private func allElements(of value: Value, _ type: TypeDescriptor, _ globals: Globals) -> Bool {
    guard type != .any else { return true }
    var all = true
    _ = iterate(value) { element in
      all = matches(element, type, globals)
      return all
    }
    return all
  }
}
