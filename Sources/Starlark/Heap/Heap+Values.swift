import Glibc

// How values are made. None of these collects; they only note that a collection is wanted.
extension Heap {
  /// An integer of a machine word.
  @inline(__always)
  package func int(_ value: Int) -> Value {
    _fastPath(Value.fits(value)) ? Value(small: value) : wideInt(value)
  }

  @inline(never)
  private func wideInt(_ value: Int) -> Value {
    int(wide: Int128(value))
  }

  /// A double.
  @inline(__always)
  package func double(_ value: Double) -> Value {
    Value.inlineDouble(value) ?? boxed(value)
  }

  @inline(never)
  private func boxed(_ value: Double) -> Value {
    let object = allocate(.double, size: DoubleObject.size)
    object.store(value, at: 8)
    return Value(object)
  }

  // MARK: Strings

  /// A string of a length, its bytes yet to be written.
  @inline(__always)
  func uninitializedString(_ kind: ObjectKind = .string, count: Int) -> StringObject {
    let object = allocate(kind, size: 16 &+ count)
    object.store(UInt32(truncatingIfNeeded: count), at: 8)
    object.store(0 as UInt32, at: 12)
    return StringObject(object)
  }

  /// A string that takes over large memory in which its bytes lie behind the place of the header.
  func string(count: Int, takingOver memory: UnsafeMutableRawPointer) -> Value {
    let object = unsafe addLarge(
      .string, in: memory, size: StringObject.headerSize + count, extra: 0)
    object.store(UInt32(truncatingIfNeeded: count), at: 8)
    object.store(0 as UInt32, at: 12)
    return Value(object)
  }

  /// A string of bytes.
  package func string(_ buffer: UnsafeBufferPointer<UInt8>) -> Value {
    let string = uninitializedString(count: buffer.count)
    if let base = buffer.baseAddress {
      unsafe string.bytes.base.update(from: base, count: buffer.count)
    }
    return Value(string.object)
  }

  /// A string of some bytes of another buffer.
  @inline(__always)
  func string(_ bytes: Bytes, count: Int) -> Value {
    if count == 1 { return character(bytes[0]) }
    let string = uninitializedString(count: count)
    bytes.copy(to: string.bytes, count: count)
    return Value(string.object)
  }

  /// The decimal digits of a number, with a minus sign if it is negative.
  func string(decimal number: Int) -> Value {
    let count = Bytes.digitCount(of: number.magnitude) &+ (number < 0 ? 1 : 0)
    if count == 1 { return character(UInt8(truncatingIfNeeded: number) &+ UInt8(ascii: "0")) }
    let string = uninitializedString(count: count)
    if number < 0 { string.bytes[0] = UInt8(ascii: "-") }
    string.bytes.write(decimal: number.magnitude, before: count)
    return Value(string.object)
  }

  /// The string of one byte: texts that are taken apart are made of few of them.
  @inline(__always)
  func character(_ byte: UInt8) -> Value {
    let known = unsafe state.pointee.sharedStrings[Int(byte)]
    return _fastPath(known.isObject) ? known : newCharacter(byte)
  }

  @inline(never)
  private func newCharacter(_ byte: UInt8) -> Value {
    let string = uninitializedString(count: 1)
    string.bytes[0] = byte
    let value = Value(string.object)
    unsafe state.pointee.sharedStrings[Int(byte)] = value
    return value
  }

  /// The name of a value's type, made once for all values of a kind.
  func typeName(of value: Value) -> Value {
    guard let number = value.typeNumber else { return intern(value.typeName) }
    let known = unsafe state.pointee.sharedStrings[256 + number]
    if known.isObject { return known }
    let name = intern(value.typeName)
    unsafe state.pointee.sharedStrings[256 + number] = name
    return name
  }

  /// A string of a Swift string.
  package func string(_ text: String) -> Value {
    var text = text
    return text.withUTF8 { unsafe string($0) }
  }

  /// A `bytes` value.
  package func bytes(_ bytes: [UInt8]) -> Value {
    let string = uninitializedString(.bytes, count: bytes.count)
    unsafe string.bytes.base.update(from: bytes, count: bytes.count)
    return Value(string.object)
  }

  /// The one string of these bytes that code and names share.
  func intern(_ bytes: [UInt8]) -> Value {
    let name = NameBytes(bytes: bytes)
    if let known = unsafe state.pointee.interned[name] { return known }
    if let known = unsafe state.pointee.outerNames[name] { return known }
    let value: Value = unsafe bytes.withUnsafeBufferPointer { unsafe self.string($0) }
    let string = StringObject(value.object)
    _ = string.hash
    string.methodNumber =
      bytes.count < MethodTable.longestName ? MethodTable.number(of: string.text) : nil
    unsafe state.pointee.interned[name] = value
    return value
  }

  /// The interned string of a name.
  package func intern(_ name: String) -> Value {
    intern(Array(name.utf8))
  }

  // MARK: Collections

  /// An empty list with room for some elements.
  @inline(__always)
  package func list(capacity: Int = 0) -> ListObject {
    let list = ListObject(allocate(.list, size: ListObject.size))
    list.count = 0
    list.capacity = 0
    if capacity > 0 { list.reserve(capacity, heap: self) }
    return list
  }

  /// A list of values.
  package func list(_ values: [Value]) -> Value {
    let list = self.list(capacity: values.count)
    for value in values { list.append(value, heap: self) }
    return Value(list.object)
  }

  /// A tuple of a length, its elements yet to be set.
  @inline(__always)
  package func uninitializedTuple(count: Int) -> TupleObject {
    let object = allocate(.tuple, size: 16 &+ count &* 8)
    object.store(count, at: 8)
    return TupleObject(object)
  }

