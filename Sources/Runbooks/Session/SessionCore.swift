import Dispatch
import HuaweiCloud
import Starlark
import StarlarkCompiler
import StarlarkSyntax
import StateStore

/// What of a session only the evaluating thread touches.
final class SessionCore: @unchecked Sendable {
  // A session evaluates one thing at a time, and joins the thread before the next.
  let settings: SessionSettings
  let events: any SessionEvents
  let control: SessionControl
  let ledger = Ledger()
  let gateway: Gateway
  let dispatcher: Dispatcher
  let recorder: RunRecorder
  let planner: Planner
  private let project: ProjectIdentity
  private let environment: EnvironmentDescription
  let globals = Globals()
  /// What a frame of the last error sees, while somebody looks at it.
  var frame: Globals?
  /// The name of what the last chunk gave.
  private static let lastResult = "_"
  private var started: Running?
  var requestsTold: [String: Int] = [:]

  /// The evaluation of a session, made when it is first needed.
  struct Running {
    let evaluator: Evaluator
    let context: RunContext
  }

  init(
    cloud: CloudAccess, settings: SessionSettings, events: any SessionEvents,
    control: SessionControl
  ) {
    self.settings = settings
    self.events = events
    self.control = control
    environment = Builtins.environment(settings)
    project = ProjectIdentity(
      given: cloud.project,
      known: settings.recording?.replay?.project
        ?? ProjectIdentity.named(in: settings.plan?.changes.first?.target)
        ?? settings.earlierProject ?? cloud.projectID)
    recorder = RunRecorder(settings.recording, project: project)
    planner = Planner(project: project)
    let pauses = Pauses(clock: settings.clock)
    let told = Told()
    let pacer = Pacer(
      rates: settings.rates, shared: settings.callLimiter, clock: settings.clock, pauses: pauses,
      waiting: { told.dispatcher?.report($0) },
      failed: { error in events.warned(.uncounted(error)) })
    gateway = Gateway(
      client: cloud.client.through { WriteGuard(transport: $0, control: control) }, pacer: pacer,
      pauses: pauses,
      refusals: RefusalCount(settings.callLimiter, of: cloud.client, pauses: pauses),
      retries: settings.retries, clock: settings.clock
    ) { error in control.stop(.unauthorised(ChangeFailure(error))) }
    dispatcher = Dispatcher(
      gateway: gateway, pauses: pauses, locks: settings.locks, ledger: ledger, recorder: recorder,
      plan: settings.plan.map(PlannedSet.init), maxFailures: settings.maxFailures,
      asks: settings.confirm != nil, events: events
    ) { control.stop($0) }
    told.connect(dispatcher)
    control.connect(dispatcher)
  }

  // MARK: Running

  func run(_ source: SourceText) -> RunOutcome {
    var outcome = RunOutcome()
    do throws(Diagnostic) {
      let program = try compile(source, options: compilerOptions)
      guard begin(source, &outcome) else { return outcome }
      let running = running()
      do throws(EvaluationError) {
        _ = try running.evaluator.run(program, globals: Globals())
      } catch {
        outcome.error = error
      }
      finish(running, &outcome)
      outcome.journalFailure = recorder.close(outcome)
    } catch {
      refuse(source, error, compilerOptions, &outcome)
    }
    return outcome
  }

  /// Notes why a text does not compile.
  private func refuse(
    _ source: SourceText, _ error: Diagnostic, _ options: CompilerOptions,
    _ outcome: inout RunOutcome
  ) {
    outcome.stop = control.stopReason
    switch error.category {
    case .cancelled where outcome.stop != nil: break
    case .cancelled, .limit: outcome.error = EvaluationError(error)
    default: outcome.diagnostics = diagnose(source, first: error, options: options)
    }
  }

  func evaluate(_ chunk: SourceText, folder: String? = nil) -> ChunkOutcome {
    var options = compilerOptions
    let globals = frame ?? self.globals
    options.sessionGlobals = globals.names
    options.returnsLastExpression = true
    options.keepsVariables = settings.keepsVariables
    var outcome = ChunkOutcome(run: RunOutcome())
    do throws(Diagnostic) {
      let program = try compile(chunk, options: options)
      guard begin(chunk, &outcome.run) else { return outcome }
      let running = running()
      // A session may last all day; its limits are those of one text.
      running.evaluator.renewLimits()
      if let folder, let loader = running.evaluator.loader as? ScriptLoader {
        loader.place(chunk.name, in: folder)
      }
      var root: Int?
      // Within a frame that failed, what fails now is looked at no further.
      running.evaluator.keepsFailedFrames = settings.keepsVariables && frame == nil
      do throws(EvaluationError) {
        let value = try running.evaluator.run(program, globals: globals)
        if !value.isNone { root = running.context.roots.keep(value) }
        if frame == nil { running.evaluator.forgetFailedFrames() }
      } catch {
        outcome.run.error = error
      }
      running.evaluator.keepsFailedFrames = false
      finish(running, &outcome.run)
      if let root {
        // Only now, so that the handle of a change shows what became of it.
        let value = running.context.roots[root]
        globals.set(Self.lastResult, to: value)
        outcome.table = table(of: value, running)
        if running.evaluator.hasFailed {
          outcome.run.error = outcome.run.error ?? running.evaluator.takeError()
        }
        outcome.value = text(of: value, running, &outcome.run)
        running.context.roots.release(root)
      }
      outcome.run.journalFailure = recorder.close(outcome.run)
    } catch {
      refuse(chunk, error, options, &outcome.run)
    }
    return outcome
  }

