/// Memory for a sort; its owner knows how much of it is in use.
@safe
struct SortBuffer<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  private let capacity: Int
  private let heap: Heap

  init(capacity: Int, _ heap: Heap) {
    unsafe base = heap.systemMemory(capacity * MemoryLayout<Element>.stride)
      .assumingMemoryBound(to: Element.self)
    self.capacity = capacity
    self.heap = heap
  }

  private init(_ base: UnsafeMutablePointer<Element>, _ capacity: Int, _ heap: Heap) {
    unsafe self.base = base
    self.capacity = capacity
    self.heap = heap
  }

  func deallocate() {
    unsafe heap.giveBack(
      UnsafeMutableRawPointer(base), capacity * MemoryLayout<Element>.stride)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  /// The same memory for elements of another type, which is not to be deallocated.
  func bound<Other>(to type: Other.Type, capacity: Int) -> SortBuffer<Other> {
    unsafe SortBuffer<Other>(
      UnsafeMutableRawPointer(base).assumingMemoryBound(to: type), capacity, heap)
  }

  /// The same memory from an element on, which is not to be deallocated.
  func dropping(_ count: Int) -> SortBuffer {
    unsafe SortBuffer(base + count, capacity - count, heap)
  }

  @inline(__always)
  func copy(_ range: Range<Int>, to target: SortBuffer, at place: Int) {
    unsafe (target.base + place).update(from: base + range.lowerBound, count: range.count)
  }
}

extension SortBuffer<Value> {
  var values: Values { unsafe Values(base) }
}
