/// Equality and order of nested values: recursive to a depth, then an error, never a crash.
struct Comparison {
  let machine: Machine
  private var depth = 0
  /// How deep values may nest; a cycle ends here too.
  static let depthLimit = 2_000

  /// Elements between two charges.
  private static let stretch = 1024

  init(machine: Machine) {
    self.machine = machine
  }

  func equal(_ x: Value, _ y: Value) -> Bool? {
    var copy = self
    return copy.equalNested(x, y)
  }

  func order(_ x: Value, _ y: Value) -> Int? {
    var copy = self
    return copy.orderNested(x, y)
  }

  private mutating func enter() -> Bool {
    depth += 1
    guard depth <= Comparison.depthLimit else {
      machine.fail(
        EvaluationFailure(
          .error, "comparison nested too deeply: more than \(Comparison.depthLimit) levels"))
      return false
    }
    return machine.charge()
  }

  private mutating func equalNested(_ x: Value, _ y: Value) -> Bool? {
    if Value.same(x, y) { return true }
    guard x.isObject, y.isObject, x.object.kind == y.object.kind else {
      return Equality.slowly(x, y)
    }
    switch x.object.kind {
    case .list:
      let (x, y) = (ListObject(x.object), ListObject(y.object))
      return equal(x.items, x.count, y.items, y.count)
    case .tuple:
      let (x, y) = (TupleObject(x.object), TupleObject(y.object))
      return equal(x.items, x.count, y.items, y.count)
    case .structure:
      let (x, y) = (StructureObject(x.object), StructureObject(y.object))
      guard x.hasSameShape(as: y) else { return false }
      return equal(x.fields, x.count, y.fields, y.count)
    case .string, .bytes:
      let (x, y) = (StringObject(x.object), StringObject(y.object))
      guard x.count == y.count else { return false }
      return machine.charge(comparing: x.count) ? StringObject.equal(x, y) : nil
    case .dict, .set:
      return equalTables(TableObject(x.object), TableObject(y.object))
    default:
      return Equality.slowly(x, y)
    }
  }

  private mutating func equal(_ x: Values, _ xCount: Int, _ y: Values, _ yCount: Int) -> Bool? {
    guard xCount == yCount else { return false }
    guard enter() else { return nil }
    defer { depth -= 1 }
    var index = 0
    while index < xCount {
      // A stretch of the same values or of other small ints is passed without a call for each.
      let start = index
      let end = min(start &+ Comparison.stretch, xCount)
      while index < end, Value.same(x[index], y[index]) { index &+= 1 }
      guard machine.charge(index &- start) else { return nil }
      if index == end { continue }
      if Value.areSmallInts(x[index], y[index]) { return false }
      guard machine.charge(), let equal = equalNested(x[index], y[index]) else { return nil }
      if !equal { return false }
      index &+= 1
    }
    return true
  }

  private mutating func equalTables(_ x: TableObject, _ y: TableObject) -> Bool? {
    guard x.count == y.count else { return false }
    guard enter() else { return nil }
    defer { depth -= 1 }
    var position = 0
    while let place = x.position(from: position) {
      guard machine.charge(place + 1 - position) else { return nil }
      let other = y.find(x.key(at: place), hash: x.hash(at: place))
      if other < 0 { return false }
      guard let equal = equalNested(x.value(at: place), y.value(at: other)) else { return nil }
      if !equal { return false }
      position = place + 1
    }
    return true
  }

  private mutating func orderNested(_ x: Value, _ y: Value) -> Int? {
    guard x.isObject, y.isObject, x.object.kind == y.object.kind else {
      return machine.compare(x, y)
    }
    switch x.object.kind {
    case .list:
      let (x, y) = (ListObject(x.object), ListObject(y.object))
      return order(x.items, x.count, y.items, y.count)
    case .tuple:
      let (x, y) = (TupleObject(x.object), TupleObject(y.object))
      return order(x.items, x.count, y.items, y.count)
    default: return machine.compare(x, y)
    }
  }

  private mutating func order(_ x: Values, _ xCount: Int, _ y: Values, _ yCount: Int) -> Int? {
    guard enter() else { return nil }
    defer { depth -= 1 }
    for index in 0..<min(xCount, yCount) {
      guard machine.charge() else { return nil }
      let (left, right) = (x[index], y[index])
      if Value.same(left, right) { continue }
      // Ints and strings are looked at once, not for equality first.
      if Value.areSmallInts(left, right) { return left.smallInt < right.smallInt ? -1 : 1 }
      if left.isObject(.string) && right.isObject(.string) {
        guard let order = machine.compare(left, right) else { return nil }
        if order == 0 { continue }
        return order
      }
      guard let equal = equalNested(left, right) else { return nil }
      if !equal { return orderNested(left, right) }
    }
    return (xCount - yCount).signum()
  }
}
