internal import Synchronization

/// Work that is done once for everybody who asks while it runs.
///
/// It is cancelled when the last one who waits for it is. Work that stores its result must do so
/// before it returns: then whoever looks at the stored result first and joins next, without giving
/// up its actor in between, never starts the work a second time.
final class SingleFlight<Value: Sendable>: Sendable {
  private typealias Flight = Task<Result<Value, CloudError>, Never>

  private struct State {
    var flight: Flight?
    var number = 0
    var waiting = 0
  }

  private let state = Mutex(State())

  /// Joins the work under way, or starts it; joining is done before the first suspension.
  nonisolated(nonsending) func value(
    _ work: @escaping @Sendable () async throws(CloudError) -> Value
  ) async throws(CloudError) -> Value {
    let (flight, number) = join(work)
    let result = await withTaskCancellationHandler {
      await flight.value
    } onCancel: {
      self.leave(number)
    }
    return try result.get()
  }

  private func join(
    _ work: @escaping @Sendable () async throws(CloudError) -> Value
  ) -> (Flight, number: Int) {
    state.withLock { state in
      if let flight = state.flight {
        state.waiting += 1
        return (flight, state.number)
      }
      state.number += 1
      state.waiting = 1
      let number = state.number
      let flight = Flight {
        let result: Result<Value, CloudError>
        do throws(CloudError) {
          result = .success(try await work())
        } catch {
          result = .failure(error)
        }
        self.land(number)
        return result
      }
      state.flight = flight
      return (flight, number)
    }
  }

  private func land(_ number: Int) {
    state.withLock { if $0.number == number { $0.flight = nil } }
  }

  private func leave(_ number: Int) {
    let abandoned = state.withLock { state -> Flight? in
      guard state.number == number, let flight = state.flight else { return nil }
      state.waiting -= 1
      guard state.waiting == 0 else { return nil }
      // Whoever comes now must not be handed the cancellation of others.
      state.flight = nil
      return flight
    }
    abandoned?.cancel()
  }
}
