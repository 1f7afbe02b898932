/// A double outside the range that a value holds inline.
///
///     0 header   8 the double
@safe
struct DoubleObject {
  let object: Object
  static let size = 16

  @inline(__always)
  init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  var value: Double { object.load(8, as: Double.self) }
}

/// What `range()` gives: numbers that are not stored.
///
///     0 header   8 start   16 stop   24 step   32 count
@safe
package struct RangeObject {
  let object: Object
  static let size = 40

  @inline(__always)
  init(_ object: Object) {
    self.object = object
  }

  package var start: Int { object.load(8, as: Int.self) }
  package var stop: Int { object.load(16, as: Int.self) }
  package var step: Int { object.load(24, as: Int.self) }
  package var count: Int { object.load(32, as: Int.self) }

  @inline(__always)
  package subscript(index: Int) -> Int { start &+ index &* step }

  func initialize(start: Int, stop: Int, step: Int, count: Int) {
    object.store(start, at: 8)
    object.store(stop, at: 16)
    object.store(step, at: 24)
    object.store(count, at: 32)
  }
}

/// A variable that nested functions share.
///
///     0 header   8 value, which may be unbound
@safe
struct CellObject {
  let object: Object
  static let size = 16

  @inline(__always)
  init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  var value: Value {
    get { object.load(8, as: Value.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }
}

/// A method with its receiver, such as `"".join` without a call.
///
///     0 header   8 receiver   16 method, a builtin
@safe
struct BoundMethodObject {
  let object: Object
  static let size = 24

  init(_ object: Object) {
    self.object = object
  }

  var receiver: Value {
    get { object.load(8, as: Value.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }

  var method: Value {
    get { object.load(16, as: Value.self) }
    nonmutating set { object.store(newValue, at: 16) }
  }
}

/// An iterable over parts of a string: `s.elems()`, `s.codepoints()` and those that give numbers.
///
///     0 header (extra: which parts)   8 the string
@safe
package struct StringViewObject {
  package let object: Object
  static let size = 16

  package enum Parts: UInt32 {
    case elements
    case elementOrdinals
    case codePoints
    case codePointOrdinals
    /// `bytes.elems()`
    case byteOrdinals
  }

  package init(_ object: Object) {
    self.object = object
  }

  package var parts: Parts { Parts(rawValue: object.header.extra) ?? .elements }

  package var string: Value {
    get { object.load(8, as: Value.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }
}
