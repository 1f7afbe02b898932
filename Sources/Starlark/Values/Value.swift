/// A Starlark value in eight bytes without a reference count.
///
/// The lowest bits tell what the rest is; every pattern is trivial to copy:
///
///     …………01   a 62-bit integer
///     ……010    an object of a heap
///     ……000, ……011, ……100   a double, rotated left by four bits: all between 2⁻²⁵⁵ and 2²⁵⁶, and zero
///     ……111    `None`, `False`, `True`, and what scripts never see
///
/// Other doubles and larger integers are heap objects. Zeroed memory is `0.0`, hence never a pointer.
package struct Value: BitwiseCopyable, Sendable {
  package var bits: UInt64

  @inline(__always)
  package init(bits: UInt64) {
    self.bits = bits
  }

  // MARK: Integers

  package static let smallIntRange = -(1 << 61)...((1 << 61) - 1)

  /// An integer that fits 62 bits.
  @inline(__always)
  package init(small value: Int) {
    bits = UInt64(bitPattern: Int64(value)) &<< 2 | 1
  }

  @inline(__always)
  package var isSmallInt: Bool { bits & 3 == 1 }

  @inline(__always)
  package var smallInt: Int { Int(Int64(bitPattern: bits) >> 2) }

  @inline(__always)
  static func areSmallInts(_ x: Value, _ y: Value) -> Bool {
    ((x.bits ^ 1) | (y.bits ^ 1)) & 3 == 0
  }

  /// Whether an integer fits 62 bits.
  @inline(__always)
  package static func fits(_ value: Int) -> Bool {
    (value &<< 2) >> 2 == value
  }

  // MARK: Doubles

  /// Which of the 32 patterns of the lowest five bits are doubles.
  private static let doublePatterns: UInt32 = 0x1919_1919

  @inline(__always)
  static func inlineDouble(_ value: Double) -> Value? {
    let pattern = value.bitPattern
    let rotated = pattern &<< 4 | pattern &>> 60
    guard _fastPath(doublePatterns &>> UInt32(truncatingIfNeeded: rotated & 31) & 1 != 0) else {
      return nil
    }
    return Value(bits: rotated)
  }

  @inline(__always)
  var isInlineDouble: Bool {
    Value.doublePatterns &>> UInt32(truncatingIfNeeded: bits & 31) & 1 != 0
  }

  @inline(__always)
  var inlineDouble: Double { Double(bitPattern: bits &>> 4 | bits &<< 60) }

  // MARK: Singletons

  package static let none = Value(bits: 0x07)
  package static let no = Value(bits: 0x0F)
  package static let yes = Value(bits: 0x17)
  /// What a native function answers after it has recorded an error.
  package static let failed = Value(bits: 0x1F)
  /// A variable without a value, or an argument that was not given.
  package static let unbound = Value(bits: 0x27)

  @inline(__always)
  package init(_ truth: Bool) {
    self = truth ? .yes : .no
  }

  @inline(__always)
  package var isNone: Bool { bits == Value.none.bits }
  @inline(__always)
  package var isFailed: Bool { bits == Value.failed.bits }
  @inline(__always)
  package var isUnbound: Bool { bits == Value.unbound.bits }
  @inline(__always)
  package var isBool: Bool { bits == Value.yes.bits || bits == Value.no.bits }

  // MARK: Objects

  @inline(__always)
  package init(_ object: Object) {
    bits = UInt64(object.address) | 2
  }

  @inline(__always)
  package var isObject: Bool { bits & 7 == 2 }

  /// The object of a value that is one.
  @inline(__always)
  package var object: Object { Object(address: UInt(bits &- 2)) }

  /// Whether the value is an object of a kind.
  @inline(__always)
  package func isObject(_ kind: ObjectKind) -> Bool {
    isObject && object.kind == kind
  }

  /// Whether two values are the same number, singleton or object.
  @inline(__always)
  package static func same(_ x: Value, _ y: Value) -> Bool {
    x.bits == y.bits
  }
}
