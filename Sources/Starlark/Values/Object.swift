/// What an object of a heap is.
package enum ObjectKind: UInt8, Sendable, CaseIterable {
  case free
  // Without references to other values; the collector need not look inside.
  case string
  case bytes
  case double
  case bigInt
  /// A type or an f-string's format that code refers to.
  case descriptor
  // With references.
  case tuple
  case list
  case dict
  case set
  case range
  case cell
  case function
  case builtin
  case boundMethod
  /// `s.elems()` and its relatives.
  case stringView
  case structure
  case shape
  case recordType
  case host

  @inline(__always)
  var isLeaf: Bool { rawValue <= ObjectKind.descriptor.rawValue }

  /// Whether objects of the kind own something outside their own memory.
  @inline(__always)
  var ownsMemory: Bool {
    switch self {
    case .list, .dict, .set, .host: true
    default: false
    }
  }
}

/// What every object begins with: eight bytes.
struct ObjectHeader {
  var kind: ObjectKind
  var flags: Flags
  /// Which heap it is of; marking stops at objects of others.
  var heap: UInt16
  /// Hash of a string, arity of a function; of a list, dict or set its iterators, or once it is frozen what froze it.
  var extra: UInt32

  struct Flags: OptionSet {
    let rawValue: UInt8

    @inline(__always)
    init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Reached by the collection under way.
    static let marked = Flags(rawValue: 1)
    /// Immutable from now on, and readable by several threads: no byte of it changes.
    static let frozen = Flags(rawValue: 2)
    /// Has an allocation of its own rather than a cell of a block.
    static let large = Flags(rawValue: 4)
    /// Reached by the freezing under way.
    static let visited = Flags(rawValue: 8)
    /// A string whose bytes lie in another object, which it may share with others.
    static let shared = Flags(rawValue: 32)
    /// Frozen with all that it refers to, and no code is among that: freezing it again is in vain.
    static let frozenData = Flags(rawValue: 16)
  }
}

/// A reference to an object of a heap.
///
/// The heap keeps every object alive that is reachable when it collects, and it collects only where the run loop
/// allows; until then a reference stays valid. That is why the pointer may hide behind a safe interface.
@safe
package struct Object: Equatable {
  let pointer: UnsafeMutableRawPointer

  @inline(__always)
  init(_ pointer: UnsafeMutableRawPointer) {
    unsafe self.pointer = pointer
  }

  @inline(__always)
  init(address: UInt) {
    unsafe pointer = UnsafeMutableRawPointer(bitPattern: address).unsafelyUnwrapped
  }

  @inline(__always)
  package var address: UInt { unsafe UInt(bitPattern: pointer) }

  @inline(__always)
  package static func == (x: Object, y: Object) -> Bool {
    unsafe x.pointer == y.pointer
  }

  @inline(__always)
  var header: ObjectHeader {
    get { unsafe pointer.assumingMemoryBound(to: ObjectHeader.self).pointee }
    nonmutating _modify {
      yield unsafe &pointer.assumingMemoryBound(to: ObjectHeader.self).pointee
    }
  }

  @inline(__always)
  package var kind: ObjectKind { header.kind }

  @inline(__always)
  package var isFrozen: Bool { header.flags.contains(.frozen) }

  @inline(__always)
  func load<T: BitwiseCopyable>(_ offset: Int, as type: T.Type) -> T {
    unsafe pointer.load(fromByteOffset: offset, as: type)
  }

  @inline(__always)
  func store<T: BitwiseCopyable>(_ value: T, at offset: Int) {
    unsafe pointer.storeBytes(of: value, toByteOffset: offset, as: T.self)
  }

  /// The bytes from an offset on.
  @inline(__always)
  func bytes(at offset: Int) -> Bytes {
    unsafe Bytes((pointer + offset).assumingMemoryBound(to: UInt8.self))
  }

  /// The values from an offset on.
  @inline(__always)
  func values(at offset: Int) -> Values {
    unsafe Values((pointer + offset).assumingMemoryBound(to: Value.self))
  }
}

/// Consecutive values of an object, a raw buffer or the stack; the owner knows how many.
@safe
package struct Values {
  let base: UnsafeMutablePointer<Value>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<Value>) {
    unsafe self.base = base
  }

  @inline(__always)
  package subscript(index: Int) -> Value {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  @inline(__always)
  package static func + (values: Values, distance: Int) -> Values {
    unsafe Values(values.base + distance)
  }

  @inline(__always)
  package static func - (values: Values, distance: Int) -> Values {
    unsafe Values(values.base - distance)
  }

  /// How many values lie between two places of the same buffer.
  @inline(__always)
  static func distance(from start: Values, to end: Values) -> Int {
    unsafe end.base - start.base
  }

  @inline(__always)
  static func > (x: Values, y: Values) -> Bool {
    unsafe x.base > y.base
  }

  /// Copies values from elsewhere, which may overlap.
  @inline(__always)
  func update(from source: Values, count: Int) {
    unsafe base.update(from: source.base, count: count)
  }

  @inline(__always)
  func fill(_ value: Value, count: Int) {
    unsafe base.update(repeating: value, count: count)
  }

  /// A view for algorithms of the standard library; valid while the buffer is.
  @inline(__always)
  func buffer(count: Int) -> UnsafeMutableBufferPointer<Value> {
    unsafe UnsafeMutableBufferPointer(start: base, count: count)
  }
}

/// Consecutive bytes of an object or buffer; the owner knows how many.
@safe
package struct Bytes {
  let base: UnsafeMutablePointer<UInt8>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<UInt8>) {
    unsafe self.base = base
  }

  @inline(__always)
  package subscript(index: Int) -> UInt8 {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  @inline(__always)
  static func + (bytes: Bytes, distance: Int) -> Bytes {
    unsafe Bytes(bytes.base + distance)
  }

  /// A view for algorithms of the standard library; valid while the buffer is.
  @inline(__always)
  package func buffer(count: Int) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: base, count: count)
  }
}
