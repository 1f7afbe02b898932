import HuaweiCloud
import Starlark
import StateStore

// A wait of a script: tries with sleeps between them, until a time is over. Each sleep is a call that reaches outside,
// so that a replay passes through it at once; the time between two processes of a run does not count.

/// How long a script waits, and since when.
struct Wait {
  let timeout: Duration
  /// The time spent so far, as of `start`.
  private(set) var spent = Duration.zero
  private var start: Duration?

  init(_ timeout: Duration) {
    self.timeout = timeout
  }

  /// Lets the time count from now on, unless it does already.
  mutating func begin(_ context: RunContext) {
    if start == nil { start = context.time }
  }

  mutating func elapsed(_ context: RunContext) -> Duration {
    begin(context)
    return spent + (context.time - (start ?? .zero))
  }

  /// Takes over what was spent in an earlier process.
  mutating func resume(_ spent: Duration, _ context: RunContext) {
    self.spent = spent
    start = context.time
  }
}

extension RunContext {
  /// The session's time, with that of the waits which a plan only assumes.
  var time: Duration { settings.clock.now() + planner.elapsed }

  /// Sleeps between two tries; false when the time is over.
  func sleep(
    _ wait: inout Wait, _ every: Duration, _ function: String, _ machine: Machine
  ) throws(Recorded) -> Bool {
    guard let (_, call) = RunContext.begin(function, machine) else { throw Recorded() }
    if control.mode == .plan { return try passTime(of: &wait, every, function, machine) }
    let arguments: JSON = ["timeout": .int(wait.timeout.milliseconds)]
    do throws(ReplayFailure) {
      if case .answer(let text) = try recorder.recorded(call.identity, function, arguments) {
        let answer = JSON(text: text)
        wait.resume(.milliseconds(answer["spent"]?.int ?? 0), self)
        return answer["goes_on"]?.bool ?? false
      }
    } catch {
      stop(error.reason, machine)
      throw Recorded()
    }
    guard goLive(machine) else { throw Recorded() }
    let left = wait.timeout - wait.elapsed(self)
    var goesOn = left > .zero
    if goesOn {
      let clock = settings.clock
      guard pause(machine, { await clock.sleep(min(every, left)) }) != nil else {
        throw Recorded()
      }
      goesOn = function != "poll" || wait.elapsed(self) < wait.timeout
    }
    if recorder.isActive {
      let answer: JSON = [
        "spent": .int(wait.elapsed(self).milliseconds), "goes_on": .bool(goesOn),
      ]
      recorder.record(call.identity, function, arguments, .answer(answer.description))
    }
    return goesOn
  }

  /// Lets the time of a plan pass; a wait that is not met by the changes planned so far ends the plan.
  private func passTime(
    of wait: inout Wait, _ every: Duration, _ function: String, _ machine: Machine
  ) throws(Recorded) -> Bool {
    let left = wait.timeout - wait.elapsed(self)
    let isLast = function == "poll" && left <= every
    guard left > .zero, !isLast else {
      endPlan("what is waited for is not so within \(wait.timeout.words)", machine)
      throw Recorded()
    }
    planner.sleep(min(every, left))
    planner.assume("\(function) at \(machine.place.map { "\($0.file):\($0.line)" } ?? "?")")
    return true
  }
}

extension Duration {
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
