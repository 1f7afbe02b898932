import Glibc

// Eight bytes at a time. Most comparisons are of few bytes: words that overlap are compared sooner than a function of the
// library is called.
extension Bytes {
  /// Eight bytes from an index on.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  @inline(__always)
  func setWord(_ word: UInt64, at index: Int) {
    unsafe UnsafeMutableRawPointer(base).storeBytes(of: word, toByteOffset: index, as: UInt64.self)
  }

  @inline(__always)
  private func halfWord(_ index: Int) -> UInt32 {
    unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt32.self)
  }

  @inline(__always)
  private func setHalfWord(_ word: UInt32, at index: Int) {
    unsafe UnsafeMutableRawPointer(base).storeBytes(of: word, toByteOffset: index, as: UInt32.self)
  }

  /// Copies bytes that do not overlap.
  @inline(__always)
  func copy(to target: Bytes, count: Int) {
    guard _fastPath(count <= 32) else {
      unsafe memcpy(target.base, base, count)
      return
    }
    if count >= 8 {
      var index = 0
      while index &+ 8 < count {
        target.setWord(word(at: index), at: index)
        index &+= 8
      }
      target.setWord(word(at: count &- 8), at: count &- 8)
      return
    }
    if count >= 4 {
      let (first, last) = (halfWord(0), halfWord(count &- 4))
      target.setHalfWord(first, at: 0)
      target.setHalfWord(last, at: count &- 4)
      return
    }
    var index = 0
    while index < count {
      target[index] = self[index]
      index &+= 1
    }
  }

  /// Whether as many bytes are the same.
  @inline(__always)
  static func areSame(_ x: Bytes, _ y: Bytes, count: Int) -> Bool {
    guard _fastPath(count <= 32) else { return unsafe memcmp(x.base, y.base, count) == 0 }
    if count >= 8 {
      var index = 0
      while index &+ 8 < count {
        guard x.word(at: index) == y.word(at: index) else { return false }
        index &+= 8
      }
      return x.word(at: count &- 8) == y.word(at: count &- 8)
    }
    if count >= 4 {
      return x.halfWord(0) == y.halfWord(0) && x.halfWord(count &- 4) == y.halfWord(count &- 4)
    }
    var index = 0
    while index < count {
      if x[index] != y[index] { return false }
      index &+= 1
    }
    return true
  }

  /// The order of bytes: below 0, 0, or above 0.
  @inline(__always)
  static func order(_ x: Bytes, _ xCount: Int, _ y: Bytes, _ yCount: Int) -> Int {
    let common = min(xCount, yCount)
    if common >= 8 {
      let (first, second) = (x.word(at: 0).bigEndian, y.word(at: 0).bigEndian)
      if first != second { return first < second ? -1 : 1 }
    }
    let order = unsafe memcmp(x.base, y.base, common)
    return order != 0 ? Int(order) : xCount &- yCount
  }
}
