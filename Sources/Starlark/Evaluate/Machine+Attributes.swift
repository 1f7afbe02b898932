import StarlarkSyntax

// `x.name`, `x[i]` and `x[i:j:k]` on values of any type.
extension Machine {
  /// The value of an attribute, or `.failed`.
  @inline(never)
  package func attribute(_ value: Value, _ name: Value) -> Value {
    if let found = attributeIfPresent(value, name) { return found }
    let text = Universe.shortened(StringObject(name.object))
    if let failure = hostObject(value)?.failure(ofAttribute: text) { return fail(failure) }
    let names = attributeNames(value, atMost: 1000)
    var hint = Spelling.suggestion(for: text, among: names)
    if hint == nil, value.isObject(.structure), !names.isEmpty {
      hint = "it has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
    }
    return fail("\(typeName(value)) has no field or method \"\(text)\"", hint: hint)
  }

  /// The value of an attribute, `.failed` after an error was recorded, nil where there is none.
  package func attributeIfPresent(_ value: Value, _ name: Value) -> Value? {
    guard value.isObject else { return nil }
    let object = value.object
    switch object.kind {
    case .structure:
      return StructureObject(object).field(name)
    case .host:
      guard let host = hostObject(value) else { return nil }
      let text = StringObject(name.object).text
      if let method = host.method(text) { return heap.boundMethod(value, method) }
      return host.attribute(text, machine: self)
    default:
      let text = StringObject(name.object)
      guard text.count <= MethodTable.longestName else { return nil }
      let method =
        text.methodNumber.flatMap { number in
          unsafe state.pointee.methods[object.kind, number]?.with { $0 }
        }
        ?? MethodTable.method(text.text, of: object.kind)
      return method.map { heap.boundMethod(value, $0) }
    }
  }

  /// The names of a value's attributes, sorted; none of a structure that has more fields than wanted.
  package func attributeNames(_ value: Value, atMost limit: Int = .max) -> [String] {
    guard value.isObject else { return [] }
    switch value.object.kind {
    case .structure:
      let names = StructureObject(value.object).shape.names
      guard names.count <= limit else { return [] }
      return (0..<names.count).map { StringObject(names[$0].object).text }.sorted()
    case .host: return hostObject(value)?.attributeNames.sorted() ?? []
    default: return MethodTable.names(of: value.object.kind)
    }
  }

  // MARK: Index

  /// The element of a container at an index or key, or `.failed`.
  @inline(never)
  package func getIndex(_ container: Value, _ index: Value) -> Value {
    guard container.isObject else { return failIndexing(container, index) }
    let object = container.object
    switch object.kind {
    case .dict:
      guard let hash = hash(index) else { return .failed }
      let table = TableObject(object)
      let position = table.find(index, hash: hash)
      return position < 0 ? failKey(index, table) : table.value(at: position)
    case .list:
      return element(of: container, index, count: ListObject(object).count) {
        ListObject(object)[$0]
      }
    case .tuple:
      return element(of: container, index, count: TupleObject(object).count) {
        TupleObject(object)[$0]
      }
    case .range:
      return element(of: container, index, count: RangeObject(object).count) {
        heap.int(RangeObject(object)[$0])
      }
    case .string:
      return element(of: container, index, count: StringObject(object).count) {
        heap.character(StringObject(object).bytes[$0])
      }
    case .bytes:
      return element(of: container, index, count: StringObject(object).count) {
        Value(small: Int(StringObject(object).bytes[$0]))
      }
    case .stringView:
      let view = StringViewObject(object)
      guard view.parts.areBytes else { return failIndexing(container, index) }
      return element(of: container, index, count: StringObject(view.string.object).count) {
        var position = $0
        return nextElement(of: container, at: &position) ?? .none
      }
    case .host:
      return hostObject(container)?.element(index, machine: self) ?? failIndexing(container, index)
    default: return failIndexing(container, index)
    }
  }

  private func failIndexing(_ container: Value, _ index: Value) -> Value {
    fail("unhandled index operation \(typeName(container))[\(typeName(index))]")
  }

  private func failKey(_ key: Value, _ table: TableObject) -> Value {
    fail("key \(shortText(key)) not in dict", hint: suggestion(forKey: key, in: table))
  }

