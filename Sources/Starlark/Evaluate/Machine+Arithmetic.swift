import Glibc

/// An arithmetic operator as the slow path sees it.
enum Arithmetic: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
}

// Arithmetic on anything but two small ints or two doubles.
extension Machine {
  /// The result of an operator, or `.failed`.
  @inline(never)
  func arithmetic(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    if Numbers.isInt(x) && Numbers.isInt(y) { return integers(operation, x, y) }
    if Numbers.isNumber(x) && Numbers.isNumber(y) { return floats(operation, x, y) }
    switch operation {
    case .add: return concatenated(x, y)
    case .multiply: return repeated(x, y)
    case .modulo:
      if x.isObject(.string) { return Format.percent(self, format: x, argument: y) }
    case .bitOr, .bitAnd, .bitXor, .subtract: return combined(operation, x, y)
    default: break
    }
    return failOperator(operation, x, y)
  }

  private func failOperator(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    combineHosts(operation, x, y)
      ?? fail("unknown binary op: \(typeName(x)) \(operation.rawValue) \(typeName(y))")
  }

  private func integers(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    switch operation {
    case .add: Integers.add(self, x, y)
    case .subtract: Integers.subtract(self, x, y)
    case .multiply: Integers.multiply(self, x, y)
    case .divide: floats(operation, x, y)
    case .floorDivide: Integers.floorDivide(self, x, y)
    case .modulo: Integers.modulo(self, x, y)
    case .bitAnd: Integers.and(self, x, y)
    case .bitOr: Integers.or(self, x, y)
    case .bitXor: Integers.xor(self, x, y)
    case .shiftLeft: Integers.shiftLeft(self, x, y)
    case .shiftRight: Integers.shiftRight(self, x, y)
    }
  }

  private func floats(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    guard let p = toDouble(x), let q = toDouble(y) else { return .failed }
    switch operation {
    case .add: return heap.double(p + q)
    case .subtract: return heap.double(p - q)
    case .multiply: return heap.double(p * q)
    case .divide:
      return q == 0 ? fail("floating-point division by zero") : heap.double(p / q)
    case .floorDivide:
      return q == 0 ? fail("floored division by zero") : heap.double((p / q).rounded(.down))
    case .modulo:
      guard q != 0 else { return fail("floating-point modulo by zero") }
      let remainder = fmod(p, q)
      return heap.double(remainder != 0 && (remainder < 0) != (q < 0) ? remainder + q : remainder)
    default: return failOperator(operation, x, y)
    }
  }

  /// The double nearest to a number; nil after an error was recorded, as for an int out of range.
  package func toDouble(_ value: Value) -> Double? {
    if value.isSmallInt { return Double(value.smallInt) }
    if Numbers.isDouble(value) { return Numbers.double(value) }
    let double = Integers.toDouble(value)
    guard double.isFinite else {
      fail("int too large to convert to float")
      return nil
    }
    return double
  }

  // MARK: Sequences and tables

  /// A string with another one added, in memory that leaves room for more; nil where nothing speaks for more to come.
  private func grown(_ left: StringObject, by right: StringObject, wasGrown: Bool) -> Value? {
    if let text = GrowingText(of: left, growingBy: right.count, heap: heap) {
      guard copy(right.bytes, to: text.end, count: right.count) else { return .failed }
      return Value(text.extended(by: right.count, heap: heap).object)
    }
    let total = left.count + right.count
    guard wasGrown || left.object.header.flags.contains(.shared) else { return nil }
    let text = GrowingText(capacity: max(total, min(total * 2, heap.valueLimit)), heap: heap)
    guard copy(left.bytes, to: text.end, count: left.count),
      copy(right.bytes, to: text.end + left.count, count: right.count)
    else { return .failed }
    return Value(text.extended(by: total, heap: heap).object)
  }

