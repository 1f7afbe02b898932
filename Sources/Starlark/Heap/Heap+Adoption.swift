// One heap takes over all that another one has: parallel lanes end so.
extension Heap {
  /// Most blocks that a lane gets from the heap which adopts it.
  private static let blocksLent = 16

  /// Gives another heap names to share, and some unused memory, so that it need not ask the system for any.
  ///
  /// - Parameters:
  ///   - lane: The other heap, which this one adopts before it collects or interns again.
  ///   - count: How many heaps there are to get a share.
  func equip(_ lane: Heap, oneOf count: Int) {
    let own = unsafe state.pointee.interned
    unsafe lane.state.pointee.outerNames = state.pointee.outerNames.merging(own) { $1 }
    gatherFreshBlocks()
    let available = unsafe state.pointee.emptyBlocks.count / count
    let share = unsafe state.pointee.emptyBlocks.suffix(min(Heap.blocksLent, available))
    unsafe lane.state.pointee.emptyBlocks.append(contentsOf: share)
    unsafe state.pointee.emptyBlocks.removeLast(share.count)
    let spare = unsafe state.pointee.spareBufferBlocks.count / count
    unsafe lane.state.pointee.spareBufferBlocks += state.pointee.spareBufferBlocks.suffix(spare)
    unsafe state.pointee.spareBufferBlocks.removeLast(spare)
    unsafe state.pointee.bufferBlockCount -= spare
    unsafe lane.state.pointee.bufferBlockCount += spare
    for sizeClass in 0..<HeapState.classCount { lendBuffers(to: lane, sizeClass) }
  }

  /// Most free buffers of a size that a lane gets.
  private static let buffersLent = 64

  private func lendBuffers(to lane: Heap, _ sizeClass: Int) {
    guard let first = unsafe state.pointee.freeBuffers[sizeClass] else { return }
    var last = unsafe first
    for _ in 1..<Heap.buffersLent {
      guard let next = unsafe last.load(as: UnsafeMutableRawPointer?.self) else { break }
      unsafe last = next
    }
    unsafe state.pointee.freeBuffers[sizeClass] = last.load(as: UnsafeMutableRawPointer?.self)
    unsafe last.storeBytes(
      of: lane.state.pointee.freeBuffers[sizeClass], as: UnsafeMutableRawPointer?.self)
    unsafe lane.state.pointee.freeBuffers[sizeClass] = first
  }

  /// Takes over all objects and memory of another heap, in which nothing is under way and nothing is made any more.
  func adopt(_ other: Heap) {
    let own = unsafe state
    let given = unsafe other.state
    _ = other.finishSweep(Cancellation())
    if unsafe given.pointee.hasStaleMarks { other.clearMarks() }
    other.gatherFreshBlocks()
    other.spareOpenBlocks()
    for large in unsafe given.pointee.large { large.object.header.heap = identifier }
    for block in unsafe given.pointee.blocks {
      unsafe block.forEachCell { cell in
        let object = unsafe Object(cell)
        if object.kind != .free { object.header.heap = identifier }
      }
      addSwept(block)
    }
    unsafe own.pointee.large += given.pointee.large
    unsafe own.pointee.chunks += given.pointee.chunks
    unsafe own.pointee.emptyBlocks += given.pointee.emptyBlocks
    unsafe own.pointee.spareObjectBlocks += given.pointee.spareObjectBlocks
    unsafe own.pointee.spareBufferBlocks += given.pointee.spareBufferBlocks
    unsafe own.pointee.bufferBlockCount += given.pointee.bufferBlockCount
    for sizeClass in 0..<HeapState.classCount {
      unsafe Heap.splice(
        given.pointee.freeObjects + sizeClass, before: own.pointee.freeObjects + sizeClass,
        linkOffset: 8)
      unsafe Heap.splice(
        given.pointee.freeBuffers + sizeClass, before: own.pointee.freeBuffers + sizeClass,
        linkOffset: 0)
    }
    unsafe own.pointee.interned.merge(given.pointee.interned) { known, _ in known }
    unsafe own.pointee.natives += given.pointee.natives
    unsafe own.pointee.programs += given.pointee.programs
    for owner in unsafe given.pointee.retained { retain(owner) }
    account(unsafe given.pointee.allocated)
    other.forgetMemory()
  }

  /// Makes blocks that nothing was ever in count as empty ones.
  private func gatherFreshBlocks() {
    guard let fresh = unsafe state.pointee.freshBlock else { return }
    for index in unsafe 0..<state.pointee.freshBlocksLeft {
      unsafe state.pointee.emptyBlocks.append(Block(fresh + index * HeapState.blockSize))
    }
    unsafe state.pointee.freshBlocksLeft = 0
    unsafe state.pointee.freshBlock = nil
  }

  /// Keeps the blocks that are in use in part for when cells of their sizes are wanted again.
  private func spareOpenBlocks() {
    for sizeClass in 0..<HeapState.classCount {
      if let open = unsafe state.pointee.openObjectBlocks[sizeClass], unsafe !Block(open).isFull {
        unsafe state.pointee.spareObjectBlocks.append(Block(open))
      }
      if let open = unsafe state.pointee.openBufferBlocks[sizeClass], unsafe !Block(open).isFull {
        unsafe state.pointee.spareBufferBlocks.append(Block(open))
      }
    }
  }

  /// Puts one list of free cells before another.
  private static func splice(
    _ list: UnsafeMutablePointer<UnsafeMutableRawPointer?>,
    before other: UnsafeMutablePointer<UnsafeMutableRawPointer?>, linkOffset: Int
  ) {
    guard let first = unsafe list.pointee else { return }
    var last = unsafe first
    while let next = unsafe last.load(
      fromByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
    {
      unsafe last = next
    }
    unsafe last.storeBytes(
      of: other.pointee, toByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
    unsafe other.pointee = first
  }

  private func forgetMemory() {
    unsafe state.pointee.large = []
    unsafe state.pointee.chunks = []
    unsafe state.pointee.blocks = []
    unsafe state.pointee.emptyBlocks = []
    unsafe state.pointee.spareObjectBlocks = []
    unsafe state.pointee.spareBufferBlocks = []
    unsafe state.pointee.sweepPosition = 0
    unsafe state.pointee.interned = [:]
    unsafe state.pointee.outerNames = [:]
    for sizeClass in 0..<HeapState.classCount {
      unsafe state.pointee.freeObjects[sizeClass] = nil
      unsafe state.pointee.freeBuffers[sizeClass] = nil
      unsafe state.pointee.openObjectBlocks[sizeClass] = nil
      unsafe state.pointee.openBufferBlocks[sizeClass] = nil
    }
  }
}
