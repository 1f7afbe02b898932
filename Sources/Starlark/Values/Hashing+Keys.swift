extension Hashing {
  /// The hash of a value that is a key already, hence hashable and of bounded depth.
  @inline(__always)
  static func key(_ value: Value) -> UInt32 {
    if value.isSmallInt { return word(value.bits) }
    if value.isObject(.string) { return StringObject(value.object).hash }
    return scalar(value) ?? composite(value)
  }

  /// The hash of a value without elements; nil for one with elements and for one that cannot be hashed.
  @inline(never)
  static func scalar(_ value: Value) -> UInt32? {
    if let number = Integers.hash(value) { return number }
    guard value.isObject else { return word(value.bits) }
    let object = value.object
    switch object.kind {
    case .string, .bytes: return StringObject(object).hash
    case .function, .recordType, .boundMethod: return word(UInt64(object.address))
    case .host: return HostReference(object).hash
    case .builtin: return native(BuiltinObject(object).native)
    default: return nil
    }
  }

  private static func native(_ native: NativeFunction) -> UInt32 {
    word(UInt64(UInt(bitPattern: ObjectIdentifier(native))))
  }

  @inline(never)
  private static func composite(_ value: Value) -> UInt32 {
    guard let (elements, count) = elements(of: value) else { return word(value.bits) }
    return (0..<count).reduce(emptyState) { combine($0, key(elements[$1])) }
  }

  /// The hash of a tuple of few ints and strings, as most keys with elements are; nil for others.
  @inline(__always)
  static func shortTuple(_ tuple: TupleObject) -> UInt32? {
    guard tuple.count <= 8 else { return nil }
    var state = emptyState
    for index in 0..<tuple.count {
      let element = tuple[index]
      guard element.isSmallInt || element.isObject(.string) else { return nil }
      state = combine(state, key(element))
    }
    return state
  }

  /// What a tuple's hash begins with.
  static let emptyState: UInt32 = 7

  /// The values that a tuple or structure is hashed by; nil for others.
  static func elements(of value: Value) -> (Values, Int)? {
    guard value.isObject else { return nil }
    switch value.object.kind {
    case .tuple:
      let tuple = TupleObject(value.object)
      return (tuple.items, tuple.count)
    case .structure:
      let structure = StructureObject(value.object)
      return (structure.fields, structure.count)
    default: return nil
    }
  }
}
