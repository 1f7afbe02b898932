import Glibc
package import StarlarkCompiler
import StarlarkSyntax

/// One evaluation: a heap, a stack, limits, and the errors that end it.
///
/// One thread at a time uses it.
@safe
package final class Evaluator {
  package let limits: Limits
  package internal(set) var cancellation: Cancellation
  /// What the universe, the library and the host provide, by name.
  package let environment: Environment
  let owner: HeapOwner
  package let machine: Machine
  package internal(set) var budget: StepBudget
  /// Shapes that calls of `struct` have made.
  let structures = StructureShapes()
  /// What Swift holds handles of.
  let handles = HandleTable()
  /// Gets each line that `print` writes, line end included; one of more than a mebibyte comes in pieces of whole code points.
  package var output: ([UInt8]) -> Void = { _ in }
  /// Brings the module that a `load` statement names.
  package var loader: (any ModuleLoading)?
  /// What natives of the embedding program find their state in.
  package var host: AnyObject?
  /// What the lanes of a `parallelMap` have of each other, where this evaluation is one.
  let lane: Lane?
  /// Which calls froze values of the script.
  let freezings: FreezeLog
  /// Notes what each line takes, where the program was compiled with line instructions.
  package var recorder: LineRecorder?
  /// The built-in that makes a record of a record type's arguments.
  let recordConstructor = Records.constructor

  /// Whether the portable dispatcher runs the code.
  package var usesSwitch: Bool {
    get { unsafe machine.state.pointee.usesSwitch }
    set { unsafe machine.state.pointee.usesSwitch = newValue }
  }

  /// What the last match of a pattern worked with.
  var regexWorkspace: RegexMatcher.Workspace?

  /// Steps drawn from budgets and not given back.
  var granted = 0
  var failure: EvaluationFailure? {
    didSet { unsafe machine.state.pointee.hasFailed = failure != nil }
  }
  var frames: [Diagnostic.Frame] = []
  private var failedSpan: (source: SourceText, span: Span)?
  private let mapped: UnsafeMutableRawPointer
  private static let stackSlots = 1 << 20

  package convenience init(
    limits: Limits = Limits(), cancellation: Cancellation = Cancellation(),
    environment: EnvironmentDescription = EnvironmentDescription(), budget: StepBudget? = nil,
    stressed: Bool = false
  ) {
    self.init(
      limits: limits, cancellation: cancellation, environment: environment, budget: budget,
      stressed: stressed, lane: nil)
  }

  init(
    limits: Limits, cancellation: Cancellation, environment: EnvironmentDescription,
    budget: StepBudget?, stressed: Bool, lane: Lane?
  ) {
    self.lane = lane
    freezings = lane?.freezings ?? FreezeLog()
    let limits = limits.clamped
    self.limits = limits
    self.cancellation = cancellation
    self.budget = budget ?? StepBudget(limits.steps)
    owner = HeapOwner(stressed: stressed)
    owner.heap.setLimits(heap: limits.memory, value: limits.value)
    self.environment = Environment(environment, heap: owner.heap)
    unsafe owner.heap.state.pointee.natives = environment.natives
    let size = Evaluator.stackSlots * MemoryLayout<Value>.stride
    let mapping = unsafe mmap(
      nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      fatalError("out of memory: cannot map a stack of \(size) bytes")
    }
    unsafe mapped = mapping
    let haltWord = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    unsafe haltWord.initialize(to: Instruction(.halt).word)
    let stack = unsafe Values(mapping.assumingMemoryBound(to: Value.self))
    let end = stack + Evaluator.stackSlots
    let state = UnsafeMutablePointer<MachineState>.allocate(capacity: 1)
    unsafe machine = Machine(state)
    unsafe state.initialize(
      to: MachineState(
        failedInstruction: haltWord, failedRegisters: stack.base, steps: 0,
        framesLeft: limits.frames, stackLimit: stack + 1024, heap: owner.heap,
        top: stack, baseFrame: stack, haltWord: haltWord, stackStart: stack, stackEnd: end,
        evaluator: self))
    unsafe owner.heap.state.pointee.evaluator = .passUnretained(self)
  }

  deinit {
    unsafe owner.heap.state.pointee.evaluator = nil
    unsafe machine.state.pointee.haltWord.deallocate()
    unsafe machine.state.deinitialize(count: 1)
    unsafe machine.state.deallocate()
    unsafe munmap(mapped, Evaluator.stackSlots * MemoryLayout<Value>.stride)
  }

  package var heap: Heap { owner.heap }

  // MARK: Programs

  /// Runs a program's top level.
  ///
  /// - Returns: The value of the chunk's last expression where the program was compiled for a REPL, otherwise None. It is
  ///   valid until the next evaluation.
  /// - Throws: ``EvaluationError`` where it fails.
  package func run(_ program: Program, globals: Globals) throws(EvaluationError) -> Value {
    let environment = self.environment
    let linked = LinkedProgram(program, globals: globals, heap: heap) { environment[$0] }
    // A value of the host may be too large for the limits.
    if hasFailed { throw takeError() }
    unsafe heap.state.pointee.programs.append(linked)
    let code = linked.code(0)
    let function = machine.function(code, values: machine.top)
    return try call(function, [])
  }

  /// Calls a function value with arguments by position and by name.
  package func call(
    _ callee: Value, _ positional: [Value], named: [(String, Value)] = []
  ) throws(EvaluationError) -> Value {
    let result = machine.call(callee, positional, named: named)
    recorder?.pause(self)
    guard result.isFailed else { return result }
    throw takeError()
  }

  // MARK: Errors

  /// Whether an error is recorded that nobody has taken yet.
  package var hasFailed: Bool { unsafe machine.state.pointee.hasFailed }

  /// Records why an evaluation fails.
  ///
  /// The first error stays, but a limit or cancellation replaces what can be caught.
  func record(_ failure: EvaluationFailure) {
    guard let present = self.failure else {
      self.failure = failure
      return
    }
    if present.isCatchable && !failure.isCatchable { self.failure = failure }
  }

  /// Notes the frames of a run that fails, innermost first.
  func note(_ frame: Diagnostic.Frame) {
    if failedSpan == nil { failedSpan = (frame.source, frame.span) }
    frames.append(frame)
  }

  /// Whether the variables of the functions that fail are kept.
  package var keepsFailedFrames = false
  /// The functions that the last error went through, innermost first.
  package internal(set) var failedFrames: [FailedFrame] = []

  /// Keeps the variables of no error any longer.
  package func forgetFailedFrames() { failedFrames = [] }

  /// The recorded error, which is forgotten.
  package func takeError() -> EvaluationError {
    let failure = self.failure ?? EvaluationFailure(.internal, "an error was lost")
    let place = failedSpan ?? (SourceText(name: "", bytes: []), .none)
    let error = EvaluationError(
      kind: failure.kind.published,
      diagnostic: Diagnostic(
        .evaluation, failure.message, hint: failure.hint, in: place.source, at: place.span),
      traceback: frames.reversed(), underlying: failure.underlying)
    self.failure = nil
    failedSpan = nil
    frames.removeAll()
    return error
  }

  /// Whether the recorded error is one that `attempt` gives to the script.
  package var hasCatchableFailure: Bool { failure?.isCatchable ?? false }

  /// Whether the recorded error is a limit or a cancellation, which nobody may take.
  var mustEnd: Bool { failure.map { $0.kind == .limit || $0.kind == .cancelled } ?? false }

  // MARK: Observation

  func reach(line: Int, frame: Values) {
    recorder?.reach(line, frame, base: unsafe machine.state.pointee.baseFrame, self)
  }

  /// The steps that this evaluator has taken, whoever's they were.
  var stepsTaken: Int { unsafe granted - machine.state.pointee.steps }

  /// Marks what the evaluation refers to beside its stack.
  func markRoots(_ marker: inout Marker) {
    for program in unsafe heap.state.pointee.programs {
      program.globals.mark(&marker)
      for constant in program.constants { marker.mark(constant) }
    }
    environment.mark(&marker)
    handles.mark(&marker)
    structures.mark(&marker)
    for frame in failedFrames { frame.mark(&marker) }
  }
}
