import Glibc

/// A thread of our own, for what blocks or needs a stack of a known size.
enum Thread {
  private final class Work {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that nobody waits for; false where the system has none left.
  @discardableResult
  static func start(stackSize: Int, _ run: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(Work(run)).toOpaque()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
    if status != 0 { unsafe Unmanaged<Work>.fromOpaque(argument).release() }
    return status == 0
  }

  /// Runs what blocks on a thread of its own: in a task it would starve the pool.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      let isStarted = start(stackSize: 8 << 20) { continuation.resume(returning: work()) }
      if !isStarted { fatalError("the system has no thread left") }
    }
  }
}
