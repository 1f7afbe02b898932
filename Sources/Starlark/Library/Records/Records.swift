import StarlarkCompiler
import StarlarkSyntax

/// `record(name = type, …)`: types whose values have named fields of checked types.
enum Records {
  static let functions = [
    NativeFunction(
      Signature(
        "record", [.keywords("fields")], result: .named("record_type"),
        documentation:
          "A type whose values have these fields, each given by its type or by field(). A type is "
          + "int, str, another type function, a record type, None, a list of alternatives, or an "
          + "annotation as a string."),
      body: makeType),
    NativeFunction(
      Signature(
        "field", [.init("type"), .init("default", isOptional: true)], result: .named("field"),
        documentation:
          "A field of a record type: the type of its values, and the value if none is given."
      )
    ) { machine, arguments in
      guard FieldType.check(machine, "field", "type", arguments[0]) else { return .failed }
      let hasDefault = !arguments[1].isUnbound
      let shape = machine.heap.shape(
        typeName: "field", names: hasDefault ? ["default", "type"] : ["type"])
      let structure = machine.heap.structure(shape)
      structure.fields[0] = arguments[hasDefault ? 1 : 0]
      if hasDefault { structure.fields[1] = arguments[0] }
      return Value(structure.object)
    },
  ]

  /// Most fields of a record type.
  private static let mostFields = 1000

  private static func makeType(_ machine: Machine, _ arguments: Values) -> Value {
    let given = TableObject(arguments[0].object)
    let heap = machine.heap
    guard given.count <= mostFields else {
      return machine.fail("record: got \(given.count) fields, want at most \(mostFields)")
    }
    var (names, types, defaults): ([Value], [Value], [Value]) = ([], [], [])
    var position = 0
    while let place = given.position(from: position) {
      let name = StringObject(given.key(at: place).object)
      let (type, value) = parts(of: given.value(at: place), heap)
      guard machine.charge(), FieldType.check(machine, "record", name.text, type) else {
        return .failed
      }
      guard value.isUnbound || FieldType.accepts(machine, value, type) else {
        return fail(machine, "record: default of field", name, value, type)
      }
      names.append(heap.interned(name))
      types.append(type)
      defaults.append(value)
      position = place + 1
    }
    let record = RecordTypeObject(heap.allocate(.recordType, size: RecordTypeObject.size))
    record.shape = .none
    record.types = .none
    record.defaults = .none
    record.shape = Value(heap.shape(type: heap.intern("record"), names: names).object)
    record.types = heap.tuple(types)
    record.defaults = heap.tuple(defaults)
    return Value(record.object)
  }

  /// The type and the default of what stands for a field.
  private static func parts(of value: Value, _ heap: Heap) -> (type: Value, value: Value) {
    guard value.isObject(.structure) else { return (value, .unbound) }
    let structure = StructureObject(value.object)
    guard let type = structure.field(heap.intern("type")) else { return (value, .unbound) }
    return (type, structure.field(heap.intern("default")) ?? .unbound)
  }

  private static func fail(
    _ machine: Machine, _ what: String, _ name: StringObject, _ value: Value, _ type: Value
  ) -> Value {
    machine.fail(
      "\(what) `\(name.text)`: got \(machine.typeName(value)), want \(FieldType.text(machine, type))"
    )
  }

  // MARK: Instances

  /// Makes a record: the record type is the callee, in the place of a receiver.
  static let constructor = NativeFunction(
    Signature(
      "record", [.rest("args"), .keywords("fields")], result: .named("record"),
      documentation: "A record with these fields."),
    body: make)

  private static func make(_ machine: Machine, _ arguments: Values) -> Value {
    let type = RecordTypeObject(arguments[-2].object)
    let shape = ShapeObject(type.shape.object)
    let (types, defaults) = (TupleObject(type.types.object), TupleObject(type.defaults.object))
    let given = TableObject(arguments[1].object)
    guard TupleObject(arguments[0].object).count == 0 else {
      return machine.fail("record: takes its fields by name: \(names(of: shape))")
    }
    let record = machine.heap.structure(shape)
    var used = 0
    for index in 0..<shape.names.count {
      let name = StringObject(shape.names[index].object)
      let position = given.find(shape.names[index], hash: name.hash)
      guard position >= 0 else {
        guard !defaults[index].isUnbound else {
          return machine.fail("record: missing field `\(name.text)`")
        }
        record.fields[index] = defaults[index]
        continue
      }
      used += 1
      let value = given.value(at: position)
      guard machine.charge(), FieldType.accepts(machine, value, types[index]) else {
        return machine.evaluator.hasFailed
          ? .failed : fail(machine, "record: field", name, value, types[index])
      }
      record.fields[index] = value
    }
    return used == given.count
      ? Value(record.object) : failUnknown(machine, given, shape)
  }

  private static func failUnknown(
    _ machine: Machine, _ given: TableObject, _ shape: ShapeObject
  ) -> Value {
    for position in 0..<given.used where !given.key(at: position).isUnbound {
      let name = StringObject(given.key(at: position).object)
      let isKnown = (0..<shape.names.count).contains {
        StringObject.equal(StringObject(shape.names[$0].object), name)
      }
      if isKnown { continue }
      let candidates = (0..<shape.names.count).map { StringObject(shape.names[$0].object).text }
      return machine.fail(
        "record: unexpected field `\(name.text)`, want \(names(of: shape))",
        hint: Spelling.nearest(to: name.text, among: candidates).map { "did you mean \"\($0)\"?" })
    }
    return .failed
  }

  private static func names(of shape: ShapeObject) -> String {
    (0..<shape.names.count).map { StringObject(shape.names[$0].object).text }
      .joined(separator: ", ")
  }
}
