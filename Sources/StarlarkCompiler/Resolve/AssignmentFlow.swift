// Definite assignment: which variables surely have a value at a point of a function. Control flow is structured
// and no path takes a value away, so that one walk in the order of the text is exact: a loop ends with what was
// assigned before it, a conditional with what all of its branches assign.

/// Which variables are surely assigned at the point that the resolver has reached.
struct AssignmentFlow {
  /// Whether control can reach the point.
  private(set) var isReachable = true
  private var isAssigned: [Bool] = []
  private var trail: [Int] = []

  /// A state to go back to.
  struct Mark {
    fileprivate let count: Int
    fileprivate let isReachable: Bool
  }

  /// The branches of a conditional statement.
  struct Branches {
    fileprivate let start: Mark
    fileprivate var reachable = 0
    fileprivate var assigned: [Int] = []
  }

  /// Whether a variable surely has a value here.
  func isSure(_ variable: Int) -> Bool {
    !isReachable || isAssigned[variable]
  }

  /// Adds a variable without a value.
  mutating func declare() {
    isAssigned.append(false)
  }

  /// Gives a variable its value.
  mutating func assign(_ variable: Int) {
    guard !isAssigned[variable] else { return }
    isAssigned[variable] = true
    trail.append(variable)
  }

  /// Control goes elsewhere.
  mutating func leave() {
    isReachable = false
  }

  /// The state at this point.
  func mark() -> Mark {
    Mark(count: trail.count, isReachable: isReachable)
  }

  /// Starts with a body that may run at another time, of a function.
  mutating func enterFunction() -> Mark {
    defer { isReachable = true }
    return mark()
  }

  /// Goes back to a state, forgetting what was assigned since.
  mutating func restore(_ mark: Mark) {
    while trail.count > mark.count {
      isAssigned[trail.removeLast()] = false
    }
    isReachable = mark.isReachable
  }

  /// Starts the first of some branches.
  func beginBranches() -> Branches {
    Branches(start: mark())
  }

  /// Ends a branch and goes back to where it started.
  mutating func endBranch(_ branches: inout Branches) {
    if isReachable {
      branches.reachable += 1
      branches.assigned += trail[branches.start.count...]
    }
    restore(branches.start)
  }

  /// Goes on after all branches with what each of them assigned.
  mutating func join(_ branches: Branches) {
    guard branches.reachable > 0 else { return leave() }
    var counts: [Int: Int] = [:]
    for variable in branches.assigned {
      let count = counts[variable, default: 0] + 1
      counts[variable] = count
      if count == branches.reachable { assign(variable) }
    }
  }
}
