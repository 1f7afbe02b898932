import Synchronization

/// Work of one evaluation, on a thread of ours.
struct Job {
  let cancellation: Cancellation
  private let leftover = Leftover()

  typealias Body<Result> = @Sendable (Job) throws(EvaluationError) -> Result

  /// What a failed evaluation leaves: freeing a large heap takes time that nobody has to wait for.
  private final class Leftover {
    var evaluator: Evaluator?
  }

  init(_ cancellation: Cancellation) {
    self.cancellation = cancellation
  }

  /// Keeps an evaluator until the caller knows that the evaluation has failed.
  func keep(_ evaluator: Evaluator) {
    leftover.evaluator = evaluator
  }

  private static var noThread: EvaluationError {
    EvaluationError(kind: .internal, "the system gives no thread for the evaluation")
  }

  /// Runs work while the caller's thread waits.
  static func runBlocking<Result: Sendable>(
    _ cancellation: Cancellation, _ body: @escaping Body<Result>
  ) throws(EvaluationError) -> Result {
    let box = EvaluationThreads.Box<Swift.Result<Result, EvaluationError>>()
    let ended = Semaphore()
    let isStarted = EvaluationThreads.start {
      let job = Job(cancellation)
      let outcome = job.attempt(body)
      box.value.withLock { $0 = outcome }
      ended.signal()
    }
    guard isStarted else { throw noThread }
    ended.wait()
    guard let outcome = box.value.withLock({ $0 }) else { throw noThread }
    return try outcome.get()
  }

  /// Runs work while the caller's task is suspended; cancelling the task cancels the work.
  static func run<Result: Sendable>(
    _ cancellation: Cancellation, _ body: @escaping Body<Result>
  ) async throws(EvaluationError) -> Result {
    // What cancels the task must not cancel other work that shares the caller's cancellation.
    let own = Cancellation()
    // As above: the thread sanitizer knows the order that a lock makes, and not that of a continuation.
    let box = EvaluationThreads.Box<Swift.Result<Result, EvaluationError>>()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isStarted = EvaluationThreads.start {
          let job = Job(own)
          let outcome = cancellation.withObserver {
            own.cancel()
          } _: {
            job.attempt(body)
          }
          box.value.withLock { $0 = outcome }
          continuation.resume()
        }
        if !isStarted { continuation.resume() }
      }
    } onCancel: {
      own.cancel()
    }
    guard let outcome = box.value.withLock({ $0 }) else { throw noThread }
    return try outcome.get()
  }

  private func attempt<Result: Sendable>(
    _ body: Body<Result>
  ) -> Swift.Result<Result, EvaluationError> {
    do throws(EvaluationError) {
      let result = try body(self)
      leftover.evaluator = nil
      return .success(result)
    } catch {
      return .failure(error)
    }
  }
}