  /// Begins the run in the journal; false where that is not possible, or the run was stopped before.
  func begin(_ source: SourceText, _ outcome: inout RunOutcome) -> Bool {
    outcome.stop = control.stopReason
    guard outcome.stop == nil else { return false }
    guard control.mode == .live else { return true }
    do throws(JournalError) {
      try recorder.open(source)
    } catch {
      outcome.stop =
        if case .planUsed(let run) = error {
          .stale("it was applied already, by run \(run)")
        } else {
          .unjournaled(error)
        }
      return false
    }
    outcome.run = recorder.run
    if recorder.isReplaying { dispatcher.hold() }
    return true
  }

  private func text(of value: Value, _ running: Running, _ outcome: inout RunOutcome) -> String? {
    let text = running.evaluator.machine.repr(value)
    guard text.isFailed else { return StringObject(text.object).text }
    let error = running.evaluator.takeError()
    outcome.error = outcome.error ?? error
    return nil
  }

  var compilerOptions: CompilerOptions {
    var options = CompilerOptions()
    options.types = Builtins.types
    options.recordsLines = settings.recordsLines
    options.isCancelled = { [cancellation = control.cancellation] in cancellation.isCancelled }
    return options
  }

  private var parserLimits: Parser.Limits {
    Parser.Limits(memory: settings.limits.memory, isCancelled: compilerOptions.isCancelled)
  }

  func compile(
    _ source: SourceText, options: CompilerOptions
  ) throws(Diagnostic) -> Program {
    let file = try Parser.parse(source, dialect: settings.dialect, limits: parserLimits)
    return try Compiler.compile(file, predeclared: environment.names, options: options)
  }

  /// Every error of a text that does not compile; one that only ends too early has that alone.
  func diagnose(
    _ source: SourceText, first: Diagnostic, options: CompilerOptions
  ) -> [Diagnostic] {
    guard first.category != .incomplete else { return [first] }
    let (file, errors) = Parser.check(source, dialect: settings.dialect, limits: parserLimits)
    let all =
      errors.isEmpty
      ? Compiler.diagnose(file, predeclared: environment.names, options: options) : errors
    return all.isEmpty ? [first] : all
  }

  func running() -> Running {
    if let started { return started }
    let evaluator = Evaluator(
      limits: settings.limits, cancellation: control.cancellation, environment: environment)
    guard let roots = Roots(evaluator) else { fatalError("the environment has no roots") }
    let context = RunContext(
      settings: settings, events: events, gateway: gateway, dispatcher: dispatcher,
      control: control, roots: roots, recorder: recorder, planner: planner, project: project)
    evaluator.host = context
    if settings.recordsLines { evaluator.recorder = LineRecorder() }
    evaluator.output = { [events] in events.printed($0) }
    evaluator.loader = ScriptLoader(
      settings: settings, environment: environment, options: compilerOptions,
      evaluator: evaluator)
    let running = Running(evaluator: evaluator, context: context)
    started = running
    return running
  }

  // MARK: The end of a run

  /// Sends what is queued, runs what `defer` registered, and gathers the facts.
  func finish(_ running: Running, _ outcome: inout RunOutcome) {
    let context = running.context
    context.barriers.pass()
    // What is left of the recording may be of the calls that `defer` registered.
    let all = Set(WriteOperation.allCases)
    let isReplayed =
      !context.scope.deferred.isEmpty && !recorder.isPrefixOver && dispatcher.isSettled(all)
    if control.stopReason == nil, !isReplayed, context.goLive(running.evaluator.machine) {
      _ = context.agree(to: all)
    }
    drain()
    outcome.stop = control.stopReason
    if outcome.stop == nil, outcome.error == nil, let left = dispatcher.plan?.left, !left.isEmpty {
      outcome.stop = .stale(
        "the runbook did not make \(left.count) of its changes, such as \(left[0].text)")
    }
    outcome.deferredErrors += context.deferredErrors
    context.deferredErrors = []
    if !context.scope.deferred.isEmpty, mayDefer(context, outcome) {
      outcome.isCleanedUp = outcome.stop != nil
      runDeferred(running, &outcome)
    }
    context.scope.deferred = []
    context.isDeferring = false
    if outcome.stop != nil, outcome.error?.kind == .cancelled {
      outcome.error?.diagnostic.message = outcome.stop?.description ?? "cancelled"
    }
    gather(&outcome)
  }

