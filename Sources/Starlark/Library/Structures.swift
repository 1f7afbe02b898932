import StarlarkCompiler

/// `struct(name = value, …)`: values with named fields.
enum Structures {
  /// How many names of one structure are shared with all others: a script with data for names would fill memory that is
  /// looked through at each collection.
  private static let mostInterned = 256

  static let function = NativeFunction(
    Signature(
      "struct", [.keywords("fields")], result: .named("struct"),
      documentation: "A value with these fields, which do not change."),
    makesStructures: true, variadic: nil
  ) { machine, arguments in
    let fields = TableObject(arguments[0].object)
    let heap = machine.heap
    guard let names = Lists.make(machine, of: arguments[0]),
      Sorting.sort(machine, names, by: names, isReversed: false)
    else { return .failed }
    let isUsual = names.count <= mostInterned
    if isUsual {
      for index in 0..<names.count {
        names[index] = heap.interned(StringObject(names[index].object))
      }
    }
    let structure = heap.structure(heap.shape(type: heap.intern("struct"), names: names))
    guard machine.charge(names.count) else { return .failed }
    var pace = Pace(machine)
    for index in 0..<names.count {
      guard pace.goesOn(at: index) else { return .failed }
      let place = fields.find(names[index], hash: StringObject(names[index].object).hash)
      structure.fields[index] = fields.value(at: place)
    }
    return Value(structure.object)
  }
}

extension Heap {
  /// The interned string with the same bytes, made if there is none yet: field names have to be interned.
  func interned(_ string: StringObject) -> Value {
    intern(unsafe Array(string.buffer))
  }

  /// The common part of structures; up to eight names are interned strings.
  func shape(type: Value, names: [Value]) -> ShapeObject {
    shape(type: type, names: ListObject(list(names).object))
  }

  /// The same; once the evaluation may not go on, positions may lack, and its next step fails.
  func shape(type: Value, names: ListObject) -> ShapeObject {
    // Up to eight names are compared one by one, and need no table.
    let positions = dict(capacity: names.count > 8 ? names.count : 0)
    if names.count > 8 {
      for index in 0..<names.count {
        if _slowPath(index & 0x3FFF == 0x3FFF) && !mayGoOn() { break }
        positions.set(
          names[index], hash: StringObject(names[index].object).hash, to: Value(small: index),
          heap: self)
      }
    }
    let shape = ShapeObject(allocate(.shape, size: ShapeObject.size))
    shape.typeName = type
    let tuple = uninitializedTuple(count: names.count)
    tuple.items.update(from: names.items, count: names.count)
    shape.names = tuple
    shape.positions = positions
    return shape
  }
}
