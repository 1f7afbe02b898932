// Iterators: what is iterated, and a position. A list, dict or set is locked while one is under way.
extension Machine {
  /// Locks an iterable and answers what iteration visits; nil after an error was recorded.
  @inline(__always)
  func beginIteration(_ iterable: Value) -> Value? {
    if iterable.isObject {
      let object = iterable.object
      switch object.kind {
      case .list:
        if !object.header.flags.contains(.frozen) { object.header.extra &+= 1 }
        return iterable
      case .dict, .set:
        let table = TableObject(object)
        if _slowPath(table.hasManyHoles) && table.isMutable { table.closeHoles(heap: heap) }
        if !object.header.flags.contains(.frozen) { object.header.extra &+= 1 }
        return iterable
      case .tuple, .range, .stringView: return iterable
      case .host:
        if let elements = hostObject(iterable)?.beginIteration(machine: self) {
          return elements.isFailed ? nil : elements
        }
      default: break
      }
    }
    fail("\(typeName(iterable)) value is not iterable")
    return nil
  }

  /// Unlocks what `beginIteration` answered.
  @inline(__always)
  func endIteration(_ iterator: Value) {
    let object = iterator.object
    switch object.kind {
    case .list, .dict, .set:
      if !object.header.flags.contains(.frozen) && object.header.extra > 0 {
        object.header.extra &-= 1
      }
    default: break
    }
  }

  /// The element at a position, which moves on; nil at the end, `.failed` after an error.
  @inline(__always)
  func nextElement(of iterator: Value, at position: inout Int) -> Value? {
    let object = iterator.object
    if _fastPath(object.kind == .list) {
      let list = ListObject(object)
      guard position < list.count else { return nil }
      defer { position &+= 1 }
      return list[position]
    }
    return slowNextElement(of: object, at: &position)
  }

  @inline(never)
  private func slowNextElement(of object: Object, at position: inout Int) -> Value? {
    switch object.kind {
    case .tuple:
      let tuple = TupleObject(object)
      guard position < tuple.count else { return nil }
      defer { position &+= 1 }
      return tuple[position]
    case .dict, .set:
      let table = TableObject(object)
      guard let place = table.position(from: position) else { return nil }
      position = place &+ 1
      return table.key(at: place)
    case .range:
      let range = RangeObject(object)
      guard position < range.count else { return nil }
      defer { position &+= 1 }
      return heap.int(range[position])
    case .stringView: return nextPart(of: StringViewObject(object), at: &position)
    case .host:
      return hostObject(Value(object))?.nextElement(at: &position, machine: self)
    default: return nil
    }
  }

  private func nextPart(of view: StringViewObject, at position: inout Int) -> Value? {
    let string = StringObject(view.string.object)
    guard position < string.count else { return nil }
    let bytes = string.bytes + position
    switch view.parts {
    case .elements:
      position &+= 1
      return heap.character(bytes[0])
    case .elementOrdinals, .byteOrdinals:
      position &+= 1
      return Value(small: Int(bytes[0]))
    case .codePoints, .codePointOrdinals:
      let (scalar, length) = UTF8Decoding.scalar(bytes, limit: string.count - position)
      position &+= length
      if view.parts == .codePointOrdinals { return Value(small: Int(scalar?.value ?? 0xFFFD)) }
      return scalar == nil ? heap.string("\u{FFFD}") : heap.string(bytes, count: length)
    }
  }
}

/// Reading code points out of bytes that may be invalid.
enum UTF8Decoding {
  /// The code point that bytes begin with and how many it takes; nil and one byte where they begin with none.
  static func scalar(_ bytes: Bytes, limit: Int) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = bytes[0]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, length <= limit else { return (nil, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      guard bytes[index] & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}
