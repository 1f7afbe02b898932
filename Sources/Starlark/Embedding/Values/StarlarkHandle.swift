import Synchronization

/// A value that stays in the script: a function, a built-in, a type, or any value of a ``FrozenModule``.
///
/// Swift can keep it on any thread and hand it back. A handle of a running module goes back into that module only; one of
/// a frozen module goes into any evaluation. The value lives as long as the handle.
public final class StarlarkHandle: Sendable {
  enum Place: Sendable {
    /// Immutable, in the heap that the owner keeps.
    case frozen(HeapOwner, Value)
    /// A root of one evaluation.
    case rooted(HandleTable, Int, Value)
  }

  let place: Place
  /// What `type()` answers in a script.
  public let typeName: String
  /// The name of a function, else the name of the type.
  public let name: String

  init(_ place: Place, typeName: String, name: String) {
    self.place = place
    self.typeName = typeName
    self.name = name
  }

  deinit {
    if case .rooted(let table, let index, _) = place { table.release(index) }
  }
}

extension StarlarkHandle: Hashable, CustomStringConvertible {
  /// Whether both stand for the same value.
  public static func == (left: StarlarkHandle, right: StarlarkHandle) -> Bool {
    switch (left.place, right.place) {
    case (.frozen(_, let x), .frozen(_, let y)): Value.same(x, y)
    case (.rooted(let table, _, let x), .rooted(let other, _, let y)):
      table === other && Value.same(x, y)
    default: false
    }
  }

  /// Hashes the identity of the value.
  public func hash(into hasher: inout Hasher) {
    switch place {
    case .frozen(_, let value), .rooted(_, _, let value): hasher.combine(value.bits)
    }
  }

  /// The type and the name.
  public var description: String { "<\(typeName) \(name)>" }
}

/// The values of one evaluation that Swift holds handles of.
final class HandleTable: @unchecked Sendable {
  // Only the evaluating thread touches the values; what other threads release waits in a queue for it.
  private var values: [Value] = []
  private var free: [Int] = []
  private let released = Mutex<[Int]>([])

  /// Keeps a value until its handle is released.
  func keep(_ value: Value) -> Int {
    drain()
    if let index = free.popLast() {
      values[index] = value
      return index
    }
    values.append(value)
    return values.count - 1
  }

  /// Lets go of a value, from any thread.
  func release(_ index: Int) {
    released.withLock { $0.append(index) }
  }

  private func drain() {
    let indices = released.withLock { queue in
      defer { queue.removeAll() }
      return queue
    }
    for index in indices {
      values[index] = .none
      free.append(index)
    }
  }

  func mark(_ marker: inout Marker) {
    drain()
    for value in values { marker.mark(value) }
  }
}

extension StarlarkHandle: StarlarkConvertible {
  /// Takes what stays in the script.
  ///
  /// - Throws: ``ConversionError`` for a value that is copied out, such as a number.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> StarlarkHandle
  {
    guard case .handle(let handle) = value else {
      throw ConversionError(got: value.typeName, wanted: "function")
    }
    return handle
  }

  /// The value.
  public var starlarkValue: StarlarkValue { .handle(self) }
}
