import Glibc

/// What a collection still has to look into; grows on the C heap, so nesting costs no native stack.
@safe
package struct Marker {
  private var base: UnsafeMutablePointer<UnsafeMutableRawPointer>
  private var count = 0
  private var capacity = 1024
  private let heap: UInt16
  fileprivate(set) var liveBytes = 0

  fileprivate init(heap: UInt16) {
    unsafe base = .allocate(capacity: capacity)
    self.heap = heap
  }

  /// Marks what a value refers to, if it is an object of the heap that is collected.
  @inline(__always)
  mutating func mark(_ value: Value) {
    if value.isObject { mark(value.object) }
  }

  @inline(__always)
  mutating func mark(_ object: Object) {
    let header = object.header
    guard !header.flags.contains(.marked), header.heap == heap else { return }
    object.header.flags.insert(.marked)
    liveBytes &+= object.byteSize
    if !header.kind.isLeaf { push(object) }
  }

  @inline(__always)
  mutating func mark(_ values: Values, count: Int) {
    var index = 0
    while index < count {
      mark(values[index])
      index &+= 1
    }
  }

  @inline(__always)
  private mutating func push(_ object: Object) {
    if count == capacity { grow() }
    unsafe base[count] = object.pointer
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: capacity * 2)
    unsafe larger.moveInitialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity *= 2
  }

  fileprivate mutating func drain() {
    while count > 0 {
      count &-= 1
      unsafe Object(base[count]).markReferences(&self)
    }
    unsafe base.deallocate()
  }
}

extension Heap {
  /// Frees what is not reachable from the roots that a function marks; most of it lazily, block by block.
  func collect(roots: (inout Marker) -> Void) {
    finishSweep()
    var marker = Marker(heap: identifier)
    roots(&marker)
    for value in unsafe state.pointee.interned.values { marker.mark(value) }
    marker.drain()
    sweepLarge(dropping: false)
    for sizeClass in 0..<HeapState.classCount {
      unsafe state.pointee.freeObjects[sizeClass] = nil
    }
    unsafe state.pointee.sweepPosition = 0
    unsafe state.pointee.needsCollection = state.pointee.isStressed
    unsafe state.pointee.allocated = marker.liveBytes
    unsafe state.pointee.threshold = min(
      max(8 << 20, marker.liveBytes * 2), max(state.pointee.limit, marker.liveBytes + 1 << 20))
  }

  private func finishSweep() {
    while unsafe state.pointee.sweepPosition < state.pointee.blocks.count {
      unsafe sweep(block: state.pointee.blocks[state.pointee.sweepPosition])
      unsafe state.pointee.sweepPosition += 1
    }
  }

  func sweep(block: Block) {
    let sizeClass = block.cellSize / HeapState.cellUnit
    var head = unsafe state.pointee.freeObjects[sizeClass]
    var freed = 0
    unsafe block.forEachCell { cell in
      let object = unsafe Object(cell)
      if object.header.flags.contains(.marked) {
        object.header.flags.remove(.marked)
      } else {
        if object.header.kind != .free {
          finalize(object)
          object.header.kind = .free
          freed += 1
        }
        unsafe cell.storeBytes(of: head, toByteOffset: 8, as: UnsafeMutableRawPointer?.self)
        unsafe head = cell
      }
    }
    unsafe state.pointee.freeObjects[sizeClass] = head
    account(freed * block.cellSize)
  }

  private func sweepLarge(dropping: Bool) {
    var kept = 0
    for object in unsafe state.pointee.large {
      if !dropping && object.header.flags.contains(.marked) {
        object.header.flags.remove(.marked)
        unsafe state.pointee.large[kept] = object
        kept += 1
      } else {
        finalize(object)
        unsafe free(object.pointer)
      }
    }
    unsafe state.pointee.large.removeLast(state.pointee.large.count - kept)
  }

  func sweepEverything(dropping: Bool) {
    sweepLarge(dropping: dropping)
    for block in unsafe state.pointee.blocks {
      unsafe block.forEachCell { cell in
        let object = unsafe Object(cell)
        if object.header.kind != .free { finalize(object) }
      }
    }
  }

  /// Returns what an object owns outside its own memory.
  @inline(__always)
  private func finalize(_ object: Object) {
    switch object.header.kind {
    case .list: ListObject(object).releaseItems(to: self)
    case .dict, .set: TableObject(object).releaseTables(to: self)
    case .host: HostReference(object).release()
    default: break
    }
  }
}
