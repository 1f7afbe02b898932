import Glibc

// What the language does with values of any type: truth, order, hashes, indexing, membership.
extension Machine {
  /// Whether a value counts as true.
  @inline(__always)
  package func truth(_ value: Value) -> Bool {
    if Value.same(value, .yes) { return true }
    if Value.same(value, .no) || value.isNone { return false }
    return slowTruth(value)
  }

  @inline(never)
  private func slowTruth(_ value: Value) -> Bool {
    if value.isSmallInt { return value.smallInt != 0 }
    if value.isInlineDouble { return value.inlineDouble != 0 }
    guard value.isObject else { return true }
    let object = value.object
    switch object.kind {
    case .string, .bytes: return StringObject(object).count != 0
    case .list: return ListObject(object).count != 0
    case .tuple: return TupleObject(object).count != 0
    case .dict, .set: return TableObject(object).count != 0
    case .range: return RangeObject(object).count != 0
    case .double: return DoubleObject(object).value != 0
    case .stringView: return StringObject(StringViewObject(object).string.object).count != 0
    case .host: return hostObject(value)?.isTrue ?? true
    default: return true
    }
  }

  /// What `type()` answers.
  package func typeName(_ value: Value) -> String { value.typeName }

  // MARK: Order

  /// Whether two values are equal; nil after an error was recorded.
  @inline(__always)
  package func equals(_ x: Value, _ y: Value) -> Bool? {
    if Value.same(x, y) { return true }
    if Value.areSmallInts(x, y) { return false }
    if x.isInlineDouble && y.isInlineDouble { return x.inlineDouble == y.inlineDouble }
    return slowEquals(x, y)
  }

  @inline(never)
  private func slowEquals(_ x: Value, _ y: Value) -> Bool? {
    guard x.isObject, y.isObject else {
      return Numbers.compare(x, y) == 0
    }
    if x.object.kind == .string && y.object.kind == .string {
      let (x, y) = (StringObject(x.object), StringObject(y.object))
      guard x.count == y.count else { return false }
      return charge(comparing: x.count) ? StringObject.equal(x, y) : nil
    }
    return Comparison(machine: self).equal(x, y)
  }

  /// The order of two values: -1, 0 or 1; nil after an error was recorded, as for values of different types.
  @inline(never)
  package func compare(_ x: Value, _ y: Value) -> Int? {
    if x.isObject, y.isObject, x.object.kind == y.object.kind {
      switch x.object.kind {
      case .string, .bytes:
        let (x, y) = (StringObject(x.object), StringObject(y.object))
        guard charge(comparing: min(x.count, y.count)) else { return nil }
        return StringObject.compare(x, y).signum()
      case .host:
        if let order = HostReference(x.object).order(to: HostReference(y.object)) { return order }
      case .tuple:
        return order(TupleObject(x.object), TupleObject(y.object))
          ?? Comparison(machine: self).order(x, y)
      case .list:
        return Comparison(machine: self).order(x, y)
      default: break
      }
    }
    if let order = Numbers.compare(x, y) { return order }
    if x.isBool && y.isBool {
      return (Value.same(x, .yes) ? 1 : 0) - (Value.same(y, .yes) ? 1 : 0)
    }
    fail(
      "unsupported comparison: an order of \(typeName(x)) and \(typeName(y)) is not implemented")
    return nil
  }

  /// The order of two short tuples that ints or strings decide, nil for others.
  @inline(__always)
  private func order(_ x: TupleObject, _ y: TupleObject) -> Int? {
    guard x.count <= 16 else { return nil }
    for index in 0..<min(x.count, y.count) {
      let (left, right) = (x[index], y[index])
      if Value.same(left, right) { continue }
      if Value.areSmallInts(left, right) { return left.smallInt < right.smallInt ? -1 : 1 }
      guard left.isObject(.string), right.isObject(.string) else { return nil }
      let (leftText, rightText) = (StringObject(left.object), StringObject(right.object))
      guard min(leftText.count, rightText.count) <= 1024 else { return nil }
      let order = StringObject.compare(leftText, rightText)
      if order != 0 { return order.signum() }
    }
    return (x.count - y.count).signum()
  }

  // MARK: Hashes

