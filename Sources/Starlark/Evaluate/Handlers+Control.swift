import StarlarkCompiler

// Jumps and loops.
extension Machine {
  @inline(__always)
  func jump(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += w.wide
    return true
  }

  @inline(__always)
  func loop(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += w.wide
    return charge()
  }

  @inline(__always)
  func jumpIfTrue(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    if truth(r[w.a]) { pc += w.wide }
    return true
  }

  @inline(__always)
  func jumpIfFalse(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    if !truth(r[w.a]) { pc += w.wide }
    return true
  }

  // MARK: Ranges that are only counted

  @inline(__always)
  func rangePrepare(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let (start, stop) = (r[a], r[a &+ 1])
    guard _fastPath(Value.areSmallInts(start, stop)) else { return failRange(start, stop) }
    if Int64(bitPattern: start.bits) < Int64(bitPattern: stop.bits) {
      r[w.b] = start
    } else {
      pc += w.signedC
    }
    return true
  }

  @inline(never)
  private func failRange(_ start: Value, _ stop: Value) -> Bool {
    for bound in [start, stop] where !bound.isSmallInt {
      fail(
        Numbers.isInt(bound)
          ? "range: \(shortText(bound)) is out of range"
          : "range: got \(typeName(bound)), want int")
      return false
    }
    return true
  }

  @inline(__always)
  func rangeNext(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let next = Value(bits: r[a].bits &+ 4)
    guard _fastPath(Int64(bitPattern: next.bits) < Int64(bitPattern: r[a &+ 1].bits)) else {
      return true
    }
    r[a] = next
    r[w.b] = next
    pc += w.signedC
    return charge()
  }

  // MARK: Iterators

  @inline(__always)
  func iterate(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    guard let iterator = beginIteration(r[w.b]) else { return false }
    r[w.a] = iterator
    r[w.a &+ 1] = Value(small: 0)
    return true
  }

  @inline(__always)
  func next(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let object = r[a].object
    if _fastPath(object.kind == .list) {
      let list = ListObject(object)
      let position = r[a &+ 1]
      if _fastPath(position.smallInt < list.count) {
        r[w.b] = list[position.smallInt]
        r[a &+ 1] = Value(bits: position.bits &+ 4)
        pc += w.signedC
        return charge() && safepoint(r)
      }
    }
    switch step(w, r) {
    case .element:
      pc += w.signedC
      return charge() && safepoint(r)
    case .end: return true
    case .failure: return false
    }
  }

  private enum Iteration {
    case element
    case end
    case failure
  }

  /// Puts the next element of an iterator into the instruction's register, or unlocks what is iterated.
  @inline(never)
  private func step(_ w: CodePointer, _ r: Values) -> Iteration {
    let a = w.a
    let iterator = r[a]
    var position = r[a &+ 1].smallInt
    guard let element = nextElement(of: iterator, at: &position) else {
      endIteration(iterator)
      return .end
    }
    guard !element.isFailed else { return .failure }
    r[w.b] = element
    r[a &+ 1] = Value(small: position)
    return .element
  }

  @inline(__always)
  func endIterate(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    endIteration(r[w.a])
    return true
  }

  @inline(__always)
  func unpack(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = r[w.a]
    let count = w.c
    if _fastPath(value.isObject(.tuple)) {
      let tuple = TupleObject(value.object)
      if _fastPath(tuple.count == count) {
        let target = r + w.b
        var index = 0
        while index < count {
          target[index] = tuple[index]
          index &+= 1
        }
        return true
      }
    }
    return unpackSlowly(value, into: r + w.b, count: count)
  }

  @inline(never)
  private func unpackSlowly(_ value: Value, into target: Values, count: Int) -> Bool {
    guard isIterable(value) else {
      fail("got \(typeName(value)) in sequence assignment: it is not iterable")
      return false
    }
    var found = 0
    guard
      iterate(
        value,
        { element in
          if found < count { target[found] = element }
          found += 1
          return found <= count
        })
    else { return false }
    guard found == count else {
      let got = found > count ? (length(value).map(String.init) ?? "more") : "\(found)"
      fail(
        "cannot unpack \(got) values into \(count) variables: \(found > count ? "too many" : "too few") values to unpack"
      )
      return false
    }
    return true
  }
}
