/// Hashes for the tables of this process: seeded, so that a script cannot choose keys that collide.
enum Hashing {
  @inline(__always)
  private static func mix(_ x: UInt64, _ y: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: y)
    return product.high ^ product.low
  }

  /// Hashes bytes; the result is never 0, which means that a string's hash is not known.
  static func bytes(_ buffer: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = buffer.count
    var state = unsafe processSeed ^ UInt64(truncatingIfNeeded: count)
    let raw = UnsafeRawBufferPointer(buffer)
    var index = 0
    if count >= 128 {
      // Four chains at once: each multiplication has to wait for the one before it.
      var chains = (state, state ^ 0x9E37_79B9_7F4A_7C15, state &+ 1, ~state)
      while index &+ 32 <= count {
        chains.0 = unsafe mix(
          chains.0 ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self),
          0xE703_7ED1_A0B4_28DB)
        chains.1 = unsafe mix(
          chains.1 ^ raw.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self),
          0x8EBC_6AF0_9C88_C6E3)
        chains.2 = unsafe mix(
          chains.2 ^ raw.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self),
          0x5899_65CC_7537_4CC3)
        chains.3 = unsafe mix(
          chains.3 ^ raw.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self),
          0x1D8E_4E27_C47D_124F)
        index &+= 32
      }
      state =
        mix(chains.0 ^ 0xE703_7ED1_A0B4_28DB, chains.1 | 1)
        ^ mix(chains.2 ^ 0x8EBC_6AF0_9C88_C6E3, chains.3 | 1)
    }
    while index &+ 8 <= count {
      state = unsafe mix(
        state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), 0xE703_7ED1_A0B4_28DB)
      index &+= 8
    }
    if index < count {
      var tail: UInt64 = 0
      if count >= 8 {
        tail = unsafe raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      } else if count >= 4 {
        let low = unsafe raw.loadUnaligned(as: UInt32.self)
        let high = unsafe raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        tail = UInt64(low) | UInt64(high) << 32
      } else {
        tail =
          UInt64(unsafe raw[0]) | UInt64(unsafe raw[count >> 1]) << 8
          | UInt64(unsafe raw[count &- 1]) << 16
      }
      state = mix(state ^ tail, 0x8EBC_6AF0_9C88_C6E3)
    }
    return folded(state)
  }

  /// Hashes a word, such as the bits of a small integer.
  @inline(__always)
  static func word(_ word: UInt64) -> UInt32 {
    unsafe folded(mix(word ^ processSeed, 0x9E37_79B9_7F4A_7C15))
  }

  /// Adds a hash to a running one, for tuples.
  @inline(__always)
  static func combine(_ state: UInt32, _ hash: UInt32) -> UInt32 {
    word(UInt64(state) << 32 | UInt64(hash))
  }

  @inline(__always)
  private static func folded(_ state: UInt64) -> UInt32 {
    let hash = UInt32(truncatingIfNeeded: state ^ state >> 32)
    return hash == 0 ? 1 : hash
  }
}
