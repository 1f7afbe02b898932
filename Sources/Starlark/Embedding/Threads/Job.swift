/// Work of one evaluation, on a thread of ours.
enum Job {
  typealias Body<Result> =
    @Sendable (Cancellation) throws(EvaluationError) -> Result

  private static var noThread: EvaluationError {
    EvaluationError(kind: .internal, "the system gives no thread for the evaluation")
  }

  /// Runs work while the caller's thread waits.
  static func runBlocking<Result: Sendable>(
    _ cancellation: Cancellation, _ body: @escaping Body<Result>
  ) throws(EvaluationError) -> Result {
    let outcome = EvaluationThreads.run { attempt(cancellation, body) }
    guard let outcome else { throw noThread }
    return try outcome.get()
  }

  /// Runs work while the caller's task is suspended; cancelling the task cancels the work.
  static func run<Result: Sendable>(
    _ cancellation: Cancellation, _ body: @escaping Body<Result>
  ) async throws(EvaluationError) -> Result {
    // What cancels the task must not cancel other work that shares the caller's cancellation.
    let own = Cancellation()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isStarted = EvaluationThreads.start {
          let outcome = cancellation.withObserver {
            own.cancel()
          } _: {
            attempt(own, body)
          }
          continuation.resume(returning: outcome)
        }
        if !isStarted { continuation.resume(returning: .failure(noThread)) }
      }
    } onCancel: {
      own.cancel()
    }
    return try outcome.get()
  }

  private static func attempt<Result: Sendable>(
    _ cancellation: Cancellation, _ body: Body<Result>
  ) -> Swift.Result<Result, EvaluationError> {
    do throws(EvaluationError) {
      return .success(try body(cancellation))
    } catch {
      return .failure(error)
    }
  }
}
