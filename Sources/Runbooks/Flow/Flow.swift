import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// Functions that steer a runbook: errors as values, work at the end, waiting.
enum Flow {
  static let functions = [attempt, deferCall, waitUntil, poll]

  /// Calls something; what scripts may catch becomes a value.
  private static let attempt = NativeFunction(
    Signature(
      "attempt",
      [
        .init("f", .positionalOnly, type: .callable, documentation: "What is called."),
        .init("args", .star), .init("kwargs", .starStar),
      ], result: .named("Attempt"),
      documentation: """
        Calls a function and gives what came of it: ok, value, error, unwrap() and or_(default). The error has kind, \
        message, code, status, request_id, retryable and stack. Mistakes of the script itself, limits and cancellation \
        are not caught. A change made by ignorePort and its like gives its handle, and still travels in packs.
        """)
  ) { machine, window in
    guard let context = RunContext.of(machine) else {
      return machine.fail("attempt cannot be called while a file is being loaded")
    }
    let result = context.call(machine, window[0], window[1], window[2])
    guard result.isFailed else {
      if machine.hostObject(result) is ChangeHandle { return result }
      return machine.heap.host(Attempt(value: result, roots: context.roots))
    }
    guard machine.evaluator.hasCatchableFailure else { return .failed }
    let error = machine.evaluator.takeError()
    let failure = EvaluationFailure(
      error.kind.caught, error.diagnostic.message, hint: error.diagnostic.hint,
      underlying: error.underlying)
    return machine.heap.host(
      Attempt(error: context.error(error, machine), failure, roots: context.roots))
  }

  private static let deferCall = NativeFunction(
    Signature(
      "defer",
      [
        .init("f", .positionalOnly, type: .callable, documentation: "What is called at the end."),
        .init("args", .star), .init("kwargs", .starStar),
      ], result: .none,
      documentation: """
        Calls a function when the run, or the line of a REPL, ends: the last one registered first, after a failure and \
        after Ctrl-C too, with 10 seconds for all.
        """)
  ) { machine, window in
    guard let context = RunContext.of(machine) else {
      return machine.fail("defer cannot be called while a file is being loaded")
    }
    guard context.mayDefer(machine) else { return .failed }
    let call = machine.heap.tuple([window[0], window[1], window[2]])
    context.scope.deferred.append(
      DeferredCall(roots: context.roots, root: context.roots.keep(call)))
    return .none
  }

  // MARK: Waiting

  private static let timeout = Signature.Parameter(
    "timeout", type: .union([.int, .float, .named("time.duration")]),
    documentation: "The longest wait, in seconds or as a time.duration.")
  private static let every = Signature.Parameter(
    "every", type: .union([.int, .float, .named("time.duration")]), defaultText: "5",
    documentation: "The time between two tries, in seconds or as a time.duration.")

  private static let waitUntil = NativeFunction.outside(
    Signature(
      "waitUntil",
      [
        .init("f", type: .callable, documentation: "What is asked, without arguments."),
        timeout, every,
        .init(
          "message", type: .string, defaultText: "\"\"",
          documentation: "What is waited for, for the error."),
      ],
      documentation: """
        Calls a function until what it gives is true, and gives that. Fails when the time is over, which attempt can \
        catch.
        """)
  ) { call throws(Recorded) in
    let (timeout, every) = (try call.seconds(1, "timeout"), try call.seconds(2, "every", 5))
    let message = call[3].isUnbound ? "" : try call.read.string(call[3], "message")
    var wait = Wait(timeout)
    wait.begin(call.context)
    while true {
      let result = call.machine.call(call[0])
      if result.isFailed { throw Recorded() }
      if call.machine.truth(result) { return result }
      guard try call.context.sleep(&wait, every, "waitUntil", call.machine) else {
        call.machine.fail(
          EvaluationFailure(
            .fail,
            "waitUntil: not so within \(timeout.words)" + (message.isEmpty ? "" : ": \(message)")))
        throw Recorded()
      }
    }
  }

  private static let poll = NativeFunction.outside(
    Signature(
      "poll", [timeout, every], result: .iterable(.int),
      documentation: """
        Numbers from 0 to iterate over, one at once and each further one after a wait, until the time is over.
        """)
  ) { call throws(Recorded) in
    let polling = Polling(
      timeout: try call.seconds(0, "timeout"), every: try call.seconds(1, "every", 5))
    return call.machine.heap.host(polling)
  }
}

extension OutsideCall {
  /// A time in seconds.
  fileprivate func seconds(
    _ index: Int, _ name: String, _ missing: Int? = nil
  ) throws(Recorded) -> Duration {
    if let missing, self[index].isUnbound { return .seconds(missing) }
    let value = span(self[index]) ?? self[index]
    let kind = machine.typeName(value)
    guard kind == "int" || kind == "float", let seconds = machine.toDouble(value),
      seconds >= 0, seconds <= 1e9
    else {
      throw read.fail(
        name, got: machine.shortText(self[index]), want: "a number of seconds, 0 or more")
    }
    return .seconds(seconds)
  }

  /// The seconds of a `time.duration`.
  private func span(_ value: Value) -> Value? {
    guard machine.typeName(value) == "time.duration" else { return nil }
    return machine.attributeIfPresent(value, machine.heap.intern("seconds"))
  }
}

/// The numbers of `poll`.
final class Polling: HostObject {
  private let timeout: Duration
  private let every: Duration
  private lazy var wait = Wait(timeout)

  init(timeout: Duration, every: Duration) {
    self.timeout = timeout
    self.every = every
  }

  var typeName: String { "poll" }
  var isIterable: Bool { true }

  func beginIteration(machine: Machine) -> Value? {
    machine.heap.host(Polling(timeout: timeout, every: every))
  }

  func nextElement(at position: inout Int, machine: Machine) -> Value? {
    guard let context = RunContext.of(machine) else {
      return machine.fail("poll cannot wait while a file is being loaded")
    }
    if position == 0 { wait.begin(context) }
    if position > 0 {
      do throws(Recorded) {
        guard try context.sleep(&wait, every, "poll", machine) else { return nil }
      } catch {
        return .failed
      }
    }
    defer { position += 1 }
    return Value(small: position)
  }
}

extension RunContext {
  /// Calls a function with a tuple of arguments and a dict of named ones.
  func call(_ machine: Machine, _ function: Value, _ positional: Value, _ named: Value) -> Value {
    let arguments = TupleObject(positional.object)
    return machine.call(
      function, (0..<arguments.count).map { arguments[$0] }, named: Self.named(named))
  }

  /// The entries of a dict whose keys are strings.
  static func named(_ dict: Value) -> [(String, Value)] {
    let table = TableObject(dict.object)
    var named: [(String, Value)] = []
    var position = 0
    while let place = table.position(from: position) {
      named.append((StringObject(table.key(at: place).object).text, table.value(at: place)))
      position = place + 1
    }
    return named
  }
}

extension EvaluationError.Kind {
  /// The kind of a failure that was caught, when it is raised again.
  fileprivate var caught: EvaluationFailure.Kind {
    switch self {
    case .data: .data
    case .fail: .fail
    default: .host
    }
  }
}
