import StarlarkCompiler
import StarlarkSyntax

// Attributes, indexing, and making lists, tuples, dicts and strings.
extension Machine {
  @inline(__always)
  private func store(_ value: Value, _ r: Values, _ a: Int) -> Bool {
    guard _fastPath(!value.isFailed) else { return false }
    r[a] = value
    return safepoint(r)
  }

  @inline(__always)
  func getAttribute(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let value = r[w.b]
    if value.isObject(.structure), let field = StructureObject(value.object).field(w.constant) {
      r[w.a] = field
      return true
    }
    return getAttributeSlowly(w, r, value)
  }

  @inline(never)
  private func getAttributeSlowly(_ w: CodePointer, _ r: Values, _ value: Value) -> Bool {
    store(attribute(value, w.constant), r, w.a)
  }

  @inline(__always)
  func setAttribute(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    failSettingAttribute(r[w.a], w.constant)
  }

  @inline(never)
  private func failSettingAttribute(_ value: Value, _ name: Value) -> Bool {
    fail(
      "cannot set attribute \"\(StringObject(name.object).text)\" of \(typeName(value)): its attributes do not change"
    )
    return false
  }

  // MARK: Index

  @inline(__always)
  private func getIndex(
    _ w: CodePointer, _ r: Values, _ container: Value, _ index: Value
  ) -> Bool {
    if _fastPath(container.isObject && index.isSmallInt) {
      let object = container.object
      let position = UInt(bitPattern: index.smallInt)
      if object.kind == .list {
        let list = ListObject(object)
        if _fastPath(position < UInt(bitPattern: list.count)) {
          r[w.a] = list[Int(bitPattern: position)]
          return true
        }
      } else if object.kind == .tuple {
        let tuple = TupleObject(object)
        if _fastPath(position < UInt(bitPattern: tuple.count)) {
          r[w.a] = tuple[Int(bitPattern: position)]
          return true
        }
      }
    }
    return getIndexSlowly(w, r, container, index)
  }

  @inline(never)
  private func getIndexSlowly(
    _ w: CodePointer, _ r: Values, _ container: Value, _ index: Value
  ) -> Bool {
    if container.isObject(.string) && index.isSmallInt {
      let string = StringObject(container.object)
      if UInt(bitPattern: index.smallInt) < UInt(bitPattern: string.count) {
        r[w.a] = heap.character(string.bytes[index.smallInt])
        return safepoint(r)
      }
    }
    return store(getIndex(container, index), r, w.a)
  }

  @inline(__always)
  func getIndex(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    getIndex(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func getIndexI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    getIndex(w, r, r[w.b], Value(small: w.signedC))
  }

  @inline(__always)
  func getIndexK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let (container, key) = (r[w.b], w.constant)
    if _fastPath(container.isObject(.dict) && key.isObject(.string)) {
      let table = TableObject(container.object)
      let position = table.find(key, hash: StringObject(key.object).hash)
      if _fastPath(position >= 0) {
        r[w.a] = table.value(at: position)
        return true
      }
    }
    return getIndexSlowly(w, r, container, key)
  }

  @inline(__always)
  private func setIndex(_ r: Values, _ container: Value, _ index: Value, _ value: Value) -> Bool {
    if _fastPath(container.isObject(.list) && index.isSmallInt) {
      let list = ListObject(container.object)
      let position = UInt(bitPattern: index.smallInt)
      if _fastPath(position < UInt(bitPattern: list.count) && list.isMutable) {
        list[Int(bitPattern: position)] = value
        return true
      }
    }
    if container.isObject(.dict) && index.isObject(.string) {
      return setEntry(r, container, index, value)
    }
    return setIndexSlowly(r, container, index, value)
  }

  @inline(never)
  private func setEntry(
    _ r: Values, _ dict: Value, _ key: Value, _ value: Value
  ) -> Bool {
    let table = TableObject(dict.object)
    if _fastPath(table.isMutable) {
      let position = table.find(key, hash: StringObject(key.object).hash)
      if position >= 0 {
        table.setValue(value, at: position)
        return true
      }
    }
    return setIndexSlowly(r, dict, key, value)
  }

  @inline(never)
  private func setIndexSlowly(
    _ r: Values, _ container: Value, _ index: Value, _ value: Value
  ) -> Bool {
    setIndex(container, index, value) && safepoint(r)
  }

  @inline(__always)
  func setIndex(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    setIndex(r, r[w.a], r[w.b], r[w.c])
  }

