import HuaweiCloud
import Starlark
import StarlarkCompiler

// JSON as values of scripts, and back.

/// What tells shapes of objects apart.
struct ShapeKey: Hashable {
  let typeName: String
  let names: [String]
}

extension RunContext {
  /// The shape of objects of a type with these members, kept for the session.
  func shape(_ typeName: String, _ names: [String], _ heap: Heap) -> ShapeObject {
    let key = ShapeKey(typeName: typeName, names: names)
    if let known = shapes[key] { return known }
    let shape = heap.shape(typeName: typeName, names: names)
    _ = roots.keep(Value(shape.object))
    shapes[key] = shape
    return shape
  }

  /// An item of a list of the service.
  func object(_ item: JSON, _ typeName: String, _ machine: Machine) -> Value {
    guard case .object(let members) = item else { return value(item, machine) }
    let heap = machine.heap
    let structure = heap.structure(shape(typeName, members.names, heap))
    for (index, member) in members.enumerated() {
      structure.fields[index] = object(member.value, "struct", machine)
    }
    return Value(structure.object)
  }

  /// A value in which objects are dicts.
  func value(_ json: JSON, _ machine: Machine) -> Value {
    let heap = machine.heap
    switch json {
    case .null: return .none
    case .bool(let truth): return Value(truth)
    case .int(let number): return heap.int(number)
    case .bigInt(let digits):
      return heap.bigInt(isNegative: digits.hasPrefix("-"), magnitude: Self.limbs(digits))
    case .double(let number): return heap.double(number)
    case .string(let text): return heap.string(text)
    case .array(let items): return heap.list(items.map { value($0, machine) })
    case .object(let members):
      let table = heap.dict(capacity: members.count)
      for (name, member) in members {
        let key = heap.string(name)
        guard let hash = machine.hash(key) else { continue }
        table.set(key, hash: hash, to: value(member, machine), heap: heap)
      }
      return Value(table.object)
    }
  }
}

extension RunContext {
  /// The limbs of a decimal number, lowest first; its sign is skipped.
  private static func limbs(_ digits: String) -> [UInt64] {
    var limbs: [UInt64] = []
    for digit in digits.utf8 where digit != UInt8(ascii: "-") {
      var carry = UInt64(digit - UInt8(ascii: "0"))
      for index in limbs.indices {
        let (high, low) = limbs[index].multipliedFullWidth(by: 10)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        limbs[index] = sum
        carry = high + (overflow ? 1 : 0)
      }
      if carry > 0 { limbs.append(carry) }
    }
    return limbs
  }
}

extension ArgumentReader {
  /// How deep values may nest that are sent.
  private static let maximumDepth = 100

  /// A value as JSON: what JSON has, and structures as objects.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - name: The parameter that it is given for.
  ///   - secrets: Takes the secrets in it; where it is nil they are refused.
  ///   - depth: How deep it stands in others.
  /// - Returns: The value, in which names stand for secrets.
  /// - Throws: ``Recorded`` where JSON has nothing like it.
  func json(
    _ value: Value, _ name: String, gathering secrets: SecretGathering? = nil, depth: Int = 0
  ) throws(Recorded) -> JSON {
    guard depth < Self.maximumDepth else {
      throw fail(name, got: "values nested deeper than \(Self.maximumDepth)", want: "less")
    }
    if value.isNone { return .null }
    if value.isBool { return .bool(Value.same(value, .yes)) }
    if value.isSmallInt { return .int(value.smallInt) }
    switch machine.typeName(value) {
    case "float":
      guard let number = machine.toDouble(value), number.isFinite else {
        throw fail(name, got: machine.shortText(value), want: "a number that is finite")
      }
      return .double(number)
    case "int":
      let text = machine.repr(value)
      if text.isFailed { throw Recorded() }
      return .bigInt(digits: StringObject(text.object).text)
    case "string": return .string(try string(value, name))
    case "list", "tuple":
      var items: [JSON] = []
      for (index, element) in try elements(value).enumerated() {
        items.append(try json(element, at: .item(index), name, secrets, depth))
      }
      return .array(items)
    case "dict":
      var members = JSONObject()
      let table = TableObject(value.object)
      var position = 0
      while let place = table.position(from: position) {
        let key = table.key(at: place)
        guard key.isObject(.string) else {
          throw fail(
            name, got: "a dict with key \(machine.shortText(key))", want: "keys that are strings")
        }
        let member = try string(key, name)
        members[member] = try json(
          table.value(at: place), at: .member(member), name, secrets, depth)
        position = place + 1
      }
      return .object(members)
    default: return try structure(value, name, secrets, depth)
    }
  }

  /// A value within another one.
  private func json(
    _ value: Value, at step: CarriedSecret.Step, _ name: String, _ secrets: SecretGathering?,
    _ depth: Int
  ) throws(Recorded) -> JSON {
    guard let secrets else { return try json(value, name, depth: depth + 1) }
    return try secrets.at(step) { () throws(Recorded) in
      try json(value, name, gathering: secrets, depth: depth + 1)
    }
  }

  private func structure(
    _ value: Value, _ name: String, _ secrets: SecretGathering?, _ depth: Int
  ) throws(Recorded) -> JSON {
    if let secrets, let secret = machine.hostObject(value) as? SecretObject {
      return secrets.take(secret)
    }
    guard value.isObject(.structure) else {
      throw fail(
        name, got: "a \(machine.typeName(value))",
        want: "None, a bool, number, string, list, tuple, dict or struct")
    }
    let structure = StructureObject(value.object)
    var members = JSONObject()
    for index in 0..<structure.count {
      let key = StringObject(structure.shape.names[index].object).text
      members[key] = try json(structure.fields[index], at: .member(key), name, secrets, depth)
    }
    return .object(members)
  }
}
