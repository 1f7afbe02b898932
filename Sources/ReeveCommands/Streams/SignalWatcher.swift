import Glibc
import Synchronization

/// Turns signals of the process into calls of an ``Interruption``.
///
/// The handler of a signal may do next to nothing, so it writes the signal's number into a pipe, which
/// a thread reads.
package enum SignalWatcher {
  private static let writing = Atomic<Int32>(-1)

  /// Watches for the rest of the process's life.
  package static func start(_ interruption: Interruption) {
    guard let (reading, end) = Descriptors.pipe() else { return }
    writing.store(end, ordering: .releasing)
    let isStarted = Thread.start(stackSize: 1 << 17) {
      var byte: [UInt8] = [0]
      while true {
        let count = unsafe read(reading, &byte, 1)
        if count == 1 {
          let signal = Int32(byte[0])
          if signal == SIGCONT {
            TerminalEcho.goOn()
            interruption.resume()
          } else {
            interruption.raise(signal)
          }
        }
        if count == 0 || (count < 0 && errno != EINTR) { return }
      }
    }
    guard isStarted else { return }
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGCONT] { watch(signal) }
    // A reader that goes away shows as an error of the write.
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
  }

  private static func watch(_ signal: Int32) {
    var previous = sigaction()
    unsafe sigaction(signal, nil, &previous)
    // `nohup` and background jobs ignore some signals; they stay ignored.
    guard !isIgnored(previous) else { return }
    var action = sigaction()
    action.sa_flags = SA_RESTART
    unsafe action.__sigaction_handler.sa_handler = { signal in
      let number = errno
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = unsafe write(SignalWatcher.writing.load(ordering: .acquiring), &byte, 1)
      errno = number
    }
    unsafe sigaction(signal, &action, nil)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    return handler == 1
  }
}