  @inline(__always)
  func setIndexI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    setIndex(r, r[w.a], Value(small: w.signedB), r[w.c])
  }

  @inline(__always)
  func setIndexK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let (container, key) = (r[w.a], w.constant)
    if _fastPath(container.isObject(.dict) && key.isObject(.string)) {
      return setEntry(r, container, key, r[w.c])
    }
    return setIndexSlowly(r, container, key, r[w.c])
  }

  @inline(__always)
  func slice(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let c = w.c
    return store(slice(r[w.b], r[c], r[c &+ 1], r[c &+ 2]), r, w.a)
  }

  // MARK: Displays and comprehensions

  @inline(__always)
  func newList(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (source, count) = (r + w.b, w.c)
    let list = heap.list(capacity: count)
    var index = 0
    while index < count {
      list.items[index] = source[index]
      index &+= 1
    }
    list.count = count
    r[w.a] = Value(list.object)
    return safepoint(r)
  }

  @inline(__always)
  func newTuple(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (source, count) = (r + w.b, w.c)
    let tuple = heap.uninitializedTuple(count: count)
    var index = 0
    while index < count {
      tuple[index] = source[index]
      index &+= 1
    }
    r[w.a] = Value(tuple.object)
    return safepoint(r)
  }

  @inline(__always)
  func newDict(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = Value(heap.dict(capacity: w.wide).object)
    return safepoint(r)
  }

  @inline(__always)
  func newDictK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    let dict = heap.dict(keys: TupleObject(w.constant.object), values: r + w.b, count: w.c)
    r[w.a] = Value(dict.object)
    return safepoint(r)
  }

  @inline(__always)
  func append(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let list = ListObject(r[w.a].object)
    if _slowPath(list.count == list.capacity), !checkGrowth(r[w.a]) { return false }
    list.append(r[w.b], heap: heap)
    return true
  }

  @inline(__always)
  func extend(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let list = ListObject(r[w.a].object)
    for index in 0..<w.c { list.append(r[w.b &+ index], heap: heap) }
    return checkGrowth(r[w.a]) && safepoint(r)
  }

  @inline(__always)
  func insert(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let key = r[w.b]
    guard let hash = hash(key) else { return false }
    let table = TableObject(r[w.a].object)
    if _slowPath(table.used == table.capacity), !checkGrowth(r[w.a]) { return false }
    table.set(key, hash: hash, to: r[w.c], heap: heap)
    return safepoint(r)
  }

  @inline(__always)
  func insertUnique(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let key = r[w.b]
    guard let hash = hash(key) else { return false }
    let table = TableObject(r[w.a].object)
    guard table.find(key, hash: hash) < 0 else { return failDuplicate(key) }
    table.add(key, hash: hash, value: r[w.c], heap: heap)
    return true
  }

  @inline(never)
  private func failDuplicate(_ key: Value) -> Bool {
    fail("duplicate key: \(shortText(key)) in dict expression")
    return false
  }

  @inline(__always)
  func listToTuple(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let list = ListObject(r[w.b].object)
    let tuple = heap.uninitializedTuple(count: list.count)
    tuple.items.update(from: list.items, count: list.count)
    r[w.a] = Value(tuple.object)
    return safepoint(r)
  }

  @inline(__always)
  func length(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = r[w.b]
    if value.isObject(.list) {
      r[w.a] = Value(small: ListObject(value.object).count)
      return true
    }
    guard let count = length(value) else { return false }
    r[w.a] = heap.int(count)
    return safepoint(r)
  }

  // MARK: f-strings

  @inline(__always)
  func formatValue(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return store(formatted(r + w.b, FormatChoices(rawValue: w.c), w.constant), r, w.a)
  }

  /// The text of a value, which is followed by the width and the precision that are computed.
  @inline(never)
  private func formatted(_ operands: Values, _ choices: FormatChoices, _ format: Value) -> Value {
    let value = operands[0]
    if format.isNone && choices.rawValue == 0 { return str(value) }
    var width = format.isNone ? FormatWidth() : DescriptorObject(format.object).content.format
    var next = operands + 1
    if choices.contains(.width) {
      guard let number = Format.number(self, next[0], "width") else { return .failed }
      width.width = number
      next = next + 1
    }
    if choices.contains(.precision) {
      guard let number = Format.number(self, next[0], "precision") else { return .failed }
      width.precision = number
    }
    return Format.field(self, value: value, conversion: choices.contains(.repr), width)
  }

  @inline(__always)
  func concatenate(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(joined(r + w.b, count: w.c), r, w.a)
  }

  @inline(never)
  private func joined(_ strings: Values, count: Int) -> Value {
    var total = 0
    for index in 0..<count { total += StringObject(strings[index].object).count }
    guard charge(bytes: total) else { return .failed }
    let result = heap.uninitializedString(count: total)
    var offset = 0
    for index in 0..<count {
      let part = StringObject(strings[index].object)
      part.bytes.copy(to: result.bytes + offset, count: part.count)
      offset &+= part.count
    }
    return Value(result.object)
  }
}