  /// Gathers what became of changes.
  func gather(_ outcome: inout RunOutcome) {
    (outcome.records, outcome.counts, outcome.replayedChanges) = ledger.take()
    outcome.run = recorder.run
    outcome.profile = started?.evaluator.recorder?.profile
    if control.mode == .plan { outcome.plan = planner.take(dispatcher.quotaTime) }
    let requests = gateway.requests
    outcome.requests = requests.merging(requestsTold) { $0 - $1 }.filter { $0.value > 0 }
    requestsTold = requests
  }

  /// Longest wait for answers after a stop.
  private static let patience = Duration.seconds(10)
  /// Longest wait for requests that were given up.
  private static let lastPatience = DispatchTimeInterval.seconds(2)

  /// Waits until everything that may be sent is, and nothing is under way.
  func drain() {
    let dispatcher = dispatcher
    let all = Set(WriteOperation.allCases)
    dispatcher.release(all)
    let isDone = control.blocking.wait { await dispatcher.wait(for: .settled(all)) } != nil
    guard !isDone else { return }
    // Whoever stops the session may not have come to this yet, and what is not sent is to be told.
    if let reason = control.currentStopReason { dispatcher.stop(reason) }
    let clock = settings.clock
    let patience = Task { [control] in
      if await clock.sleep(Self.patience) { control.blocking.interrupt(.abort) }
    }
    defer { patience.cancel() }
    if control.blocking.wait(until: .abort, { await dispatcher.wait(for: .idle) }) == nil {
      dispatcher.abort()
      // What was given up ends at once; then it is known what it leaves behind.
      _ = control.blocking.wait(until: .never, within: Self.lastPatience) {
        await dispatcher.wait(for: .idle)
      }
    }
  }

  /// Whether what `defer` registered may run, after the journal has that it does.
  private func mayDefer(_ context: RunContext, _ outcome: RunOutcome) -> Bool {
    switch outcome.stop {
    case nil: return true
    // What was recorded is not what happens now, or nothing can be recorded any more.
    case .diverged, .withheld, .unjournaled, .stale, .unplannable: return false
    case .cancelled, .deadline, .unauthorised, .tooManyFailures, .unreadable, .deferredTooLong,
      .unconfirmed:
      break
    }
    if let deferral = recorder.deferral {
      context.scope.ordinal = deferral.ordinal
      return true
    }
    guard recorder.isActive, let reason = outcome.stop else { return true }
    do throws(JournalError) {
      let deferral = Deferral(
        ordinal: context.scope.ordinal, registered: context.scope.deferred.count, reason: reason)
      try recorder.note(Deferral.kind, deferral.text)
      return true
    } catch {
      return false
    }
  }

  private func runDeferred(_ running: Running, _ outcome: inout RunOutcome) {
    control.beginDeferred()
    running.context.isDeferring = true
    let clock = settings.clock
    let watchdog = Task { [control] in
      if await clock.sleep(RunContext.deferredTime) { control.stop(.deferredTooLong) }
    }
    defer { watchdog.cancel() }
    let (evaluator, context) = (running.evaluator, running.context)
    // A script that used up its own steps is cleaned up after all the same.
    evaluator.renewLimits(steps: RunContext.deferredSteps, for: RunContext.deferredSubject)
    while let call = context.scope.deferred.popLast() {
      let error = context.run(call, evaluator)
      call.roots.release(call.root)
      if let error { outcome.deferredErrors += [error] + context.giveUp(after: error, evaluator) }
    }
    if control.deferredStopReason == nil, context.goLive(evaluator.machine) {
      _ = context.agree(to: Set(WriteOperation.allCases))
    }
    drain()
    outcome.stop = outcome.stop ?? control.deferredStopReason
  }

  // MARK: Completion

  var names: [String] {
    (environment.names.union(globals.names.filter { globals.value(of: $0) != nil }))
      .filter { $0 != Roots.name }.sorted()
  }

  func attributes(of name: String) -> [String] {
    let running = running()
    guard let value = globals.value(of: name) ?? running.evaluator.environment[name] else {
      return []
    }
    return running.evaluator.machine.attributeNames(value)
  }
}

/// Lets what is made before the dispatcher find it.
private final class Told: @unchecked Sendable {
  // Set once, before anything is sent.
  private(set) weak var dispatcher: Dispatcher?

  func connect(_ dispatcher: Dispatcher) {
    self.dispatcher = dispatcher
  }
}
