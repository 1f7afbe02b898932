import Glibc
import Synchronization

/// Runs work on a thread with a stack of a given size, and waits for it.
///
/// A stack overflow ends the process: a test that comes back did not overflow.
package func onThread<Result: Sendable>(
  stackSize: Int, _ work: @escaping @Sendable () -> Result
) -> Result? {
  let job = Job(work)
  var attributes = pthread_attr_t()
  guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
  defer { unsafe pthread_attr_destroy(&attributes) }
  guard unsafe pthread_attr_setstacksize(&attributes, stackSize) == 0 else { return nil }
  var thread = pthread_t()
  let argument = unsafe Unmanaged.passRetained(job as JobBase).toOpaque()
  let status = unsafe pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument = unsafe argument else { return nil }
      unsafe Unmanaged<JobBase>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, argument)
  guard status == 0 else {
    unsafe Unmanaged<JobBase>.fromOpaque(argument).release()
    return nil
  }
  pthread_join(thread, nil)
  return job.result.withLock { $0 }
}

private class JobBase {
  func run() {}
}

private final class Job<Result: Sendable>: JobBase {
  let work: @Sendable () -> Result
  let result = Mutex<Result?>(nil)

  init(_ work: @escaping @Sendable () -> Result) {
    self.work = work
  }

  override func run() {
    let value = work()
    result.withLock { $0 = value }
  }
}
