import Glibc
import Synchronization

/// Threads with a stack that suits evaluation, outside the pool of Swift concurrency, which a blocked thread would starve.
enum EvaluationThread {
  /// Native functions that call back nest on this stack, at most 200 deep.
  static let stackSize = 64 << 20

  /// Runs work on a thread of its own and waits for it.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
    let job = Job(work)
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(job as AnyJob).toOpaque()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
    guard status == 0 else { fatalError("cannot start a thread: error \(status)") }
    pthread_join(thread, nil)
    guard let result = job.result else { fatalError("a thread ended without a result") }
    return result
  }

  private class AnyJob {
    func run() {}
  }

  private final class Job<Result: Sendable>: AnyJob {
    private let work: @Sendable () -> Result
    private let state = Mutex<Result?>(nil)

    init(_ work: @escaping @Sendable () -> Result) {
      self.work = work
    }

    var result: Result? { state.withLock { $0 } }

    override func run() {
      let value = work()
      state.withLock { $0 = value }
    }
  }
}