  /// The key of a dict that a missing one may have been meant to be.
  private func suggestion(forKey key: Value, in table: TableObject) -> String? {
    guard key.isObject(.string), StringObject(key.object).count <= Spelling.longest,
      table.count <= 1000
    else { return nil }
    var names: [String] = []
    for position in 0..<table.used where table.key(at: position).isObject(.string) {
      let name = StringObject(table.key(at: position).object)
      if name.count <= Spelling.longest { names.append(name.text) }
    }
    return Spelling.suggestion(for: StringObject(key.object).text, among: names)
  }

  /// The text of a value for an error message, cut to a readable length.
  package func shortText(_ value: Value) -> String {
    // More is never shown; printing stops there.
    var buffer = TextBuffer(limit: 512)
    let isWhole = repr(value, into: &buffer)
    let text = buffer.text
    if text.isEmpty { return "<\(typeName(value))>" }
    return isWhole && text.count <= 80 ? text : text.prefix(77) + "..."
  }

  @inline(__always)
  private func element(
    of container: Value, _ index: Value, count: Int, _ get: (Int) -> Value
  ) -> Value {
    guard index.isSmallInt else {
      return fail("\(typeName(container)) index: got \(typeName(index)), want int")
    }
    let given = index.smallInt
    let position = given < 0 ? given + count : given
    guard position >= 0 && position < count else {
      return fail("\(typeName(container)) index \(given) out of range (length \(count))")
    }
    return get(position)
  }

  /// Sets the element of a container; false after an error was recorded.
  @inline(never)
  package func setIndex(_ container: Value, _ index: Value, _ value: Value) -> Bool {
    if container.isObject(.dict) {
      guard checkMutable(container, to: "insert into") else { return false }
      guard let hash = hash(index) else { return false }
      let table = TableObject(container.object)
      let capacity = table.capacity
      table.set(index, hash: hash, to: value, heap: heap)
      return table.capacity == capacity || checkGrowth(container)
    }
    if container.isObject(.list) {
      let list = ListObject(container.object)
      guard index.isSmallInt else {
        fail("list index: got \(typeName(index)), want int")
        return false
      }
      let given = index.smallInt
      let position = given < 0 ? given + list.count : given
      guard position >= 0 && position < list.count else {
        fail("list index \(given) out of range (length \(list.count))")
        return false
      }
      guard checkMutable(container, to: "assign to element of") else { return false }
      list[position] = value
      return true
    }
    fail("\(typeName(container)) does not support item assignment")
    return false
  }

  /// Whether a script may change a list, dict or set; an error is recorded if not.
  ///
  /// - Parameters:
  ///   - container: The list, dict or set.
  ///   - change: What is done to it, in words; by default what the method under way does.
  /// - Returns: Whether it may change.
  @inline(__always)
  package func checkMutable(_ container: Value, to change: StaticString? = nil) -> Bool {
    let header = container.object.header
    return _fastPath(!header.flags.contains(.frozen) && header.extra == 0)
      || failChanging(container, change)
  }

  @inline(never)
  private func failChanging(_ container: Value, _ change: StaticString?) -> Bool {
    let type = typeName(container)
    let change = change?.description ?? changeUnderWay
    let cause = evaluator.freezings.cause(of: container.object).map { ": \($0) froze it" } ?? ""
    fail(
      container.object.isFrozen
        ? "cannot \(change) frozen \(type)\(cause)"
        : "cannot \(change) \(type) during iteration: it is temporarily immutable")
    return false
  }

  /// What the method under way does to its receiver, in words.
  private var changeUnderWay: String {
    switch calledMethodName {
    case "append": "append to"
    case "insert", "setdefault", "add": "insert into"
    case "pop", "remove", "popitem", "discard": "delete from"
    case "clear": "clear"
    case "extend": "extend"
    case "update", "difference_update", "intersection_update", "symmetric_difference_update":
      "update"
    default: "change"
    }
  }

  /// Whether a collection that grew is still within the limit of a value's size.
  package func checkGrowth(_ container: Value) -> Bool {
    let size = container.object.byteSize
    guard _slowPath(size > heap.valueLimit) else { return true }
    fail(.valueTooLarge(bytes: size, limit: heap.valueLimit))
    return false
  }

  // MARK: Slices

