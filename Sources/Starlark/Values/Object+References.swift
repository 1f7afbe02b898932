extension Object {
  /// Marks what the object refers to.
  func markReferences(_ marker: inout Marker) {
    switch header.kind {
    case .free, .bytes, .double, .bigInt, .descriptor, .range, .builtin, .host: break
    case .string:
      if header.flags.contains(.shared) { marker.mark(load(24, as: Value.self)) }
    case .tuple:
      let tuple = TupleObject(self)
      marker.mark(tuple.items, count: tuple.count)
    case .list:
      let list = ListObject(self)
      marker.mark(list.items, count: list.count)
    case .dict, .set:
      marker.mark(TableObject(self))
    case .cell: marker.mark(CellObject(self).value)
    case .function:
      let function = FunctionObject(self)
      marker.mark(function.defaults, count: function.valueCount)
    case .boundMethod:
      marker.mark(BoundMethodObject(self).receiver)
      marker.mark(BoundMethodObject(self).method)
    case .stringView: marker.mark(StringViewObject(self).string)
    case .structure:
      let structure = StructureObject(self)
      marker.mark(structure.shape.object)
      marker.mark(structure.fields, count: structure.count)
    case .shape:
      let shape = ShapeObject(self)
      marker.mark(shape.typeName)
      marker.mark(shape.names.object)
      marker.mark(shape.positions.object)
    case .recordType:
      marker.mark(RecordTypeObject(self).shape)
      marker.mark(RecordTypeObject(self).types)
      marker.mark(RecordTypeObject(self).defaults)
    }
  }

  /// Bytes of the object and what it owns, for the account of the heap.
  @inline(__always)
  var byteSize: Int {
    switch header.kind {
    case .string, .bytes: header.flags.contains(.shared) ? 32 : 16 + StringObject(self).count
    case .bigInt: 16 + BigIntObject(self).limbCount * 8
    case .tuple: 16 + TupleObject(self).count * 8
    case .list: ListObject.size + ListObject(self).capacity * 8
    case .dict, .set: TableObject.size + TableObject(self).tableSize
    case .function: FunctionObject.headerSize + FunctionObject(self).valueCount * 8
    case .structure: 16 + StructureObject(self).count * 8
    case .host: 48 + HostReference(self).footprint
    default: 48
    }
  }
}
