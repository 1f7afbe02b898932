import Starlark

/// Values that live as long as the session wants, whatever the script does with them.
final class Roots {
  /// The name of the list among the predeclared values, which no program can write.
  static let name = "\u{0}roots of the session"

  private let list: ListObject
  private(set) var heap: Heap
  private var free: [Int] = []
  /// Where the list is kept whose heap was another one once.
  private var place: (roots: Roots, root: Int)?

  init?(_ evaluator: Evaluator) {
    guard let value = evaluator.environment[Roots.name], value.isObject(.list) else { return nil }
    list = ListObject(value.object)
    heap = evaluator.heap
  }

  deinit {
    if let place { place.roots.release(place.root) }
  }

  /// Goes on among the roots of the heap that has adopted this one's.
  func move(to roots: Roots) {
    heap = roots.heap
    place = (roots, roots.keep(Value(list.object)))
  }

  /// Keeps a value; the answer finds it again.
  func keep(_ value: Value) -> Int {
    if let index = free.popLast() {
      list[index] = value
      return index
    }
    list.append(value, heap: heap)
    return list.count - 1
  }

  subscript(index: Int) -> Value { list[index] }

  /// Keeps a value no longer.
  ///
  /// It stays until its place is used again, for the heap may be gone already.
  func release(_ index: Int) {
    free.append(index)
  }
}
