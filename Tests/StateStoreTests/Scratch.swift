import Glibc
import StateStore
import Synchronization

/// A folder of one test, removed at its end.
final class Scratch: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/state-store-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return "" }
      return unsafe String(cString: path)
    }
    precondition(!made.isEmpty, "no scratch folder")
    self.path = made
  }

  deinit {
    for name in ["state.db", "state.db-wal", "state.db-shm", "locks"] {
      unsafe unlink("\(state)/\(name)")
    }
    unsafe rmdir(state)
    unsafe rmdir("\(path)/deep")
    unsafe rmdir(path)
  }

  /// Two levels that do not exist yet.
  var state: String { "\(path)/deep/reeve" }
  var database: String { "\(state)/state.db" }

  func write(_ text: String) {
    let descriptor = unsafe open(database, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = unsafe Glibc.write(descriptor, text, text.utf8.count)
    close(descriptor)
  }

  static func mode(of path: String) -> UInt32 {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}

/// A clock that tests move.
final class TestClock: Sendable {
  private let state = Mutex((boot: "one", now: Int64(1_000) * second))

  static let second: Int64 = 1_000_000_000

  var clock: MachineClock {
    MachineClock(
      bootID: { self.state.withLock { $0.boot } }, now: { self.state.withLock { $0.now } })
  }

  func advance(seconds: Int64) { state.withLock { $0.now += seconds * Self.second } }

  func restart(uptime seconds: Int64) {
    state.withLock { $0 = (boot: $0.boot + "+", now: seconds * Self.second) }
  }
}

/// Runs `body` on `count` threads of their own and waits for all; for code that blocks.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Box: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var threads: [pthread_t] = []
  for index in 0..<count {
    let box = unsafe Unmanaged.passRetained(Box { body(index) })
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, box.toOpaque())
    threads.append(thread)
  }
  for thread in threads { pthread_join(thread, nil) }
}