  /// `container[lower:upper:step]`, each None where left out; `.failed` after an error.
  @inline(never)
  func slice(_ container: Value, _ lower: Value, _ upper: Value, _ step: Value) -> Value {
    guard container.isObject, let count = sliceableLength(container) else {
      let first = sufficientCount(lower, upper, step)
      guard let elements = hostObject(container)?.elements(first: first, machine: self) else {
        return fail("invalid slice operand \(typeName(container)): it cannot be sliced")
      }
      return elements.isFailed ? .failed : slice(elements, lower, upper, step)
    }
    guard let range = sliceRange(count: count, lower, upper, step) else { return .failed }
    let object = container.object
    switch object.kind {
    case .list:
      let result = heap.list(capacity: range.count)
      guard take(ListObject(object).items, range, into: result.items) else { return .failed }
      result.count = range.count
      return Value(result.object)
    case .tuple:
      let result = heap.uninitializedTuple(count: range.count)
      guard take(TupleObject(object).items, range, into: result.items) else { return .failed }
      return Value(result.object)
    case .string, .bytes:
      let source = StringObject(object)
      if range.count == 1 && object.kind == .string {
        return heap.character(source.bytes[range.start])
      }
      let result = heap.uninitializedString(object.kind, count: range.count)
      if range.step == 1 {
        guard copy(source.bytes + range.start, to: result.bytes, count: range.count) else {
          return .failed
        }
      } else {
        for index in 0..<range.count {
          result.bytes[index] = source.bytes[range[index]]
          if index & 4095 == 4095, !charge(64) { return .failed }
        }
      }
      return Value(result.object)
    default:
      let source = RangeObject(object)
      let (step, overflow) = source.step.multipliedReportingOverflow(by: range.step)
      guard !overflow else { return fail("range step out of range") }
      return heap.range(
        start: source[range.start], stop: source[range.stop], step: step, count: range.count)
    }
  }

  /// How many elements from the start a slice can take from; nil where it needs to know them all.
  private func sufficientCount(_ lower: Value, _ upper: Value, _ step: Value) -> Int? {
    let isForward = step.isNone || (step.isSmallInt && step.smallInt > 0)
    let isFromStart = lower.isNone || (lower.isSmallInt && lower.smallInt >= 0)
    guard isForward, isFromStart, upper.isSmallInt, upper.smallInt >= 0 else { return nil }
    return upper.smallInt
  }

  /// Copies the values that a slice takes; false after an error was recorded.
  private func take(_ source: Values, _ range: SliceRange, into target: Values) -> Bool {
    guard range.step != 1 else {
      return copy(source + range.start, to: target, count: range.count)
    }
    var start = 0
    while start < range.count {
      let end = min(start + 512, range.count)
      if range.step == -1 {
        // By itself, so that it takes several values at once.
        let last = source + range.start
        for index in start..<end { target[index] = last[-index] }
      } else {
        for index in start..<end { target[index] = source[range[index]] }
      }
      if end - start == 512, !charge(64) { return false }
      start = end
    }
    return true
  }

  private func sliceableLength(_ container: Value) -> Int? {
    switch container.object.kind {
    case .list, .tuple, .string, .bytes, .range: length(container)
    default: nil
    }
  }

  private struct SliceRange {
    let start: Int
    let stop: Int
    let step: Int
    let count: Int

    subscript(index: Int) -> Int { start &+ index &* step }
  }

  /// The positions that a slice takes, as the specification clamps them.
  private func sliceRange(count: Int, _ lower: Value, _ upper: Value, _ step: Value) -> SliceRange?
  {
    guard let stride = sliceIndex(step, default: 1, "step") else { return nil }
    guard stride != 0 else {
      fail("slice step cannot be zero")
      return nil
    }
    let isForward = stride > 0
    let (least, most) = isForward ? (0, count) : (-1, count - 1)
    func clamp(_ value: Value, default missing: Int, _ what: String) -> Int? {
      if value.isNone { return missing }
      guard let index = sliceIndex(value, default: 0, what) else { return nil }
      return min(max(index < 0 ? index + count : index, least), most)
    }
    guard let start = clamp(lower, default: isForward ? 0 : count - 1, "start index"),
      let stop = clamp(upper, default: isForward ? count : -1, "end index")
    else { return nil }
    let distance = isForward ? stop - start : start - stop
    guard distance > 0 else {
      let place = max(start, stop)
      return SliceRange(start: place, stop: place, step: stride, count: 0)
    }
    let width = stride.magnitude
    return SliceRange(
      start: start, stop: stop, step: stride, count: Int((UInt(distance) + width - 1) / width))
  }

  private func sliceIndex(_ value: Value, default missing: Int, _ what: String) -> Int? {
    if value.isNone { return missing }
    if value.isSmallInt { return value.smallInt }
    if value.isObject(.bigInt) {
      return BigIntObject(value.object).isNegative ? -(1 << 60) : 1 << 60
    }
    fail("invalid \(what) of a slice: got \(typeName(value)), want int or None")
    return nil
  }
}
