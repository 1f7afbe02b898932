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
  package var native: NativeFunction {
    unsafe Unmanaged<NativeFunction>.fromOpaque(object.load(8, as: UnsafeRawPointer.self))
      ._withUnsafeGuaranteedRef { $0 }
  }

  func initialize(_ native: NativeFunction) {
    unsafe object.store(UnsafeRawPointer(Unmanaged.passUnretained(native).toOpaque()), at: 8)
  }
}

/// An object of the embedding program as a value.
///
///     0 header   8 place in the heap's table of such objects
@safe
package struct HostReference {
  package let object: Object
  static let size = 16

  package init(_ object: Object) {
    self.object = object
  }

  private var place: Int { object.load(8, as: Int.self) }

  package func value(in heap: Heap) -> AnyObject? {
    unsafe heap.state.pointee.hosts[place]
  }

  func initialize(_ value: AnyObject, in heap: Heap) {
    if let place = unsafe heap.state.pointee.freeHosts.popLast() {
      unsafe heap.state.pointee.hosts[place] = value
      object.store(place, at: 8)
    } else {
      object.store(unsafe heap.state.pointee.hosts.count, at: 8)
      unsafe heap.state.pointee.hosts.append(value)
    }
  }

  func release(from heap: Heap) {
    unsafe heap.state.pointee.hosts[place] = nil
    unsafe heap.state.pointee.freeHosts.append(place)
  }
}
