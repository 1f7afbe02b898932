import CThreadedDispatch
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
  package private(set) var budget: StepBudget
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
  package var usesSwitch = !threaded_dispatch_is_available()

  /// Steps drawn from budgets and not given back.
  private var granted = 0
  private var failure: EvaluationFailure?
  private var frames: [Diagnostic.Frame] = []
  private var failedSpan: (source: SourceText, span: Span)?
  private let mapped: UnsafeMutableRawPointer
  private static let stackSlots = 1 << 20
  /// The lowest frame of the innermost run.
  private(set) var baseFrame: Values
  private let haltWord: UnsafeMutablePointer<UInt64>

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
    unsafe haltWord = .allocate(capacity: 1)
    unsafe haltWord.initialize(to: Instruction(.halt).word)
    let stack = unsafe Values(mapping.assumingMemoryBound(to: Value.self))
    baseFrame = stack
    let end = stack + Evaluator.stackSlots
    let state = UnsafeMutablePointer<MachineState>.allocate(capacity: 1)
    unsafe machine = Machine(state)
    unsafe state.initialize(
      to: MachineState(
        failedInstruction: haltWord, failedRegisters: stack.base, steps: 0,
        framesLeft: limits.frames, stackLimit: stack + 1024, heap: owner.heap,
        top: stack, stackStart: stack, stackEnd: end, evaluator: self))
    unsafe owner.heap.state.pointee.evaluator = .passUnretained(self)
  }

  deinit {
    unsafe owner.heap.state.pointee.evaluator = nil
    unsafe machine.state.deinitialize(count: 1)
    unsafe machine.state.deallocate()
    unsafe haltWord.deallocate()
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
  package var hasFailed: Bool { failure != nil }

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
  package private(set) var failedFrames: [FailedFrame] = []

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

  // MARK: Limits

  /// Gets more steps once the quantum is used up; false, and an error, where there are none or the evaluation must end.
  @inline(never)
  func refillSteps() -> Bool {
    let needed = unsafe -machine.state.pointee.steps
    guard checkTime() else { return false }
    if heap.isOverLimit && heap.allocated > limits.memory + limits.value && isOutOfMemory {
      record(.outOfMemory(limits))
      return false
    }
    let drawn = budget.draw(needed + StepBudget.quantum)
    granted += drawn
    unsafe machine.state.pointee.steps += drawn
    guard unsafe machine.state.pointee.steps >= 0 else {
      record(budget.failure)
      return false
    }
    return true
  }

  /// Whether the script holds more than it may; a lane first asks for more of what all may hold together.
  var isOutOfMemory: Bool {
    guard heap.isOverLimit, let lane else { return heap.isOverLimit }
    heap.raiseLimit(by: lane.memory.draw(heap.excess + MemoryPool.quantum))
    return heap.isOverLimit
  }

  /// Whether the evaluation may go on; an error is recorded once it is cancelled or its deadline has passed.
  func checkTime() -> Bool {
    if cancellation.isCancelled {
      record(EvaluationFailure(.cancelled, "cancelled"))
      return false
    }
    guard let deadline = limits.deadline, let left = timeLeft, left < .zero else { return true }
    record(
      EvaluationFailure(
        .limit, "deadline of \(deadline) passed", hint: "raise it with --deadline"))
    return false
  }

  /// The time until the deadline, nil if there is none.
  var timeLeft: Duration? {
    limits.deadline.map { $0 - (ContinuousClock.now - budget.start) }
  }

  /// The steps that were taken since the limits were renewed.
  package var stepsUsed: Int {
    limits.steps - budget.left - max(0, unsafe machine.state.pointee.steps)
  }

  /// Whether any more steps may be taken.
  package var hasSteps: Bool { unsafe machine.state.pointee.steps > 0 || budget.left > 0 }

  /// Puts the steps that were drawn and not taken back into the budget, for another evaluation that shares it.
  func surrenderSteps() {
    let left = max(0, unsafe machine.state.pointee.steps)
    budget.giveBack(left)
    granted -= left
    unsafe machine.state.pointee.steps = min(0, unsafe machine.state.pointee.steps)
  }

  /// Gives the next evaluation on the same heap steps, output and time again: by default as much as the first.
  package func renewLimits(steps: Int? = nil, for subject: String = StepBudget.script) {
    budget = StepBudget(steps ?? limits.steps, for: subject)
    granted -= unsafe machine.state.pointee.steps
    unsafe machine.state.pointee.steps = 0
  }

  /// Runs work with steps of its own that another cancellation ends.
  package func withSteps<Result>(
    _ steps: Int, for subject: String, cancellation other: Cancellation, _ work: () -> Result
  ) -> Result {
    surrenderSteps()
    let saved = (budget, cancellation)
    budget = StepBudget(steps, for: subject)
    cancellation = other
    defer {
      (budget, cancellation) = saved
      granted -= unsafe machine.state.pointee.steps
      unsafe machine.state.pointee.steps = 0
    }
    return work()
  }

  /// Writes what `print` prints; false, and an error, past the limit of output.
  package func print(_ bytes: [UInt8]) -> Bool {
    guard mayPrint(bytes.count) else { return false }
    output(bytes)
    return true
  }

  /// Writes a line of UTF-8, in pieces where it is long; false after an error was recorded.
  func print(_ bytes: Bytes, count: Int) -> Bool {
    guard mayPrint(count) else { return false }
    var start = 0
    while start < count {
      var end = min(start + Evaluator.pieceSize, count)
      if end < count {
        guard machine.mayGoOn() else { return false }
        while bytes[end] & 0xC0 == 0x80 { end -= 1 }
      }
      output(unsafe Array((bytes + start).buffer(count: end - start)))
      start = end
    }
    return true
  }

  /// Most bytes that go to the output at once: between two pieces a cancellation is looked at.
  private static let pieceSize = 1 << 20

  private func mayPrint(_ count: Int) -> Bool {
    if budget.write(count) <= limits.output { return true }
    record(
      EvaluationFailure(
        .limit, "the script prints more than \(limits.output) bytes",
        hint: "raise the limit with --max-output"))
    return false
  }

  // MARK: Runs

  /// Runs a function whose frame stands ready, to its end; `.failed` after an error.
  func run(_ function: FunctionObject, frame: Values) -> Value {
    let saved = unsafe (baseFrame, machine.state.pointee.framesLeft)
    defer {
      baseFrame = saved.0
      unsafe machine.state.pointee.framesLeft = saved.1
    }
    let callSite = unsafe (
      machine.state.pointee.failedInstruction, machine.state.pointee.failedRegisters
    )
    baseFrame = frame
    unsafe machine.state.pointee.framesLeft -= 1
    guard unsafe machine.state.pointee.framesLeft >= 0 else {
      _ = machine.makeRoom(frame, registers: 0)
      return .failed
    }
    frame[-1] = unsafe Value(bits: UInt64(UInt(bitPattern: haltWord)) | 7)
    Dispatch.run(function.entry, frame, machine)
    if unsafe machine.state.pointee.failedInstruction == haltWord && !hasFailed {
      // The native function that called back is under way again.
      unsafe machine.state.pointee.failedInstruction = callSite.0
      unsafe machine.state.pointee.failedRegisters = callSite.1
      return frame[-2]
    }
    unwind(to: frame)
    return .failed
  }

  /// Walks the frames of a failed run: notes where each stands and unlocks what it iterates.
  private func unwind(to base: Values) {
    var place = unsafe CodePointer(machine.state.pointee.failedInstruction)
    var frame = unsafe Values(machine.state.pointee.failedRegisters)
    while frame[-2].isObject(.function) {
      let code = FunctionObject(frame[-2].object).code
      let offset = code.offset(of: place)
      let isOutermost = unsafe frame.base == base.base
      if isOutermost || !passesToCaller(code, at: place) { note(code, at: place, frame) }
      for range in code.description.iterators where range.start <= offset && offset < range.end {
        machine.endIteration(frame[range.register])
      }
      if isOutermost { return }
      let address = frame[-1]
      frame = frame - (Int(truncatingIfNeeded: address.bits &>> 48) &+ 2)
      place = call(before: CodePointer(returnAddress: address), in: frame)
    }
  }

  /// The call instruction that a return address follows.
  private func call(before place: CodePointer, in frame: Values) -> CodePointer {
    let code = FunctionObject(frame[-2].object).code
    let offset = code.offset(of: place)
    let site = code.description.calls.last { $0.word < offset }
    return place - (offset - (site?.word ?? offset - 1))
  }

  /// Whether the error of a frame is its caller's: an argument of the wrong type.
  private func passesToCaller(_ code: LinkedCode, at place: CodePointer) -> Bool {
    let word = Instruction(word: place.word(0))
    guard frames.isEmpty, word.opcode == .checkParameter, failure?.kind == .error else {
      return false
    }
    failure?.parameter = code.description.parameters[word.b].name
    return true
  }

  /// Notes where a frame stands: at the argument that is wrong where the failure names its parameter.
  private func note(_ code: LinkedCode, at place: CodePointer, _ frame: Values) {
    let description = code.description
    let offset = code.offset(of: place)
    guard description.spans.indices.contains(offset) else { return }
    var span = description.spans[offset]
    if frames.isEmpty, let parameter = failure?.parameter,
      let argument = ArgumentLocator(code: code, call: place, frame: frame, machine: machine).span(
        of: parameter)
    {
      span = argument
    }
    let failed = Diagnostic.Frame(
      source: code.program.program.source, span: span, name: description.name)
    if keepsFailedFrames {
      if frames.isEmpty { failedFrames = [] }
      failedFrames.append(
        FailedFrame(place: failed, globals: code.program.globals, code: code, frame: frame))
    }
    note(failed)
  }

  // MARK: Observation

  func reach(line: Int, frame: Values) {
    recorder?.reach(line, frame, base: baseFrame, self)
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
