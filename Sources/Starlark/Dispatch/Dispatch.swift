/// Runs code: by jumping from handler to handler where the C compiler can, by a `switch` elsewhere.
enum Dispatch {
  @inline(__always)
  static func run(_ start: CodePointer, _ frame: Values, _ machine: Machine) {
    if unsafe machine.state.pointee.usesSwitch {
      runSwitch(start, frame, machine)
    } else {
      runThreaded(start, frame, machine)
    }
  }

  /// Notes where a handler stopped.
  static func stop(at place: CodePointer, _ registers: Values, _ machine: Machine) {
    unsafe machine.state.pointee.failedInstruction = place.base
    unsafe machine.state.pointee.failedRegisters = registers.base
  }
}

// The machine's registers as C passes them to a handler.

/// The instruction.
typealias CWord = UnsafeMutablePointer<UInt64>
/// Where the place of the next instruction is kept.
typealias CCode = UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>
/// Where the frame of the function is kept.
typealias CFrame = UnsafeMutablePointer<UnsafeMutableRawPointer>
/// The state of the machine.
typealias CState = UnsafeMutableRawPointer

/// Calls a handler with the machine's registers as C passes them.
@inline(__always)
func threaded(
  _ word: CWord, _ pc: CCode, _ registers: CFrame, _ machine: CState,
  _ handler: (Machine, CodePointer, inout CodePointer, inout Values) -> Bool
) -> Bool {
  // The wrappers are single pointers, so memory that holds one holds the other.
  unsafe pc.withMemoryRebound(to: CodePointer.self, capacity: 1) { pc in
    unsafe registers.withMemoryRebound(to: Values.self, capacity: 1) { registers in
      unsafe handler(
        Machine(machine.assumingMemoryBound(to: MachineState.self)), CodePointer(word), &pc.pointee,
        &registers.pointee)
    }
  }
}
