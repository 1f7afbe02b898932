import HuaweiCloud
import Starlark
import Synchronization

/// What stops a session, from whichever thread.
final class SessionControl: Sendable {
  /// How far a run is; what stops it differs.
  enum Phase: Sendable {
    case script
    case deferred
  }

  private struct State {
    var mode = SessionMode.live
    var stop: StopReason?
    var phase = Phase.script
    var hasBegun = false
    var dispatcher: Dispatcher?
    /// What stopped the calls that `defer` registered.
    var deferredStop: StopReason?
  }

  let cancellation = Cancellation()
  let blocking = Blocking()
  private let state = Mutex(State())

  /// What is done with changes.
  var mode: SessionMode {
    get { state.withLock { $0.mode } }
    set { state.withLock { $0.mode = newValue } }
  }

  /// Why the script was stopped.
  var stopReason: StopReason? { state.withLock { $0.stop } }

  /// Why the calls that `defer` registered were stopped.
  var deferredStopReason: StopReason? { state.withLock { $0.deferredStop } }

  /// Whether what runs now was stopped.
  var isStopped: Bool { currentStopReason != nil }

  /// Why what runs now was stopped.
  var currentStopReason: StopReason? {
    state.withLock { $0.phase == .script ? $0.stop : $0.deferredStop }
  }

  func connect(_ dispatcher: Dispatcher) {
    state.withLock { $0.dispatcher = dispatcher }
  }

  /// Stops the session for a reason; a second stop of the same phase gives up what is under way.
  func stop(_ reason: StopReason) {
    let (isFirst, dispatcher) = state.withLock { state -> (Bool, Dispatcher?) in
      switch state.phase {
      case .script:
        defer { state.stop = state.stop ?? reason }
        return (state.stop == nil, state.dispatcher)
      case .deferred:
        defer { state.deferredStop = state.deferredStop ?? reason }
        return (state.deferredStop == nil, state.dispatcher)
      }
    }
    cancellation.cancel()
    if isFirst {
      blocking.interrupt(.stop)
      dispatcher?.stop(reason)
    } else if reason == .cancelled {
      blocking.interrupt(.abort)
      dispatcher?.abort()
    }
  }

  /// Lets the calls that `defer` registered run, after a stop too; after refused credentials they send nothing.
  func beginDeferred() {
    let (stop, dispatcher) = state.withLock { state -> (StopReason?, Dispatcher?) in
      state.phase = .deferred
      return (state.stop, state.dispatcher)
    }
    cancellation.reset()
    blocking.reset()
    guard let stop else { return }
    if case .unauthorised = stop { return }
    dispatcher?.resume()
  }

  /// Makes ready for the next chunk; a stop that comes before the first one is kept.
  func begin() {
    let (isFirst, dispatcher) = state.withLock { state -> (Bool, Dispatcher?) in
      guard state.hasBegun else {
        state.hasBegun = true
        return (true, nil)
      }
      state.stop = nil
      state.deferredStop = nil
      state.phase = .script
      return (false, state.dispatcher)
    }
    guard !isFirst else { return }
    cancellation.reset()
    blocking.reset()
    dispatcher?.resume()
  }
}