  /// Concatenates two strings, lists or tuples.
  ///
  /// - Parameters:
  ///   - x: What comes first.
  ///   - y: What is added.
  ///   - isInPlace: Whether the sum takes the first one's place, so that more is likely to be added.
  /// - Returns: The sum; `.failed` after an error.
  func concatenated(_ x: Value, _ y: Value, isInPlace: Bool = false) -> Value {
    guard x.isObject, y.isObject, x.object.kind == y.object.kind else {
      return failOperator(.add, x, y)
    }
    switch x.object.kind {
    case .string, .bytes:
      let (left, right) = (StringObject(x.object), StringObject(y.object))
      let (leftCount, rightCount) = (left.count, right.count)
      guard checkSize(leftCount + rightCount) else { return .failed }
      if leftCount >= GrowingText.least && x.object.kind == .string,
        let grown = grown(left, by: right, wasGrown: isInPlace)
      {
        return grown
      }
      let result = heap.uninitializedString(x.object.kind, count: leftCount &+ rightCount)
      guard copy(left.bytes, to: result.bytes, count: leftCount),
        copy(right.bytes, to: result.bytes + leftCount, count: rightCount)
      else { return .failed }
      return Value(result.object)
    case .list:
      let (left, right) = (ListObject(x.object), ListObject(y.object))
      guard checkSize((left.count + right.count) * 8) else { return .failed }
      let result = heap.list(capacity: left.count + right.count)
      guard copy(left.items, to: result.items, count: left.count),
        copy(right.items, to: result.items + left.count, count: right.count)
      else { return .failed }
      result.count = left.count + right.count
      return Value(result.object)
    case .tuple:
      let (left, right) = (TupleObject(x.object), TupleObject(y.object))
      guard checkSize((left.count + right.count) * 8) else { return .failed }
      let result = heap.uninitializedTuple(count: left.count + right.count)
      guard copy(left.items, to: result.items, count: left.count),
        copy(right.items, to: result.items + left.count, count: right.count)
      else { return .failed }
      return Value(result.object)
    default: return failOperator(.add, x, y)
    }
  }

  private func repeated(_ x: Value, _ y: Value) -> Value {
    if Numbers.isInt(y), isSequence(x) { return repeated(x, times: y) }
    if Numbers.isInt(x), isSequence(y) { return repeated(y, times: x) }
    return failOperator(.multiply, x, y)
  }

  private func isSequence(_ value: Value) -> Bool {
    value.isObject && [.string, .bytes, .list, .tuple].contains(value.object.kind)
  }

  private func repeated(_ sequence: Value, times: Value) -> Value {
    let object = sequence.object
    guard let count = length(sequence) else { return .failed }
    let factor: Int
    if times.isSmallInt {
      factor = max(0, times.smallInt)
    } else {
      factor = BigIntObject(times.object).isNegative ? 0 : .max
    }
    let width = object.kind == .string || object.kind == .bytes ? 1 : 8
    let (total, overflow) = (count * width).multipliedReportingOverflow(by: factor)
    guard checkSize(overflow ? .max : total) else { return .failed }
    let source: Bytes
    let (result, target): (Object, Bytes)
    switch object.kind {
    case .string, .bytes:
      source = StringObject(object).bytes
      let string = heap.uninitializedString(object.kind, count: total)
      (result, target) = (string.object, string.bytes)
    case .list:
      source = ListObject(object).items.bytes
      let list = heap.list(capacity: total / 8)
      list.count = total / 8
      (result, target) = (list.object, list.items.bytes)
    default:
      source = TupleObject(object).items.bytes
      let tuple = heap.uninitializedTuple(count: total / 8)
      (result, target) = (tuple.object, tuple.items.bytes)
    }
    guard total > 0 else { return Value(result) }
    guard copy(source, to: target, count: count * width),
      `repeat`(first: count * width, of: target, total: total)
    else { return .failed }
    return Value(result)
  }

  /// `|`, `&`, `^`, `-` of sets, and `|` of dicts.
  private func combined(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    if operation == .bitOr, x.isObject(.dict), y.isObject(.dict) {
      let result = copy(TableObject(x.object), as: .dict)
      return insertAll(of: TableObject(y.object), into: result) ? Value(result.object) : .failed
    }
    guard x.isObject(.set), y.isObject(.set) else { return failOperator(operation, x, y) }
    let (left, right) = (TableObject(x.object), TableObject(y.object))
    if operation == .bitOr {
      let result = copy(left, as: .set)
      return insertAll(of: right, into: result) ? Value(result.object) : .failed
    }
    let result = heap.set()
    if operation == .bitAnd, right.count <= 64, right.count * 4 < left.count {
      return insertCommon(of: left, few: right, into: result) ? Value(result.object) : .failed
    }
    let isComplete = insert(of: left, into: result) { key, hash in
      (right.find(key, hash: hash) >= 0) == (operation == .bitAnd)
    }
    guard isComplete else { return .failed }
    if operation == .bitXor {
      let isComplete = insert(of: right, into: result) { key, hash in
        left.find(key, hash: hash) < 0
      }
      guard isComplete else { return .failed }
    }
    return Value(result.object)
  }

  /// Adds the elements of a set that a much smaller one has as well, in the order of the larger; false after an error was
  /// recorded.
  private func insertCommon(
    of source: TableObject, few others: TableObject, into target: TableObject
  ) -> Bool {
    var places: [Int] = []
    var position = 0
    while let place = others.position(from: position) {
      let found = source.find(others.key(at: place), hash: others.hash(at: place))
      if found >= 0 { places.append(found) }
      guard charge(place + 1 - position) else { return false }
      position = place + 1
    }
    for place in places.sorted() {
      target.add(source.key(at: place), hash: source.hash(at: place), value: .none, heap: heap)
    }
    return checkGrowth(Value(target.object))
  }

