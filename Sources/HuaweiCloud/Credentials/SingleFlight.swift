/// Work that is done once for everybody who asks while it runs.
///
/// It is cancelled when the last one who waits for it is.
actor SingleFlight<Value: Sendable> {
  private var task: Task<Result<Value, CloudError>, Never>?
  private var flight = 0
  private var waiting = 0

  /// Joins the work under way, or starts it.
  func value(
    _ work: @escaping @Sendable () async throws(CloudError) -> Value
  ) async throws(CloudError) -> Value {
    let task = self.task ?? start(work)
    let joined = flight
    waiting += 1
    let result = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      Task { await self.leave(joined) }
    }
    if joined == flight { self.task = nil }
    return try result.get()
  }

  private func start(
    _ work: @escaping @Sendable () async throws(CloudError) -> Value
  ) -> Task<Result<Value, CloudError>, Never> {
    flight += 1
    waiting = 0
    let started = Task { () -> Result<Value, CloudError> in
      do throws(CloudError) {
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }
    task = started
    return started
  }

  private func leave(_ joined: Int) {
    guard joined == flight, let task else { return }
    waiting -= 1
    guard waiting == 0 else { return }
    task.cancel()
    // Whoever comes now must not be handed the cancellation of others.
    self.task = nil
  }
}