  /// The hash that tables keep for a key; nil after an error was recorded, as for a list.
  @inline(__always)
  package func hash(_ value: Value) -> UInt32? {
    if value.isObject {
      if value.object.kind == .string { return StringObject(value.object).hash }
      return slowHash(value)
    }
    return value.isInlineDouble ? slowHash(value) : Hashing.word(value.bits)
  }

  @inline(never)
  private func slowHash(_ value: Value) -> UInt32? {
    if value.isObject(.tuple), let hash = Hashing.shortTuple(TupleObject(value.object)) {
      return charge(TupleObject(value.object).count) ? hash : nil
    }
    if let hash = Hashing.scalar(value) { return hash }
    guard let (elements, count) = Hashing.elements(of: value) else {
      fail("unhashable type: \(typeName(value))")
      return nil
    }
    // Nesting is bounded, as it costs native stack; so is size, for what is shared within a key counts each time.
    guard enterNative() else { return nil }
    defer { leaveNative() }
    if unsafe state.pointee.hashDepth == 0 { unsafe state.pointee.hashedElements = 0 }
    unsafe state.pointee.hashDepth += 1
    defer { unsafe self.state.pointee.hashDepth -= 1 }
    unsafe state.pointee.hashedElements += count
    guard unsafe state.pointee.hashedElements <= Machine.keyLimit else {
      fail(
        EvaluationFailure(
          .limit, "key too large: more than \(Machine.keyLimit) elements in all"))
      return nil
    }
    var state = Hashing.emptyState
    for index in 0..<count {
      guard charge(), let element = hash(elements[index]) else { return nil }
      state = Hashing.combine(state, element)
    }
    return state
  }

  // MARK: Length and elements

  /// How many elements or bytes a value has; nil after an error was recorded.
  package func length(_ value: Value) -> Int? {
    if value.isObject {
      let object = value.object
      switch object.kind {
      case .list: return ListObject(object).count
      case .string, .bytes: return StringObject(object).count
      case .dict, .set: return TableObject(object).count
      case .tuple: return TupleObject(object).count
      case .range: return RangeObject(object).count
      case .stringView:
        let view = StringViewObject(object)
        if view.parts.areBytes { return StringObject(view.string.object).count }
      case .host:
        if let count = hostObject(value)?.count { return count }
      default: break
      }
    }
    // A host that failed to count has said why.
    if evaluator.hasFailed { return nil }
    fail("\(typeName(value)) has no length")
    return nil
  }

  /// Whether a value can be iterated.
  package func isIterable(_ value: Value) -> Bool {
    guard value.isObject else { return false }
    switch value.object.kind {
    case .list, .tuple, .dict, .set, .range, .stringView: return true
    case .host: return hostObject(value)?.isIterable ?? false
    default: return false
    }
  }

  /// Calls a function with each element of an iterable, which is locked meanwhile, until it answers false.
  ///
  /// - Returns: False after an error was recorded, by the function or here.
  package func iterate(_ iterable: Value, _ body: (Value) -> Bool) -> Bool {
    guard let iterator = beginIteration(iterable) else { return false }
    defer { endIteration(iterator) }
    var position = 0
    while let element = nextElement(of: iterator, at: &position) {
      if element.isFailed { return false }
      guard charge() else { return false }
      if !body(element) { return !evaluator.hasFailed }
    }
    return true
  }

  /// Membership: `x in container`; nil after an error was recorded.
  @inline(never)
  func contains(_ container: Value, _ x: Value) -> Bool? {
    if container.isObject {
      let object = container.object
      switch object.kind {
      case .dict, .set:
        guard let hash = hash(x) else { return nil }
        return TableObject(object).find(x, hash: hash) >= 0
      case .list: return contains(ListObject(object).items, count: ListObject(object).count, x)
      case .tuple: return contains(TupleObject(object).items, count: TupleObject(object).count, x)
      case .string:
        guard x.isObject(.string) else {
          fail("'in <string>' requires string as left operand, not \(typeName(x))")
          return nil
        }
        return find(StringObject(x.object), in: StringObject(object))
      case .bytes:
        if Numbers.isInt(x) {
          guard x.isSmallInt, let byte = UInt8(exactly: x.smallInt) else {
            fail("int in bytes: \(shortText(x)) out of range, want 0 to 255")
            return nil
          }
          let bytes = StringObject(object)
          guard charge(comparing: bytes.count) else { return nil }
          return unsafe memchr(bytes.bytes.base, Int32(byte), bytes.count) != nil
        }
        guard x.isObject(.bytes) else {
          fail(
            "'in bytes' requires bytes or int as left operand, not \(typeName(x))")
          return nil
        }
        return find(StringObject(x.object), in: StringObject(object))
      case .range:
        return RangeObject(object).contains(x)
      case .host:
        if let answer = hostObject(container)?.contains(x, machine: self) { return answer }
      default: break
      }
    }
    fail("unknown binary op: \(typeName(x)) in \(typeName(container))")
    return nil
  }

