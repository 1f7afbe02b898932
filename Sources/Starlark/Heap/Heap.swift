import Glibc

/// Where the objects of one evaluation live: non-moving, marked and swept, collected only at safepoints.
@safe
package struct Heap {
  let state: UnsafeMutablePointer<HeapState>

  static func make(stressed: Bool) -> Heap {
    ProcessSeed.prepare()
    let count = HeapState.classCount
    func table() -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
      let table = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: count)
      unsafe table.initialize(repeating: nil, count: count)
      return unsafe table
    }
    let state = UnsafeMutablePointer<HeapState>.allocate(capacity: 1)
    let sharedStrings = UnsafeMutablePointer<Value>.allocate(capacity: HeapState.sharedStringCount)
    unsafe sharedStrings.initialize(repeating: .unbound, count: HeapState.sharedStringCount)
    unsafe state.initialize(
      to: HeapState(
        freeObjects: table(), freeBuffers: table(), openObjectBlocks: table(),
        openBufferBlocks: table(), identifier: HeapIdentifiers.take(),
        sharedStrings: sharedStrings))
    unsafe state.pointee.isStressed = stressed
    return unsafe Heap(state: state)
  }

  func destroy() {
    dropEverything()
    unsafe state.pointee.largeMemory.dropSpare()
    for chunk in unsafe state.pointee.chunks { chunk.unmap() }
    unsafe state.pointee.limbs.deallocate()
    unsafe free(state.pointee.spareText)
    HeapIdentifiers.giveBack(identifier)
    unsafe state.pointee.freeObjects.deallocate()
    unsafe state.pointee.freeBuffers.deallocate()
    unsafe state.pointee.openObjectBlocks.deallocate()
    unsafe state.pointee.openBufferBlocks.deallocate()
    unsafe state.pointee.sharedStrings.deallocate()
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  @inline(__always)
  var identifier: UInt16 { unsafe state.pointee.identifier }
  /// Whether the next safepoint should collect.
  @inline(__always)
  var needsCollection: Bool { unsafe state.pointee.needsCollection }
  /// Upper bound of the bytes in use.
  package var allocated: Int { unsafe state.pointee.allocated }
  /// Whether more is in use than allowed; what is unreachable may be part of it.
  @inline(__always)
  var isOverLimit: Bool { unsafe state.pointee.allocated > state.pointee.limit }
  /// Most bytes of one value.
  @inline(__always)
  var valueLimit: Int { unsafe state.pointee.valueLimit }

  func setLimits(heap: Int, value: Int) {
    unsafe state.pointee.limit = heap
    unsafe state.pointee.valueLimit = value
    unsafe state.pointee.threshold = min(unsafe state.pointee.threshold, heap)
  }

  /// Bytes in use beyond the limit.
  var excess: Int { unsafe state.pointee.allocated - state.pointee.limit }

  func raiseLimit(by bytes: Int) {
    unsafe state.pointee.limit += bytes
  }

  /// Whether long work on a large object may go on; if not, an error is recorded and the next step fails.
  @inline(never)
  func mayGoOn() -> Bool {
    unsafe state.pointee.evaluator?._withUnsafeGuaranteedRef { $0.machine.mayGoOn() } ?? true
  }

  /// Keeps a sealed heap as long as this one: objects of this one may refer to its own.
  func retain(_ owner: HeapOwner) {
    guard unsafe !state.pointee.retained.contains(where: { $0 === owner }) else { return }
    unsafe state.pointee.retained.append(owner)
  }

  // MARK: Objects

  /// Memory for an object of a size in bytes, its header set and the rest not.
  @inline(__always)
  func allocate(_ kind: ObjectKind, size: Int, extra: UInt32 = 0) -> Object {
    let sizeClass = (size &+ 7) &>> 3
    if _fastPath(sizeClass < HeapState.classCount),
      let cell = unsafe state.pointee.freeObjects[sizeClass]
    {
      unsafe state.pointee.freeObjects[sizeClass] = cell.load(
        fromByteOffset: 8, as: UnsafeMutableRawPointer?.self)
      unsafe cell.storeBytes(
        of: ObjectHeader(kind: kind, flags: [], heap: identifier, extra: extra),
        as: ObjectHeader.self)
      if kind.ownsMemory { unsafe Block(of: Object(cell)).hasOwners = true }
      return unsafe Object(cell)
    }
    return allocateSlowly(kind, size: size, extra: extra)
  }

  @inline(never)
  private func allocateSlowly(_ kind: ObjectKind, size: Int, extra: UInt32) -> Object {
    let sizeClass = (size + 7) >> 3
    if unsafe sizeClass >= HeapState.classCount || state.pointee.isStressed {
      return unsafe addLarge(kind, in: systemMemory(max(size, 16)), size: size, extra: extra)
    }
    while unsafe state.pointee.sweepPosition < state.pointee.blocks.count {
      sweepNextBlock()
      if unsafe state.pointee.freeObjects[sizeClass] != nil {
        return allocate(kind, size: size, extra: extra)
      }
      // The open block may have to be swept yet, and until then nothing may be put into it.
      if unsafe !state.pointee.emptyBlocks.isEmpty && !hasOpenBlock(sizeClass) { break }
    }
    var open = unsafe state.pointee.openObjectBlocks[sizeClass]
    if unsafe open == nil || Block(open.unsafelyUnwrapped).isFull {
      let block: UnsafeMutableRawPointer
      // One that has to be swept yet would lose what is put into it.
      if unsafe state.pointee.sweepPosition == state.pointee.blocks.count,
        let spare = unsafe Heap.take(sizeClass, from: &state.pointee.spareObjectBlocks)
      {
        unsafe block = spare
      } else {
        unsafe block = takeBlock()
        unsafe Block(block).open(cellSize: sizeClass * HeapState.cellUnit)
        addSwept(unsafe Block(block))
      }
      unsafe state.pointee.openObjectBlocks[sizeClass] = block
      unsafe open = block
    }
    account(
      unsafe Block(open.unsafelyUnwrapped).linkFreshCells(
        into: state.pointee.freeObjects + sizeClass, linkOffset: 8))
    return allocate(kind, size: size, extra: extra)
  }

  /// Makes an object of memory of its own.
  func addLarge(
    _ kind: ObjectKind, in memory: UnsafeMutableRawPointer, size: Int, extra: UInt32
  ) -> Object {
    account(size)
    let object = unsafe Object(memory)
    unsafe state.pointee.large.append(LargeObject(object: object, size: size))
    unsafe memory.storeBytes(
      of: ObjectHeader(kind: kind, flags: .large, heap: identifier, extra: extra),
      as: ObjectHeader.self)
    return object
  }

  /// Whether a block has cells of a size that were never in use.
  private func hasOpenBlock(_ sizeClass: Int) -> Bool {
    guard let open = unsafe state.pointee.openObjectBlocks[sizeClass] else { return false }
    return unsafe !Block(open).isFull
  }

  /// Takes a block with cells of a size out of those that are in use in part.
  static func take(
    _ sizeClass: Int, from blocks: inout [Block]
  ) -> UnsafeMutableRawPointer? {
    let size = sizeClass * HeapState.cellUnit
    guard let index = blocks.firstIndex(where: { $0.cellSize == size }) else { return nil }
    blocks.swapAt(index, blocks.count - 1)
    return unsafe blocks.removeLast().base
  }

  // MARK: Texts under way

  /// How long the texts are that are built in memory that is used again.
  static let textCapacity = 1024

  /// Memory of that size, if it is enough and a value may be as large.
  @inline(__always)
  func takeText(atLeast capacity: Int) -> Bytes? {
    guard capacity <= Heap.textCapacity, valueLimit >= Heap.textCapacity else { return nil }
    guard let spare = unsafe state.pointee.spareText else {
      return unsafe Bytes(
        malloc(Heap.textCapacity).unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
    unsafe state.pointee.spareText = nil
    return unsafe Bytes(spare)
  }

  /// Keeps memory of that size for the next text; false if there is some already.
  @inline(__always)
  func keepText(_ bytes: Bytes) -> Bool {
    guard unsafe state.pointee.spareText == nil else { return false }
    unsafe state.pointee.spareText = bytes.base
    return true
  }

  // MARK: Accounting

  @inline(__always)
  func account(_ bytes: Int) {
    unsafe state.pointee.allocated += bytes
    if unsafe state.pointee.allocated > state.pointee.threshold {
      unsafe state.pointee.needsCollection = true
    }
  }

  /// Bytes of all blocks that are in use, whether or not much lives in them.
  package var blockBytes: Int {
    unsafe (state.pointee.blocks.count + state.pointee.bufferBlockCount) * HeapState.blockSize
  }

  func takeBlock() -> UnsafeMutableRawPointer {
    if let empty = unsafe state.pointee.emptyBlocks.popLast() { return unsafe empty.base }
    if unsafe state.pointee.freshBlocksLeft == 0 { mapChunk() }
    let block = unsafe state.pointee.freshBlock.unsafelyUnwrapped
    unsafe state.pointee.freshBlock = block + HeapState.blockSize
    unsafe state.pointee.freshBlocksLeft -= 1
    return unsafe block
  }

  /// Maps the next chunk: half a megabyte at first, then two, then four with huge pages where the system has them.
  ///
  /// A huge page is in memory as a whole, so what needs little gets none.
  private func mapChunk() {
    let size =
      switch unsafe state.pointee.chunks.count {
      case 0: 512 << 10
      case 1: 2 << 20
      default: 4 << 20
      }
    let mapped = unsafe mmap(
      nil, size * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      fatalError("out of memory: cannot map \(size) bytes for a Starlark heap")
    }
    let aligned = unsafe mapped + (size - Int(bitPattern: mapped) & (size - 1)) % size
    unsafe state.pointee.chunks.append(Chunk(base: mapped, size: size * 2))
    if size >= 4 << 20 { unsafe madvise(aligned, size, MADV_HUGEPAGE) }
    unsafe state.pointee.freshBlock = aligned
    unsafe state.pointee.freshBlocksLeft = size / HeapState.blockSize
  }
}
