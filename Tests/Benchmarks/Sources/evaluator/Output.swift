import Glibc

/// Standard output, written in large pieces.
final class Output {
  private var bytes: [UInt8] = []

  func write(_ more: [UInt8]) {
    bytes += more
    if bytes.count >= 1 << 16 { flush() }
  }

  func flush() {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
