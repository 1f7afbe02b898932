import HuaweiCloud
import Starlark
import StarlarkSyntax

/// What native functions find of the session: the one seam through which a script reaches outside.
final class RunContext {
  let settings: SessionSettings
  let events: any SessionEvents
  let gateway: Gateway
  let dispatcher: Dispatcher
  let control: SessionControl
  let recorder: RunRecorder
  let planner: Planner
  let project: ProjectIdentity
  /// Which of the script's calls are under way.
  var scope = CallScope()
  /// What lanes of a `parallelMap` have of each other; nil in the session itself.
  let lanes: LaneGathering?
  /// Values that the collector must keep for the session.
  let roots: Roots
  /// Whether what `defer` registered runs.
  var isDeferring = false
  /// How many calls were registered while a run is replayed that stopped.
  var registered = 0
  /// How often the script had all its changes sent.
  let barriers = Barriers()
  /// Errors of what `defer` registered within items of a `parallelMap`.
  var deferredErrors: [EvaluationError] = []
  /// The last longer text that was an argument.
  var lastText: String?
  /// The last change of a port, from which the next one shares what is the same.
  var lastPort: PortChange?
  /// Shapes of the objects that reads give, by type and members.
  var shapes: [ShapeKey: ShapeObject] = [:]

  init(
    settings: SessionSettings, events: any SessionEvents, gateway: Gateway,
    dispatcher: Dispatcher, control: SessionControl, roots: Roots, recorder: RunRecorder,
    planner: Planner, project: ProjectIdentity, lanes: LaneGathering? = nil
  ) {
    self.lanes = lanes
    self.settings = settings
    self.events = events
    self.gateway = gateway
    self.dispatcher = dispatcher
    self.control = control
    self.roots = roots
    self.recorder = recorder
    self.planner = planner
    self.project = project
  }

  /// The session of an evaluation; nil while a module is loading.
  static func of(_ machine: Machine) -> RunContext? {
    machine.evaluator.host as? RunContext
  }

  /// Begins a call that reaches outside: its identity, or nil after an error was recorded.
  static func begin(_ function: String, _ machine: Machine) -> (RunContext, HostCall)? {
    guard let context = of(machine) else {
      machine.fail(
        "\(function) cannot be called while a file is being loaded",
        hint: "call it in a function that the runbook calls")
      return nil
    }
    guard context.mayBegin(machine) else { return nil }
    return (context, context.scope.nextCall())
  }

  /// Waits for work elsewhere; nil after an error was recorded, because the session stopped.
  func wait<Value: Sendable>(
    _ machine: Machine, _ work: @escaping @Sendable () async -> Value
  ) -> Value? {
    let cancellation = machine.evaluator.cancellation
    if let value = control.blocking.wait(interruptedBy: cancellation, work) { return value }
    machine.fail(EvaluationFailure(.cancelled, "cancelled"))
    return nil
  }

  /// Sends what is queued of some operations and waits for the outcomes; false after an error was recorded.
  func barrier(_ operations: Set<WriteOperation>, _ machine: Machine) -> Bool {
    barriers.pass()
    if control.mode == .plan {
      planner.release(operations)
      return true
    }
    if dispatcher.isSettled(operations) { return true }
    let condition = settledCondition(operations)
    let dispatcher = dispatcher
    return pause(machine, releasing: operations) { await dispatcher.wait(for: condition) } != nil
  }

  /// What a barrier waits for: in a lane not for what others go on to queue.
  private func settledCondition(_ operations: Set<WriteOperation>) -> Dispatcher.Condition {
    guard lanes != nil, scope.isAlone else { return .settled(operations) }
    return .outcome(scope.tickets.filter { operations.contains($0.content.operation) })
  }

  /// Waits for time to pass or for changes, which leave before; in a lane they do once every lane waits.
  ///
  /// - Parameters:
  ///   - machine: Where an error is recorded.
  ///   - operations: What leaves, once somebody agreed.
  ///   - work: What is waited for.
  /// - Returns: What comes of the work, or nil after an error was recorded.
  func pause<Value: Sendable>(
    _ machine: Machine, releasing operations: Set<WriteOperation> = [],
    _ work: @escaping @Sendable () async -> Value
  ) -> Value? {
    guard operations.isEmpty || goLive(machine) else { return nil }
    let pause = lanes?.pause(releasing: operations)
    defer { if let pause { lanes?.goOn(after: pause) } }
    guard lanes != nil || operations.isEmpty || send(operations) else {
      stopped(machine)
      return nil
    }
    let value = wait(machine, work)
    // A stop gives what is not sent an outcome that is none, and whoever waits for it must not go on with that.
    guard operations.isEmpty || !control.isStopped else {
      if value != nil { stopped(machine) }
      return nil
    }
    return value
  }

  /// Lets changes leave once somebody agreed; false where they may not.
  func send(_ operations: Set<WriteOperation>) -> Bool {
    guard agree(to: operations) else { return false }
    dispatcher.release(operations)
    return true
  }

  /// Asks whether what is queued may leave; false where it may not, and the session stops.
  func agree(to operations: Set<WriteOperation>, and call: Call? = nil) -> Bool {
    guard let confirm = settings.confirm, control.mode == .live else { return true }
    var pending = dispatcher.pending(operations)
    if let call {
      pending.counts[.call] = 1
      pending.call = "\(call.method.rawValue) \(call.service.name):\(call.path)"
      pending.requests += 1
    }
    guard !pending.isEmpty, !confirm(pending) else { return true }
    control.stop(.unconfirmed)
    return false
  }

  /// Warns at the call under way.
  func warn(_ message: String, _ machine: Machine) {
    let place = machine.place
    events.warned(
      Diagnostic(
        .evaluation, severity: .warning, message,
        in: place?.source ?? SourceText(name: "", bytes: []), at: place?.span ?? .none))
  }
}

/// A call that `defer` registered: the place of its function and arguments among roots.
struct DeferredCall {
  let roots: Roots
  let root: Int
}

extension Machine {
  /// Where the call of the native that runs is written.
  var place: CallPlace? {
    callSite.map { CallPlace(source: $0.source, span: $0.span) }
  }
}
