/// Steele's SplitMix64: the same seed gives the same inventory on every machine.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, stream: UInt64 = 0) {
    state = seed
    state = next() ^ (stream &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Hexadecimal digits, 16 for each word.
  mutating func hexadecimal(words: Int) -> String {
    var bytes: [UInt8] = []
    for _ in 0..<words {
      let word = next()
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return Hexadecimal.text(bytes)
  }

  /// A random UUID of version 4.
  mutating func uuid() -> String {
    var digits = Array(hexadecimal(words: 2).utf8)
    digits[12] = UInt8(ascii: "4")
    digits[16] = UInt8(ascii: "a")
    let text = String(decoding: digits, as: UTF8.self)
    func part(_ from: Int, _ count: Int) -> Substring { text.dropFirst(from).prefix(count) }
    return "\(part(0, 8))-\(part(8, 4))-\(part(12, 4))-\(part(16, 4))-\(part(20, 12))"
  }

  mutating func characters(_ alphabet: String, count: Int) -> String {
    let alphabet = Array(alphabet.utf8)
    let bytes = (0..<count).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
