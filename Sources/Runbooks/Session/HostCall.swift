/// Which call of the script reaches outside: what recording and replay know it by.
///
/// A lane is one item of a `parallelMap`; the path to it says which of the calls of its parent lane
/// started it, and which item it is. The run itself has an empty path.
package struct HostCall: Sendable, Hashable {
  /// One level of `parallelMap`.
  package struct Lane: Sendable, Hashable {
    package var call: Int
    package var item: Int

    package init(call: Int, item: Int) {
      self.call = call
      self.item = item
    }
  }

  package var path: [Lane]
  /// The how-manieth impure call of its lane it is, from 0.
  package var ordinal: Int
  /// The how-manieth change of that call: a list of agents makes several.
  package var item: Int

  package init(path: [Lane] = [], ordinal: Int = 0, item: Int = 0) {
    self.path = path
    self.ordinal = ordinal
    self.item = item
  }

  /// Whether the left comes before the right in the order of the script.
  package static func precedes(_ left: Self, _ right: Self) -> Bool {
    for (one, other) in zip(left.path, right.path) where one != other {
      return (one.call, one.item) < (other.call, other.item)
    }
    // A lane's calls stand where the call that started it does.
    let (one, other) = (left.orderInside(right), right.orderInside(left))
    return one == other ? left.item < right.item : one < other
  }

  private func orderInside(_ other: Self) -> Int {
    path.count > other.path.count ? path[other.path.count].call : ordinal
  }
}
