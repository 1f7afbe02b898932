import Glibc

/// Time as the limiter sees it: since the machine started, which no correction of the wall clock moves
/// and which goes on while the machine sleeps.
package struct MachineClock: Sendable {
  /// Names this start of the machine; times of two starts do not compare.
  package let bootID: @Sendable () -> String
  /// Nanoseconds since the machine started.
  package let now: @Sendable () -> Int64

  package init(bootID: @escaping @Sendable () -> String, now: @escaping @Sendable () -> Int64) {
    self.bootID = bootID
    self.now = now
  }

  package static let system: MachineClock = {
    let id = line(of: "/proc/sys/kernel/random/boot_id") ?? "unknown"
    return MachineClock(bootID: { id }, now: bootTime)
  }()

  @Sendable private static func bootTime() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension Duration {
  /// Whole nanoseconds, held to what 64 bits can say.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    return scaled.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
  }
}

/// The first line of a small file of the kernel.
func line(of path: String) -> String? {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
  guard count > 0 else { return nil }
  let first = bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }
  return String(decoding: first, as: UTF8.self)
}
