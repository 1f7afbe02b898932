/// The type and field names that structures share.
///
///     0 header   8 type name   16 field names, a tuple of interned strings   24 positions by name, a dict
@safe
package struct ShapeObject {
  package let object: Object
  static let size = 32

  package init(_ object: Object) {
    self.object = object
  }

  package var typeName: Value {
    get { object.load(8, as: Value.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }

  package var names: TupleObject {
    get { TupleObject(object.load(16, as: Value.self).object) }
    nonmutating set { object.store(Value(newValue.object), at: 16) }
  }

  var positions: TableObject {
    get { TableObject(object.load(24, as: Value.self).object) }
    nonmutating set { object.store(Value(newValue.object), at: 24) }
  }

  /// The position of a field, or nil.
  package func position(of name: Value) -> Int? {
    let names = self.names
    if names.count <= 8 {
      for index in 0..<names.count where Value.same(names[index], name) { return index }
      return positionOfEqual(name)
    }
    let position = positions.find(name, hash: StringObject(name.object).hash)
    return position < 0 ? nil : positions.value(at: position).smallInt
  }

  /// The position of a field by the bytes of its name: shapes of another heap have names of its own.
  @inline(never)
  private func positionOfEqual(_ name: Value) -> Int? {
    let names = self.names
    return (0..<names.count).first { Equality.keys(names[$0], name) }
  }
}

/// A value with named fields that do not change: a `struct`, a record, an object of the cloud, a module.
///
///     0 header   8 shape   16 fields…
@safe
package struct StructureObject {
  package let object: Object

  package init(_ object: Object) {
    self.object = object
  }

  package var shape: ShapeObject {
    get { ShapeObject(object.load(8, as: Value.self).object) }
    nonmutating set { object.store(Value(newValue.object), at: 8) }
  }

  package var fields: Values { object.values(at: 16) }
  package var count: Int { shape.names.count }

  package func field(_ name: Value) -> Value? {
    shape.position(of: name).map { fields[$0] }
  }
}

/// A type that `record()` made: the shape of its instances and what each field may hold.
///
///     0 header   8 shape   16 field types, a tuple of descriptors or None   24 defaults, a tuple, unbound where none
@safe
package struct RecordTypeObject {
  package let object: Object
  static let size = 32

  package init(_ object: Object) {
    self.object = object
  }

  package var shape: Value {
    get { object.load(8, as: Value.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }

  package var types: Value {
    get { object.load(16, as: Value.self) }
    nonmutating set { object.store(newValue, at: 16) }
  }

  package var defaults: Value {
    get { object.load(24, as: Value.self) }
    nonmutating set { object.store(newValue, at: 24) }
  }
}
