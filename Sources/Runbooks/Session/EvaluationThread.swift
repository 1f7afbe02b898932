import Glibc
import Synchronization

/// Threads with a stack that suits evaluation.
///
/// They are outside the pool of Swift concurrency, which a thread that waits would starve.
enum EvaluationThread {
  /// Native functions that call back nest on this stack, at most 200 deep.
  static let stackSize = 64 << 20

  /// Runs work on a thread of its own, and blocks this one until it has ended.
  @available(*, noasync)
  static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
    let box = Box<Result>()
    pthread_join(start { box.set(work()) }, nil)
    guard let result = box.value else { fatalError("a thread ended without a result") }
    return result
  }

  /// Runs work on a thread of its own.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      pthread_detach(start { continuation.resume(returning: work()) })
    }
  }

  private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(Job(work)).toOpaque()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, argument)
    guard status == 0 else { fatalError("cannot start a thread: error \(status)") }
    return thread
  }

  private final class Job: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
      self.work = work
    }
  }

  private final class Box<Result: Sendable>: Sendable {
    private let state = Mutex<Result?>(nil)

    var value: Result? { state.withLock { $0 } }

    func set(_ value: Result) {
      state.withLock { $0 = value }
    }
  }
}
