import Glibc

// Moving much memory at once: in pieces, each charged, so that limits and cancellation reach the middle of a copy.
extension Machine {
  /// Bytes that are moved between two looks at the limits.
  private static var pieceSize: Int { 1 << 20 }

  /// Copies bytes; false after an error was recorded.
  @inline(__always)
  func copy(_ source: Bytes, to target: Bytes, count: Int) -> Bool {
    guard _fastPath(count <= Machine.pieceSize) else {
      return copyPieces(source, to: target, count: count)
    }
    source.copy(to: target, count: count)
    return charge(count &>> 6)
  }

  @inline(never)
  private func copyPieces(_ source: Bytes, to target: Bytes, count: Int) -> Bool {
    var offset = 0
    while offset < count {
      let size = min(Machine.pieceSize, count - offset)
      unsafe memcpy((target + offset).base, (source + offset).base, size)
      guard charge(size &>> 6) else { return false }
      offset += size
    }
    return true
  }

  /// Copies values; false after an error was recorded.
  func copy(_ source: Values, to target: Values, count: Int) -> Bool {
    copy(source.bytes, to: target.bytes, count: count * MemoryLayout<Value>.stride)
  }

  /// Repeats the bytes that a buffer begins with until it is full; false after an error was recorded.
  func `repeat`(first count: Int, of buffer: Bytes, total: Int) -> Bool {
    var filled = count
    if count == MemoryLayout<Value>.stride {
      // A value that is repeated: the first ones one by one, since a copy of so few bytes takes as long as of many.
      let word = unsafe UnsafeRawPointer(buffer.base).load(as: UInt64.self)
      let end = min(total, 512)
      while filled < end {
        unsafe UnsafeMutableRawPointer(buffer.base).storeBytes(
          of: word, toByteOffset: filled, as: UInt64.self)
        filled &+= count
      }
    }
    while filled < total {
      // What is filled doubles, but the part that is copied again stays in the cache.
      let part = min(filled, max(count, (1 << 16) / count * count), total - filled)
      unsafe memcpy((buffer + filled).base, buffer.base, part)
      guard charge(part &>> 6) else { return false }
      filled += part
    }
    return true
  }

  /// Counts the steps of looking at strings that may be long; false after an error was recorded.
  @inline(__always)
  func charge(comparing count: Int) -> Bool {
    _fastPath(count < 1024) || charge(count &>> 6)
  }
}

extension Values {
  /// The memory that the values take.
  var bytes: Bytes {
    unsafe Bytes(UnsafeMutableRawPointer(base).assumingMemoryBound(to: UInt8.self))
  }
}