  /// A tuple of values.
  package func tuple(_ values: [Value]) -> Value {
    let tuple = uninitializedTuple(count: values.count)
    for (index, value) in values.enumerated() { tuple[index] = value }
    return Value(tuple.object)
  }

  /// An empty dict with room for some entries.
  package func dict(capacity: Int = 0) -> TableObject { table(.dict, capacity: capacity) }

  /// A dict of interned strings, no two of them the same, and values.
  @inline(__always)
  func dict(keys: TupleObject, values: Values, count: Int) -> TableObject {
    let table = TableObject(allocate(.dict, size: TableObject.size))
    table.initialize()
    if _fastPath(count <= TableObject.unindexedCapacity) {
      table.fill(keys: keys, values: values, count: count, heap: self)
    } else {
      table.reserve(count, heap: self)
      for index in 0..<count {
        let key = keys[index]
        table.add(key, hash: StringObject(key.object).hash, value: values[index], heap: self)
      }
    }
    return table
  }

  /// An empty set with room for some elements.
  package func set(capacity: Int = 0) -> TableObject { table(.set, capacity: capacity) }

  private func table(_ kind: ObjectKind, capacity: Int) -> TableObject {
    let table = TableObject(allocate(kind, size: TableObject.size))
    table.initialize()
    if capacity > 0 { table.reserve(max(capacity, 4), heap: self) }
    return table
  }

  /// A range; the caller has computed how many numbers it has.
  package func range(start: Int, stop: Int, step: Int, count: Int) -> Value {
    let range = RangeObject(allocate(.range, size: RangeObject.size))
    range.initialize(start: start, stop: stop, step: step, count: count)
    return Value(range.object)
  }

  // MARK: Objects with names

  /// The common part of structures with a type name and fields.
  package func shape(typeName: String, names: [String]) -> ShapeObject {
    let interned = names.map { intern($0) }
    let positions = dict(capacity: names.count)
    for (index, name) in interned.enumerated() {
      positions.set(
        name, hash: StringObject(name.object).hash, to: Value(small: index), heap: self)
    }
    let shape = ShapeObject(allocate(.shape, size: ShapeObject.size))
    shape.typeName = intern(typeName)
    shape.names = TupleObject(tuple(interned).object)
    shape.positions = positions
    return shape
  }

  /// A structure whose fields are yet to be set.
  package func structure(_ shape: ShapeObject) -> StructureObject {
    let structure = StructureObject(allocate(.structure, size: 16 + shape.names.count * 8))
    structure.shape = shape
    structure.fields.fill(.none, count: shape.names.count)
    return structure
  }

  /// A built-in function as a value; the caller keeps the function alive as long as the heap.
  package func builtin(_ native: NativeFunction) -> Value {
    let builtin = BuiltinObject(allocate(.builtin, size: BuiltinObject.size))
    builtin.initialize(native)
    return Value(builtin.object)
  }

  /// A method with its receiver.
  func boundMethod(_ receiver: Value, _ native: NativeFunction) -> Value {
    let bound = BoundMethodObject(allocate(.boundMethod, size: BoundMethodObject.size))
    bound.receiver = receiver
    bound.method = .none
    bound.method = builtin(native)
    return Value(bound.object)
  }

  /// An iterable over parts of a string.
  package func stringView(_ parts: StringViewObject.Parts, of string: Value) -> Value {
    let view = StringViewObject(
      allocate(.stringView, size: StringViewObject.size, extra: parts.rawValue))
    view.string = string
    return Value(view.object)
  }

  /// An object of the embedding program as a value.
  ///
  /// - Parameters:
  ///   - value: The object.
  ///   - footprint: About how many bytes it holds, which count as if they were the heap's.
  /// - Returns: The value, which keeps the object alive.
  package func host(_ value: AnyObject, footprint: Int = 0) -> Value {
    let units = min(max(0, footprint) / HostReference.footprintUnit, Int(UInt32.max))
    let reference = HostReference(
      allocate(.host, size: HostReference.size, extra: UInt32(units)))
    reference.initialize(value)
    account(units * HostReference.footprintUnit)
    return Value(reference.object)
  }

  // MARK: Large integers

  /// An integer of sign and magnitude, lowest limb first; smaller ones come out as 62-bit values.
  package func bigInt(isNegative: Bool, magnitude: [UInt64]) -> Value {
    withLimbs { arena in
      let limbs = arena.take(magnitude.count)
      for index in magnitude.indices { limbs[index] = magnitude[index] }
      return bigInt(isNegative: isNegative, magnitude: limbs)
    }
  }

  /// Gives work the memory for its intermediate results, which is free again afterwards.
  @inline(__always)
  func withLimbs<Result>(_ work: (inout LimbArena) -> Result) -> Result {
    let mark = unsafe state.pointee.limbs.used
    defer { unsafe state.pointee.limbs.release(to: mark) }
    return unsafe work(&state.pointee.limbs)
  }

  /// An integer of sign and magnitude, which may have zeros at its top; smaller ones come out as 62-bit values.
  func bigInt(isNegative: Bool, magnitude: Limbs) -> Value {
    var magnitude = magnitude
    magnitude.trim()
    let count = magnitude.count
    if count == 0 { return Value(small: 0) }
    if count == 1 {
      let limb = magnitude[0]
      if limb < 1 << 61 { return Value(small: isNegative ? -Int(limb) : Int(limb)) }
      if isNegative && limb == 1 << 61 { return Value(small: -(1 << 61)) }
    }
    let object = allocate(.bigInt, size: 16 + count * 8, extra: isNegative ? 1 : 0)
    object.store(count, at: 8)
    magnitude.copy(to: BigIntObject(object).limbs)
    return Value(object)
  }
}
