/// A built-in function or method as a value.
///
///     0 header   8 the native function, which its owner keeps alive
@safe
package struct BuiltinObject {
  package let object: Object
  static let size = 16

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  package var native: NativeFunction { reference.with { $0 } }

  @inline(__always)
  var reference: NativeReference {
    unsafe NativeReference(
      Unmanaged<NativeFunction>.fromOpaque(object.load(8, as: UnsafeRawPointer.self)))
  }

  func initialize(_ native: NativeFunction) {
    unsafe object.store(UnsafeRawPointer(Unmanaged.passUnretained(native).toOpaque()), at: 8)
  }
}

/// An object of the embedding program as a value, which keeps it alive.
///
///     0 header   8 the object
@safe
package struct HostReference {
  package let object: Object
  static let size = 16
  /// The header's extra word says how many times so many bytes the object holds.
  static let footprintUnit = 64

  package init(_ object: Object) {
    self.object = object
  }

  /// Bytes that the object holds beside the heap.
  var footprint: Int { Int(object.header.extra) * Self.footprintUnit }

  private var reference: Unmanaged<AnyObject> {
    unsafe Unmanaged<AnyObject>.fromOpaque(object.load(8, as: UnsafeRawPointer.self))
  }

  package var value: AnyObject { unsafe reference.takeUnretainedValue() }

  func initialize(_ value: AnyObject) {
    unsafe object.store(UnsafeRawPointer(Unmanaged.passRetained(value).toOpaque()), at: 8)
  }

  func release() {
    unsafe reference.release()
  }
}
