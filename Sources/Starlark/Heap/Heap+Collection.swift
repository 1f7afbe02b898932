import Glibc

/// What a collection still has to look into; grows on the C heap, so nesting costs no native stack.
@safe
package struct Marker {
  private var base: UnsafeMutablePointer<UnsafeMutableRawPointer>
  private var count = 0
  private var capacity = 1024
  private let heap: UInt16
  fileprivate(set) var liveBytes = 0
  private let cancellation: Cancellation
  private var isAbandoned = false
  /// Objects to look into between two looks at the cancellation.
  private var patience = Marker.quantum
  private static let quantum = 4096
  /// How many large containers are being marked, one in the other.
  private var nesting = 0
  private static let mostNested = 16

  fileprivate init(heap: UInt16, cancellation: Cancellation) {
    unsafe base = .allocate(capacity: capacity)
    self.heap = heap
    self.cancellation = cancellation
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
    if !header.flags.contains(.large) { Block(of: object).isReached = true }
    liveBytes &+= object.byteSize
    if !header.kind.isLeaf || header.flags.contains(.shared) { push(object) }
  }

  @inline(__always)
  mutating func mark(_ values: Values, count: Int) {
    var index = 0
    while index < count {
      let end = min(index &+ Marker.quantum, count)
      while index < end {
        mark(values[index])
        index &+= 1
      }
      if index < count && !rest() { return }
    }
  }

  @inline(never)
  mutating func mark(_ table: TableObject) {
    var position = 0
    let used = table.used
    while position < used {
      let end = min(position &+ Marker.quantum, used)
      while position < end {
        mark(table.key(at: position))
        mark(table.value(at: position))
        position &+= 1
      }
      if position < used && !rest() { return }
    }
  }

  /// Looks into what was marked of a large container before more of it is, so that little waits at a time; false if the
  /// evaluation is cancelled.
  private mutating func rest() -> Bool {
    if nesting < Marker.mostNested {
      nesting += 1
      drain(to: count > Marker.quantum ? count - Marker.quantum : 0)
      nesting -= 1
    }
    return proceed(Marker.quantum)
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

  /// Counts objects, and looks whether the evaluation is cancelled once they are many.
  @inline(__always)
  private mutating func proceed(_ count: Int) -> Bool {
    patience &-= count
    if _slowPath(patience < 0) {
      patience = Marker.quantum
      isAbandoned = isAbandoned || cancellation.isCancelled
    }
    return !isAbandoned
  }

  /// Marks all that can be reached; false if the evaluation was cancelled meanwhile.
  fileprivate mutating func drain() -> Bool {
    drain(to: 0)
    unsafe base.deallocate()
    return !isAbandoned
  }

  private mutating func drain(to rest: Int) {
    while count > rest && proceed(1) {
      count &-= 1
      unsafe Object(base[count]).markReferences(&self)
    }
  }
}

extension Heap {
  /// Frees what is not reachable from the roots that a function marks; most of it lazily, block by block.
  ///
  /// - Returns: False if the evaluation was cancelled meanwhile, and then nothing is freed.
  func collect(cancellation: Cancellation, roots: (inout Marker) -> Void) -> Bool {
    guard finishSweep(cancellation) else { return false }
    if unsafe state.pointee.hasStaleMarks { clearMarks() }
    var marker = Marker(heap: identifier, cancellation: cancellation)
    roots(&marker)
    guard marker.drain() else {
      unsafe state.pointee.hasStaleMarks = true
      return false
    }
    forgetUnmarkedNames()
    sweepLarge(dropping: false)
    for sizeClass in 0..<HeapState.classCount {
      unsafe state.pointee.freeObjects[sizeClass] = nil
    }
    unsafe state.pointee.sweepPosition = 0
    unsafe state.pointee.needsCollection = state.pointee.isStressed
    unsafe state.pointee.allocated = marker.liveBytes
    // Near the limit some room is left, or each new object would collect; the smaller the limit, the less.
    let room = min(max(unsafe state.pointee.limit >> 3, 1 << 16), 1 << 20)
    unsafe state.pointee.threshold = min(
      max(HeapState.leastThreshold, marker.liveBytes * 2),
      max(state.pointee.limit, marker.liveBytes + room))
    return true
  }

  func clearMarks() {
    for large in unsafe state.pointee.large { large.object.header.flags.remove(.marked) }
    for block in unsafe state.pointee.blocks {
      unsafe block.forEachCell { unsafe Object($0).header.flags.remove(.marked) }
      block.isReached = false
    }
    unsafe state.pointee.hasStaleMarks = false
  }

  /// Forgets shared strings that nothing refers to.
  private func forgetUnmarkedNames() {
    let dead = unsafe state.pointee.interned.filter {
      !$0.value.object.header.flags.contains(.marked)
    }
    for name in dead.keys { unsafe state.pointee.interned[name] = nil }
    for index in 0..<HeapState.sharedStringCount {
      let string = unsafe state.pointee.sharedStrings[index]
      if string.isObject, !string.object.header.flags.contains(.marked) {
        unsafe state.pointee.sharedStrings[index] = .unbound
      }
    }
  }

  /// Sweeps all blocks that the last collection left; false if the evaluation was cancelled meanwhile.
  func finishSweep(_ cancellation: Cancellation) -> Bool {
    while unsafe state.pointee.sweepPosition < state.pointee.blocks.count {
      if cancellation.isCancelled { return false }
      sweepNextBlock()
    }
    return true
  }

  /// Sweeps one block; one that nothing lives in can then be opened for cells of any size.
  func sweepNextBlock() {
    let position = unsafe state.pointee.sweepPosition
    let block = unsafe state.pointee.blocks[position]
    if sweep(block: block) {
      unsafe state.pointee.sweepPosition += 1
      return
    }
    let sizeClass = block.cellSize / HeapState.cellUnit
    if unsafe state.pointee.openObjectBlocks[sizeClass] == block.base {
      unsafe state.pointee.openObjectBlocks[sizeClass] = nil
    }
    let spare = unsafe state.pointee.spareObjectBlocks.firstIndex { unsafe $0.base == block.base }
    if let spare { unsafe state.pointee.spareObjectBlocks.remove(at: spare) }
    let last = unsafe state.pointee.blocks.removeLast()
    if unsafe position < state.pointee.blocks.count {
      unsafe state.pointee.blocks[position] = last
    }
    unsafe state.pointee.emptyBlocks.append(block)
  }

  /// Adds a block among those that need no sweeping.
  func addSwept(_ block: Block) {
    unsafe state.pointee.blocks.append(block)
    let last = unsafe state.pointee.blocks.count - 1
    unsafe state.pointee.blocks.swapAt(state.pointee.sweepPosition, last)
    unsafe state.pointee.sweepPosition += 1
  }

  /// Makes free cells of what is dead in a block; false if nothing lives in it, and then there are none.
  private func sweep(block: Block) -> Bool {
    guard block.isReached else {
      // Most garbage dies young, in blocks that nothing lives in: what need not be returned is not even looked at.
      if block.hasOwners {
        unsafe block.forEachCell { cell in
          let object = unsafe Object(cell)
          if object.header.kind != .free { finalize(object) }
        }
      }
      return false
    }
    block.isReached = false
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
    return true
  }

  private func sweepLarge(dropping: Bool) {
    var kept = 0
    for large in unsafe state.pointee.large {
      if !dropping && large.object.header.flags.contains(.marked) {
        large.object.header.flags.remove(.marked)
        unsafe state.pointee.large[kept] = large
        kept += 1
      } else {
        finalize(large.object)
        unsafe giveBack(large.object.pointer, large.size)
      }
    }
    unsafe state.pointee.large.removeLast(state.pointee.large.count - kept)
  }

  /// Returns what objects own outside the heap's blocks, which go as a whole.
  func dropEverything() {
    unsafe state.pointee.isEnding = true
    sweepLarge(dropping: true)
    for block in unsafe state.pointee.blocks where block.hasOwners {
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
    case .list: ListObject(object).reclaimItems(to: self)
    case .dict, .set: TableObject(object).reclaimTables(to: self)
    case .host: HostReference(object).release()
    default: break
    }
  }
}
