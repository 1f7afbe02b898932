/// A list.
///
///     0 header (extra: iterators under way)   8 count   16 capacity   24 items
@safe
package struct ListObject {
  package let object: Object
  static let size = 32

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  package var count: Int {
    get { object.load(8, as: Int.self) }
    nonmutating set { object.store(newValue, at: 8) }
  }

  @inline(__always)
  var capacity: Int {
    get { object.load(16, as: Int.self) }
    nonmutating set { object.store(newValue, at: 16) }
  }

  @inline(__always)
  package var items: Values {
    get { unsafe Values(object.load(24, as: UnsafeMutablePointer<Value>.self)) }
    nonmutating set { unsafe object.store(newValue.base, at: 24) }
  }

  @inline(__always)
  package subscript(index: Int) -> Value {
    get { items[index] }
    nonmutating set { items[index] = newValue }
  }

  /// Whether a script may change the list: neither frozen nor being iterated.
  @inline(__always)
  var isMutable: Bool { !object.header.flags.contains(.frozen) && object.header.extra == 0 }

  /// Adds an element at the end; the caller has checked that the list may change.
  @inline(__always)
  package func append(_ value: Value, heap: Heap) {
    let count = self.count
    if _slowPath(count == capacity) { reserve(max(4, count * 2), heap: heap) }
    items[count] = value
    self.count = count &+ 1
  }

  @inline(never)
  func reserve(_ wanted: Int, heap: Heap) {
    let capacity = self.capacity
    guard wanted > capacity else { return }
    let stride = MemoryLayout<Value>.stride
    let buffer = unsafe heap.resize(
      buffer: capacity > 0 ? UnsafeMutableRawPointer(items.base) : nil, from: capacity * stride,
      to: wanted * stride)
    items = unsafe Values(buffer.assumingMemoryBound(to: Value.self))
    self.capacity = wanted
  }

  /// Returns what the list owns, which is garbage.
  func reclaimItems(to heap: Heap) {
    guard capacity > 0 else { return }
    unsafe heap.reclaim(
      buffer: UnsafeMutableRawPointer(items.base), size: capacity * MemoryLayout<Value>.stride)
    capacity = 0
    count = 0
  }
}
