import Glibc

/// Equality of values that are hashable, hence of bounded size and without cycles: what tables compare keys by.
enum Equality {
  @inline(__always)
  static func keys(_ x: Value, _ y: Value) -> Bool {
    if Value.same(x, y) { return true }
    if x.isObject { return objects(x.object, y) }
    // A float may equal an int, and is then the same key.
    return x.isInlineDouble || y.isInlineDouble ? slowly(x, y) : false
  }

  @inline(__always)
  private static func objects(_ x: Object, _ y: Value) -> Bool {
    if x.kind == .string {
      guard y.isObject, y.object.kind == .string else { return false }
      return StringObject.haveSameBytes(StringObject(x), StringObject(y.object))
    }
    if x.kind == .tuple && y.isObject(.tuple) {
      return tuples(TupleObject(x), TupleObject(y.object))
    }
    return slowly(Value(x), y)
  }

  @inline(never)
  private static func tuples(_ x: TupleObject, _ y: TupleObject) -> Bool {
    guard x.count == y.count else { return false }
    for index in 0..<x.count where !keys(x[index], y[index]) { return false }
    return true
  }

  /// Numbers that differ in form, bytes, tuples, structures.
  @inline(never)
  static func slowly(_ x: Value, _ y: Value) -> Bool {
    if Value.same(x, y) { return true }
    if let order = Numbers.compare(x, y) { return order == 0 }
    guard x.isObject, y.isObject, x.object.kind == y.object.kind else { return false }
    switch x.object.kind {
    case .string, .bytes:
      return StringObject.equal(StringObject(x.object), StringObject(y.object))
    case .tuple: return tuples(TupleObject(x.object), TupleObject(y.object))
    case .structure:
      let (x, y) = (StructureObject(x.object), StructureObject(y.object))
      guard x.hasSameShape(as: y) else { return false }
      for index in 0..<x.count where !keys(x.fields[index], y.fields[index]) { return false }
      return true
    case .range:
      return RangeObject(x.object).hasSameElements(as: RangeObject(y.object))
    case .host: return HostReference(x.object).isEqual(to: HostReference(y.object))
    case .builtin: return BuiltinObject(x.object).native === BuiltinObject(y.object).native
    default: return false
    }
  }
}

extension StructureObject {
  /// Whether two structures have the same type and fields, in the same order.
  func hasSameShape(as other: StructureObject) -> Bool {
    let (mine, theirs) = (shape, other.shape)
    if mine.object == theirs.object { return true }
    guard Equality.keys(mine.typeName, theirs.typeName), mine.names.count == theirs.names.count
    else { return false }
    for index in 0..<mine.names.count where !Equality.keys(mine.names[index], theirs.names[index]) {
      return false
    }
    return true
  }
}

extension RangeObject {
  func hasSameElements(as other: RangeObject) -> Bool {
    guard count == other.count else { return false }
    return count == 0 || (start == other.start && (count == 1 || step == other.step))
  }
}

/// The numbers among values.
enum Numbers {
  /// Whether a value is an int or a float; bools are neither.
  @inline(__always)
  static func isNumber(_ value: Value) -> Bool {
    value.isSmallInt || isDouble(value) || value.isObject(.bigInt)
  }

  @inline(__always)
  static func isInt(_ value: Value) -> Bool {
    value.isSmallInt || value.isObject(.bigInt)
  }

  @inline(__always)
  static func isDouble(_ value: Value) -> Bool {
    value.isInlineDouble || value.isObject(.double)
  }

  /// The double of a value that is one.
  @inline(__always)
  static func double(_ value: Value) -> Double {
    value.isInlineDouble ? value.inlineDouble : DoubleObject(value.object).value
  }

  /// The order of two numbers, exactly; nil if one is none.
  ///
  /// NaN equals itself and is above all others.
  static func compare(_ x: Value, _ y: Value) -> Int? {
    if Value.areSmallInts(x, y) {
      return x.smallInt < y.smallInt ? -1 : x.smallInt == y.smallInt ? 0 : 1
    }
    let (xIsDouble, yIsDouble) = (isDouble(x), isDouble(y))
    if xIsDouble && yIsDouble {
      let (x, y) = (double(x), double(y))
      if x.isNaN { return y.isNaN ? 0 : 1 }
      if y.isNaN { return -1 }
      return x < y ? -1 : x == y ? 0 : 1
    }
    if xIsDouble { return isInt(y) ? -Integers.compare(y, toDouble: double(x)) : nil }
    if yIsDouble { return isInt(x) ? Integers.compare(x, toDouble: double(y)) : nil }
    return isInt(x) && isInt(y) ? Integers.compare(x, y) : nil
  }
}
