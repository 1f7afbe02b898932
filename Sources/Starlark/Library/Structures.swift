import StarlarkCompiler

/// `struct(name = value, …)`: values with named fields.
enum Structures {
  static let function = NativeFunction(
    Signature(
      "struct", [.keywords("fields")], result: .named("struct"),
      documentation: "A value with these fields, which do not change."),
    makesStructures: true, variadic: nil
  ) { machine, arguments in
    let fields = TableObject(arguments[0].object)
    var members: [(name: Value, value: Value)] = []
    guard machine.charge(fields.used) else { return .failed }
    var position = 0
    while let place = fields.position(from: position) {
      members.append((fields.key(at: place), fields.value(at: place)))
      position = place + 1
    }
    members.sort {
      StringObject.compare(StringObject($0.name.object), StringObject($1.name.object)) < 0
    }
    let shape = machine.heap.shape(
      type: machine.heap.intern("struct"),
      names: members.map { machine.heap.interned(StringObject($0.name.object)) })
    let structure = machine.heap.structure(shape)
    for (index, member) in members.enumerated() { structure.fields[index] = member.value }
    return Value(structure.object)
  }
}

extension Heap {
  /// The interned string with the same bytes, made if there is none yet: field names have to be interned.
  func interned(_ string: StringObject) -> Value {
    intern(unsafe Array(string.buffer))
  }

  /// The common part of structures whose names are interned strings.
  func shape(type: Value, names: [Value]) -> ShapeObject {
    // Up to eight names are compared one by one, and need no table.
    let positions = dict(capacity: names.count > 8 ? names.count : 0)
    if names.count > 8 {
      for (index, name) in names.enumerated() {
        positions.set(
          name, hash: StringObject(name.object).hash, to: Value(small: index), heap: self)
      }
    }
    let shape = ShapeObject(allocate(.shape, size: ShapeObject.size))
    shape.typeName = type
    shape.names = TupleObject(tuple(names).object)
    shape.positions = positions
    return shape
  }
}
