import Glibc

/// Which process holds a grant, said so that a reused number does not count as the same process.
struct ProcessIdentity: Sendable, Hashable {
  enum State: Sendable, Hashable {
    case alive, dead
    /// The process lives in another container, whose numbers mean nothing here.
    case unknown
  }

  let number: Int64
  /// When the process started, in clock ticks since the machine did.
  let start: Int64
  /// The kernel's name for the set of processes in which `number` counts.
  let namespace: String

  static let current = ProcessIdentity(
    number: Int64(getpid()), start: startTime(of: Int64(getpid())) ?? 0,
    namespace: currentNamespace)

  var state: State {
    guard namespace == Self.currentNamespace else { return .unknown }
    return Self.startTime(of: number) == start ? .alive : .dead
  }

  private static let currentNamespace: String = {
    var target = [UInt8](repeating: 0, count: 256)
    let count = unsafe target.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe readlink("/proc/self/ns/pid", start, bytes.count)
    }
    return String(decoding: target.prefix(max(count, 0)), as: UTF8.self)
  }()

  /// Field 22 of `/proc/PID/stat`; the name before it may hold spaces and parentheses.
  private static func startTime(of number: Int64) -> Int64? {
    guard let line = line(of: "/proc/\(number)/stat"), let end = line.lastIndex(of: ")") else {
      return nil
    }
    let fields = line[line.index(after: end)...].split(separator: " ")
    // A zombie has ended: it sends nothing more.
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return Int64(fields[19])
  }
}