  /// Adds the elements of a set that are wanted to another; false after an error was recorded.
  private func insert(
    of source: TableObject, into target: TableObject, where wanted: (Value, UInt32) -> Bool
  ) -> Bool {
    var position = 0
    while let place = source.position(from: position) {
      let (key, hash) = (source.key(at: place), source.hash(at: place))
      if wanted(key, hash) { target.set(key, hash: hash, to: .none, heap: heap) }
      guard charge(place + 1 - position) else { return false }
      position = place + 1
    }
    return checkGrowth(Value(target.object))
  }

  /// A table with the same entries; after an error was recorded, some may lack, and the next charge fails too.
  func copy(_ table: TableObject, as kind: ObjectKind) -> TableObject {
    let result = kind == .dict ? heap.dict() : heap.set()
    if result.takeOver(table, heap: heap) {
      _ = charge(table.count)
      return result
    }
    result.reserve(table.count, heap: heap)
    var position = 0
    while let place = table.position(from: position) {
      guard charge(place + 1 - position) else { break }
      result.add(
        table.key(at: place), hash: table.hash(at: place), value: table.value(at: place), heap: heap
      )
      position = place + 1
    }
    return result
  }

  /// Adds all entries of a table to another; false after an error was recorded.
  func insertAll(of source: TableObject, into target: TableObject) -> Bool {
    if target.takeOver(source, heap: heap) {
      return charge(source.count) && checkGrowth(Value(target.object))
    }
    var position = 0
    while let place = source.position(from: position) {
      guard charge(place + 1 - position) else { return false }
      target.set(
        source.key(at: place), hash: source.hash(at: place), to: source.value(at: place), heap: heap
      )
      position = place + 1
    }
    return checkGrowth(Value(target.object))
  }

  // MARK: In place

  /// `x += y`: a list grows in place.
  @inline(never)
  func addInPlace(_ x: Value, _ y: Value) -> Value {
    if x.isObject(.string) { return concatenated(x, y, isInPlace: true) }
    guard x.isObject(.list), isIterable(y) else { return arithmetic(.add, x, y) }
    guard checkMutable(x, to: "extend") else { return .failed }
    return extend(ListObject(x.object), with: y) ? x : .failed
  }

  /// Adds the elements of an iterable to a list; false after an error was recorded.
  package func extend(_ list: ListObject, with iterable: Value) -> Bool {
    if iterable.isObject(.list) {
      let other = ListObject(iterable.object)
      let count = other.count
      guard checkSize((list.count + count) * 8) else { return false }
      list.reserve(
        max(list.count + count, min(list.capacity * 2, list.count + count * 4)), heap: heap)
      guard copy(other.items, to: list.items + list.count, count: count) else { return false }
      list.count += count
      return true
    }
    return iterate(iterable) { element in
      list.append(element, heap: heap)
      return checkGrowth(Value(list.object))
    }
  }

  /// `x -= y`, `x &= y`, `x |= y` and `x ^= y`: a set changes in place, and a dict by `|=`.
  @inline(never)
  func combinedInPlace(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value {
    guard x.isObject, y.isObject, x.object.kind == y.object.kind,
      x.object.kind == .set || (x.object.kind == .dict && operation == .bitOr)
    else { return arithmetic(operation, x, y) }
    guard checkMutable(x, to: "update") else { return .failed }
    let (target, other) = (TableObject(x.object), TableObject(y.object))
    let isComplete =
      switch operation {
      case .bitAnd: SetMethods.keep(self, elementsOf: other, in: target)
      case .subtract: SetMethods.remove(self, elementsOf: other, from: target)
      case .bitXor: SetMethods.exclude(self, elementsOf: other, from: target)
      default: insertAll(of: other, into: target)
      }
    return isComplete ? x : .failed
  }

  // MARK: One operand

  func negated(_ x: Value) -> Value {
    if Numbers.isDouble(x) { return heap.double(-Numbers.double(x)) }
    if Numbers.isInt(x) { return Integers.negate(self, x) }
    return fail("unknown unary op: -\(typeName(x))")
  }

  func plus(_ x: Value) -> Value {
    Numbers.isNumber(x) ? x : fail("unknown unary op: +\(typeName(x))")
  }

  func inverted(_ x: Value) -> Value {
    Numbers.isInt(x) ? Integers.invert(self, x) : fail("unknown unary op: ~\(typeName(x))")
  }
}
