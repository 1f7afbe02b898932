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
    sweepEverything(dropping: true)
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
      let cell = unsafe Heap.inHugePages(malloc(max(size, 16)).unsafelyUnwrapped, size)
      account(size)
      unsafe state.pointee.large.append(Object(cell))
      unsafe cell.storeBytes(
        of: ObjectHeader(kind: kind, flags: .large, heap: identifier, extra: extra),
        as: ObjectHeader.self)
      return unsafe Object(cell)
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

  /// Whether a block has cells of a size that were never in use.
  private func hasOpenBlock(_ sizeClass: Int) -> Bool {
    guard let open = unsafe state.pointee.openObjectBlocks[sizeClass] else { return false }
    return unsafe !Block(open).isFull
  }

  /// Takes a block with cells of a size out of those that are in use in part.
  private static func take(
    _ sizeClass: Int, from blocks: inout [Block]
  ) -> UnsafeMutableRawPointer? {
    let size = sizeClass * HeapState.cellUnit
    guard let index = blocks.firstIndex(where: { $0.cellSize == size }) else { return nil }
    blocks.swapAt(index, blocks.count - 1)
    return unsafe blocks.removeLast().base
  }

  // MARK: Buffers

  /// Memory that an object owns and returns with `release`.
  @inline(__always)
  func allocateBuffer(size: Int) -> UnsafeMutableRawPointer {
    let sizeClass = (size &+ 7) &>> 3
    if _fastPath(sizeClass < HeapState.classCount),
      let cell = unsafe state.pointee.freeBuffers[sizeClass]
    {
      unsafe state.pointee.freeBuffers[sizeClass] = cell.load(as: UnsafeMutableRawPointer?.self)
      return unsafe cell
    }
    return unsafe allocateBufferSlowly(size: size)
  }

  /// The same, filled with zeros; the system has such memory at no cost where much is wanted.
  func allocateZeroedBuffer(size: Int) -> UnsafeMutableRawPointer {
    if unsafe size > HeapState.classCount * HeapState.cellUnit || state.pointee.isStressed {
      account(size)
      return unsafe Heap.inHugePages(calloc(1, size).unsafelyUnwrapped, size)
    }
    let buffer = unsafe allocateBuffer(size: size)
    unsafe memset(buffer, 0, size)
    return unsafe buffer
  }

  @inline(never)
  private func allocateBufferSlowly(size: Int) -> UnsafeMutableRawPointer {
    let sizeClass = (size + 7) >> 3
    if unsafe sizeClass >= HeapState.classCount || state.pointee.isStressed {
      account(size)
      return unsafe Heap.inHugePages(malloc(size).unsafelyUnwrapped, size)
    }
    var open = unsafe state.pointee.openBufferBlocks[sizeClass]
    if unsafe open == nil || Block(open.unsafelyUnwrapped).isFull {
      let block: UnsafeMutableRawPointer
      if let spare = unsafe Heap.take(sizeClass, from: &state.pointee.spareBufferBlocks) {
        unsafe block = spare
      } else {
        unsafe block = takeBlock()
        unsafe state.pointee.bufferBlockCount += 1
        unsafe Block(block).open(cellSize: sizeClass * HeapState.cellUnit)
      }
      unsafe state.pointee.openBufferBlocks[sizeClass] = block
      unsafe open = block
    }
    account(
      unsafe Block(open.unsafelyUnwrapped).linkFreshCells(
        into: state.pointee.freeBuffers + sizeClass, linkOffset: 0))
    return unsafe allocateBuffer(size: size)
  }

  func release(buffer: UnsafeMutableRawPointer, size: Int) {
    let sizeClass = (size &+ 7) &>> 3
    if unsafe sizeClass < HeapState.classCount && !state.pointee.isStressed {
      unsafe buffer.storeBytes(
        of: state.pointee.freeBuffers[sizeClass], as: UnsafeMutableRawPointer?.self)
      unsafe state.pointee.freeBuffers[sizeClass] = buffer
    } else {
      unsafe state.pointee.allocated -= size
      unsafe free(buffer)
    }
  }

  /// Moves a buffer's first bytes into one of another size.
  func resize(buffer: UnsafeMutableRawPointer?, from old: Int, to new: Int)
    -> UnsafeMutableRawPointer
  {
    guard let buffer = unsafe buffer, old > 0 else { return unsafe allocateBuffer(size: new) }
    let largest = (HeapState.classCount - 1) * HeapState.cellUnit
    if old > largest && new > largest {
      account(new - old)
      return unsafe Heap.inHugePages(realloc(buffer, new).unsafelyUnwrapped, new)
    }
    let moved = unsafe allocateBuffer(size: new)
    unsafe moved.copyMemory(from: buffer, byteCount: min(old, new))
    unsafe release(buffer: buffer, size: old)
    return unsafe moved
  }

  private static let hugePage = 2 << 20

  /// Has large memory come in huge pages, where the system has them.
  ///
  /// By pages of four kilobytes, finding and clearing them was a fifth of the time of programs that grow long lists and
  /// texts.
  static func inHugePages(
    _ memory: UnsafeMutableRawPointer, _ size: Int
  ) -> UnsafeMutableRawPointer {
    guard _slowPath(size >= 2 * hugePage) else { return unsafe memory }
    let start = Int(bitPattern: memory)
    let skipped = (start + hugePage - 1) / hugePage * hugePage - start
    unsafe madvise(memory + skipped, (size - skipped) / hugePage * hugePage, MADV_HUGEPAGE)
    return unsafe memory
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

  private func takeBlock() -> UnsafeMutableRawPointer {
    if let empty = unsafe state.pointee.emptyBlocks.popLast() { return unsafe empty.base }
    if unsafe state.pointee.freshBlocksLeft == 0 { mapChunk() }
    let block = unsafe state.pointee.freshBlock.unsafelyUnwrapped
    unsafe state.pointee.freshBlock = block + HeapState.blockSize
    unsafe state.pointee.freshBlocksLeft -= 1
    return unsafe block
  }

  /// Maps the next chunk: half a megabyte at first, then four, with huge pages where the system has them.
  private func mapChunk() {
    let size = unsafe state.pointee.chunks.isEmpty ? 512 << 10 : 4 << 20
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

/// Thirty-two kilobytes with cells of one size, aligned so that a cell's address tells its block.
@safe
struct Block {
  static let headerSize = 16
  let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) {
    unsafe self.base = base
  }

  var cellSize: Int { unsafe Int(base.load(as: UInt32.self)) }
  /// Offset of the first cell that was never in use.
  private var freshOffset: Int {
    get { unsafe Int(base.load(fromByteOffset: 4, as: UInt32.self)) }
    nonmutating set {
      unsafe base.storeBytes(of: UInt32(newValue), toByteOffset: 4, as: UInt32.self)
    }
  }

  /// The block that an object lies in which has no allocation of its own.
  @inline(__always)
  init(of object: Object) {
    unsafe base =
      UnsafeMutableRawPointer(bitPattern: object.address & ~UInt(HeapState.blockSize - 1))
      .unsafelyUnwrapped
  }

  /// Whether the collection under way has reached an object of the block, from marking it until it is swept.
  @inline(__always)
  var isReached: Bool {
    get { unsafe base.load(fromByteOffset: 8, as: Bool.self) }
    nonmutating set { unsafe base.storeBytes(of: newValue, toByteOffset: 8, as: Bool.self) }
  }

  /// Whether there may be objects in it that own something outside their own memory.
  @inline(__always)
  var hasOwners: Bool {
    get { unsafe base.load(fromByteOffset: 9, as: Bool.self) }
    nonmutating set { unsafe base.storeBytes(of: newValue, toByteOffset: 9, as: Bool.self) }
  }

  func open(cellSize: Int) {
    unsafe base.storeBytes(of: UInt32(cellSize), as: UInt32.self)
    freshOffset = Block.headerSize
    isReached = false
    hasOwners = false
  }

  var isFull: Bool { freshOffset + cellSize > HeapState.blockSize }

  /// Links the next page's worth of cells in the order of their addresses, and tells how many bytes they are.
  func linkFreshCells(
    into list: UnsafeMutablePointer<UnsafeMutableRawPointer?>, linkOffset: Int
  ) -> Int {
    let size = cellSize
    let start = freshOffset
    let count = min((HeapState.blockSize - start) / size, max(1, 4096 / size))
    var next = unsafe list.pointee
    for index in stride(from: count - 1, through: 0, by: -1) {
      let cell = unsafe base + (start + index * size)
      unsafe cell.storeBytes(of: 0, as: UInt64.self)
      unsafe cell.storeBytes(of: next, toByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
      unsafe next = cell
    }
    unsafe list.pointee = next
    freshOffset = start + count * size
    return count * size
  }

  /// Calls a function with each cell that has been in use.
  @inline(__always)
  func forEachCell(_ body: (UnsafeMutableRawPointer) -> Void) {
    let size = cellSize
    let end = freshOffset
    var offset = Block.headerSize
    while offset < end {
      unsafe body(base + offset)
      offset += size
    }
  }
}
