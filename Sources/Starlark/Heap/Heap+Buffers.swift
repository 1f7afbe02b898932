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
    if isLarge(size) {
      account(size)
      return unsafe state.pointee.largeMemory.allocate(size, isZeroed: true)
    }
    if unsafe size > HeapState.classCount * HeapState.cellUnit || state.pointee.isStressed {
      account(size)
      return unsafe calloc(1, size).unsafelyUnwrapped
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
      return unsafe systemMemory(size)
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
      unsafe keep(buffer, sizeClass)
    } else {
      unsafe state.pointee.allocated -= size
      unsafe giveBack(buffer, size)
    }
  }

  /// Takes back what garbage owned, which the last collection has not counted as in use: what is kept for the next buffer
  /// counts from now on, as other free cells do.
  func reclaim(buffer: UnsafeMutableRawPointer, size: Int) {
    let sizeClass = (size &+ 7) &>> 3
    if unsafe sizeClass < HeapState.classCount && !state.pointee.isStressed {
      guard unsafe !state.pointee.isEnding else { return }
      account(sizeClass &* HeapState.cellUnit)
      unsafe keep(buffer, sizeClass)
    } else {
      unsafe giveBack(buffer, size)
    }
  }

  /// Keeps a free cell for the next buffer of its size.
  @inline(__always)
  private func keep(_ buffer: UnsafeMutableRawPointer, _ sizeClass: Int) {
    unsafe buffer.storeBytes(
      of: state.pointee.freeBuffers[sizeClass], as: UnsafeMutableRawPointer?.self)
    unsafe state.pointee.freeBuffers[sizeClass] = buffer
  }

  /// Moves a buffer's first bytes into one of another size.
  func resize(buffer: UnsafeMutableRawPointer?, from old: Int, to new: Int)
    -> UnsafeMutableRawPointer
  {
    guard let buffer = unsafe buffer, old > 0 else { return unsafe allocateBuffer(size: new) }
    let largest = (HeapState.classCount - 1) * HeapState.cellUnit
    if old > largest && new > largest && isLarge(old) == isLarge(new) {
      account(new - old)
      return isLarge(new)
        ? unsafe resizeLarge(buffer, from: old, to: new)
        : unsafe realloc(buffer, new).unsafelyUnwrapped
    }
    let moved = unsafe allocateBuffer(size: new)
    unsafe moved.copyMemory(from: buffer, byteCount: min(old, new))
    unsafe release(buffer: buffer, size: old)
    return unsafe moved
  }

  // MARK: Memory of the system

  /// Whether memory of a size is mapped on its own.
  ///
  /// A stressed heap leaves all to the C library, which sanitizers watch.
  @inline(__always)
  func isLarge(_ size: Int) -> Bool {
    unsafe size >= LargeMemory.least && !state.pointee.isStressed
  }

  /// Memory for what is too large for a block.
  func systemMemory(_ size: Int) -> UnsafeMutableRawPointer {
    isLarge(size)
      ? unsafe state.pointee.largeMemory.allocate(size) : unsafe malloc(size).unsafelyUnwrapped
  }

  /// Moves what is large to large memory of another size.
  func resizeLarge(
    _ memory: UnsafeMutableRawPointer, from old: Int, to new: Int
  ) -> UnsafeMutableRawPointer {
    unsafe state.pointee.largeMemory.resize(memory, from: old, to: new)
  }

  /// Returns what `systemMemory` gave.
  func giveBack(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    if isLarge(size) {
      unsafe state.pointee.largeMemory.free(memory, size)
    } else {
      unsafe free(memory)
    }
  }
}
