/// Looks at cancellation and the deadline in the middle of a loop that native code runs over many bytes or elements.
///
/// Steps are charged when such a loop begins, all at once, so charging does not look again before its end. A loop that
/// may not go on breaks off with whatever it has: the call fails all the same, as its last step finds none left.
struct Pace {
  private let machine: Machine
  private var next: Int

  /// Places between two looks: a loop passes them within a millisecond, even where each asks for the properties of a
  /// code point.
  private static let distance = 1 << 14

  init(_ machine: Machine) {
    self.machine = machine
    next = Self.distance
  }

  /// Whether the loop may go on at a place that only grows.
  @inline(__always)
  mutating func goesOn(at place: Int) -> Bool {
    _fastPath(place < next) || look(at: place)
  }

  @inline(never)
  private mutating func look(at place: Int) -> Bool {
    next = place &+ Self.distance
    return machine.mayGoOn()
  }
}

extension Machine {
  /// Whether a long loop may go on; if not, an error is recorded and the next step fails.
  @inline(never)
  func mayGoOn() -> Bool {
    if evaluator.checkTime() { return true }
    unsafe state.pointee.steps = 0
    return false
  }
}