  /// Whether bytes are among others; nil after an error was recorded.
  private func find(_ part: StringObject, in text: StringObject) -> Bool? {
    guard charge(comparing: text.count) else { return nil }
    let place = ByteSearch.first(part.bytes, part.count, in: text.bytes, text.count, self)
    return charge() ? place >= 0 : nil
  }

  private func contains(_ values: Values, count: Int, _ x: Value) -> Bool? {
    for index in 0..<count {
      guard charge(), let equal = equals(values[index], x) else { return nil }
      if equal { return true }
    }
    return false
  }

  /// Most elements of a key, those of its elements included.
  private static var keyLimit: Int { 1 << 20 }

  // MARK: Native stack

  /// Notes that a native function nests on the native stack; false, and an error, past 200 levels.
  package func enterNative() -> Bool {
    guard unsafe state.pointee.nativeDepth < 200 else {
      fail(EvaluationFailure(.limit, "nested too deeply: more than 200 native calls"))
      return false
    }
    unsafe state.pointee.nativeDepth += 1
    return true
  }

  package func leaveNative() {
    unsafe state.pointee.nativeDepth -= 1
  }
}

extension Value {
  /// What `type()` answers.
  var typeName: String {
    if isSmallInt { return "int" }
    if isInlineDouble { return "float" }
    if isNone { return "NoneType" }
    guard isObject else { return "bool" }
    let object = object
    switch object.kind {
    case .string: return "string"
    case .bytes: return "bytes"
    case .double: return "float"
    case .bigInt: return "int"
    case .tuple: return "tuple"
    case .list: return "list"
    case .dict: return "dict"
    case .set: return "set"
    case .range: return "range"
    case .function: return "function"
    case .builtin, .boundMethod: return "builtin_function_or_method"
    case .stringView: return StringViewObject(object).parts.typeName
    case .structure: return StringObject(StructureObject(object).shape.typeName.object).text
    case .recordType: return "record_type"
    case .host: return (HostReference(object).value as? any HostObject)?.typeName ?? "host"
    case .free, .cell, .shape, .descriptor: return "internal"
    }
  }
}

extension Value {
  static let typeNumberCount = 32

  /// A number that values with the same name of their type share; nil where the name is the object's own.
  var typeNumber: Int? {
    if isSmallInt { return 28 }
    if isInlineDouble { return 29 }
    if isNone { return 30 }
    guard isObject else { return 31 }
    switch object.kind {
    case .stringView, .structure, .host: return nil
    default: return Int(object.kind.rawValue)
    }
  }
}

extension StringViewObject.Parts {
  var typeName: String {
    switch self {
    case .elements: "string.elems"
    case .elementOrdinals: "string.elems"
    case .codePoints: "string.codepoints"
    case .codePointOrdinals: "string.codepoints"
    case .byteOrdinals: "bytes.elems"
    }
  }

  /// Whether the parts are single bytes, so that their number is the string's length.
  var areBytes: Bool {
    switch self {
    case .elements, .elementOrdinals, .byteOrdinals: true
    case .codePoints, .codePointOrdinals: false
    }
  }
}

extension RangeObject {
  /// Whether a number is one of the range's; other values are not.
  func contains(_ value: Value) -> Bool {
    let number: Int
    if value.isSmallInt {
      number = value.smallInt
    } else if Numbers.isDouble(value), let exact = Int(exactly: Numbers.double(value)) {
      number = exact
    } else if value.isObject(.bigInt), let word = Integers.word(value) {
      number = word
    } else {
      return false
    }
    guard count > 0 else { return false }
    let last = self[count - 1]
    guard step > 0 ? (start...last).contains(number) : (last...start).contains(number) else {
      return false
    }
    // Two words may lie farther apart than a word can tell.
    let distance = step > 0 ? UInt(bitPattern: number &- start) : UInt(bitPattern: start &- number)
    return distance % step.magnitude == 0
  }
}
