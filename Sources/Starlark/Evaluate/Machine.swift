import CThreadedDispatch

/// The state of one evaluation that handlers and native functions work on, behind one pointer.
///
/// Fields that the run loop touches come first; the dispatcher in C writes the first two.
@safe
struct MachineState {
  /// Where a failed instruction stands.
  var failedInstruction: UnsafeMutablePointer<UInt64>
  /// The registers of the frame that it failed in.
  var failedRegisters: UnsafeMutablePointer<Value>
  /// Steps until the next look at limits and cancellation.
  var steps: Int
  /// How many more calls may nest.
  var framesLeft: Int
  /// Frames that begin above this need a look at the stack's end.
  var stackLimit: Values
  let heap: Heap
  /// The methods of the built-in types.
  let methods = unsafe MethodTable.shared
  /// The number of `append`, which the run loop carries out itself.
  let appendNumber = MethodTable.number(of: "append") ?? MethodTable.unknown
  /// The number of `get`, which it carries out for dicts.
  let getNumber = MethodTable.number(of: "get") ?? MethodTable.unknown
  /// Where a native function may put values that must survive its calls back into the script.
  var top: Values
  /// How deep native functions that call back are nested.
  var nativeDepth = 0
  /// How deep the hash is nested that is being computed, and how many elements it has looked at.
  var hashDepth = 0
  var hashedElements = 0
  /// The lowest frame of the innermost run.
  var baseFrame: Values
  /// The instruction that ends a run.
  let haltWord: UnsafeMutablePointer<UInt64>
  /// Whether an error is recorded.
  var hasFailed = false
  /// Whether the portable dispatcher runs the code.
  var usesSwitch = !threaded_dispatch_is_available()
  let stackStart: Values
  let stackEnd: Values
  unowned(unsafe) let evaluator: Evaluator

  /// Room above the limit of the stack for the window of a native function.
  static let stackMargin = 512
}

/// One evaluation as handlers and native functions see it.
@safe
package struct Machine {
  let state: UnsafeMutablePointer<MachineState>

  @inline(__always)
  init(_ state: UnsafeMutablePointer<MachineState>) {
    unsafe self.state = state
  }

  @inline(__always)
  package var heap: Heap { unsafe state.pointee.heap }

  @inline(__always)
  package var evaluator: Evaluator { unsafe state.pointee.evaluator }

  // MARK: Limits

  /// Counts steps: a call, a back edge, an element visited, or 64 bytes moved.
  ///
  /// False after an error was recorded: a limit is passed or the evaluation cancelled.
  @inline(__always)
  package func charge(_ steps: Int = 1) -> Bool {
    unsafe state.pointee.steps &-= steps
    return unsafe _fastPath(state.pointee.steps >= 0) || refill()
  }

  /// Gets more steps; apart, so that counting takes one register of the processor.
  @inline(never)
  private func refill() -> Bool { evaluator.refillSteps() }

  /// Whether a value may have so many bytes; an error is recorded if not.
  @inline(__always)
  package func checkSize(_ bytes: Int) -> Bool {
    guard _fastPath(bytes <= heap.valueLimit) else {
      fail(.valueTooLarge(bytes: bytes, limit: heap.valueLimit))
      return false
    }
    return true
  }

  /// Counts the steps of moving bytes, and refuses to make a value of more bytes than allowed.
  @inline(__always)
  package func charge(bytes: Int) -> Bool {
    checkSize(bytes) && charge(bytes &>> 6)
  }

  // MARK: Errors

  /// Records an error; the answer is what a native function returns then.
  @discardableResult
  @inline(never)
  package func fail(_ failure: EvaluationFailure) -> Value {
    evaluator.record(failure)
    return .failed
  }

  /// Records an error of the script.
  @discardableResult
  @inline(never)
  package func fail(_ message: String, hint: String? = nil) -> Value {
    fail(EvaluationFailure(.error, message, hint: hint))
  }

  // MARK: Values that native functions keep

  /// Puts a value where the collector sees it, until as many are popped.
  package func push(_ value: Value) {
    unsafe state.pointee.top[0] = value
    unsafe state.pointee.top = state.pointee.top + 1
  }

  package func pop(_ count: Int = 1) {
    unsafe state.pointee.top = state.pointee.top - count
  }

  @inline(__always)
  var top: Values {
    get { unsafe state.pointee.top }
    nonmutating set { unsafe state.pointee.top = newValue }
  }
}
