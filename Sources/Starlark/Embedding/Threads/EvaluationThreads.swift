import Glibc
import Synchronization

/// Threads that evaluations run on: with a stack of known size, and outside the pool of Swift concurrency.
///
/// A few idle ones wait for the next evaluation.
enum EvaluationThreads {
  /// Natives that call back nest on this stack, at most 200 deep.
  static let stackSize = 64 << 20
  private static let idleLimit = 4
  private static let idle = Mutex<[Worker]>([])

  /// Starts work on a thread of its own; false where the system gives none.
  static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
    if let worker = idle.withLock({ $0.popLast() }) {
      worker.begin(work)
      return true
    }
    let worker = Worker()
    worker.begin(work)
    return worker.start()
  }

  final class Box<Content: Sendable>: Sendable {
    let value = Mutex<Content?>(nil)
  }

  private final class Worker: Sendable {
    private let work = Mutex<(@Sendable () -> Void)?>(nil)
    private let wanted = Semaphore()

    func begin(_ work: @escaping @Sendable () -> Void) {
      self.work.withLock { $0 = work }
      wanted.signal()
    }

    func start() -> Bool {
      var attributes = pthread_attr_t()
      unsafe pthread_attr_init(&attributes)
      defer { unsafe pthread_attr_destroy(&attributes) }
      unsafe pthread_attr_setstacksize(&attributes, stackSize)
      unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
      var thread = pthread_t()
      let argument = unsafe Unmanaged.passRetained(self).toOpaque()
      let status = unsafe pthread_create(
        &thread, &attributes,
        { argument in
          guard let argument = unsafe argument else { return nil }
          unsafe Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().serve()
          return nil
        }, argument)
      if status != 0 { unsafe Unmanaged<Worker>.fromOpaque(argument).release() }
      return status == 0
    }

    private func serve() {
      repeat {
        wanted.wait()
        let work = self.work.withLock { work in
          defer { work = nil }
          return work
        }
        work?()
      } while idle.withLock({ idle in
        guard idle.count < idleLimit else { return false }
        idle.append(self)
        return true
      })
    }
  }
}
