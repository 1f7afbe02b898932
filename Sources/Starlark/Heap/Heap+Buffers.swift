import Glibc

// Memory that objects own outside their cells.
extension Heap {
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
}
