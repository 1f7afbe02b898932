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
    guard _fastPath(Value.areSmallInts(start, stop)) else { return failRange(r + a, 2) }
    if Int64(bitPattern: start.bits) < Int64(bitPattern: stop.bits) {
      r[w.b] = start
    } else {
      pc += w.signedC
    }
    return true
  }

  @inline(never)
  private func failRange(_ bounds: Values, _ count: Int) -> Bool {
    for bound in (0..<count).map({ bounds[$0] }) where !bound.isSmallInt {
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

  @inline(__always)
  func stridePrepare(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    guard let count = strideCount(r + w.a) else { return false }
    if count > 0 {
      r[w.b] = r[w.a]
    } else {
      pc += w.signedC
    }
    return true
  }

  /// How many elements a range has; nil after an error was recorded.
  ///
  /// How many follow the first is put in place of its end.
  @inline(never)
  private func strideCount(_ range: Values) -> UInt64? {
    let (start, stop, step) = (range[0], range[1], range[2])
    guard Value.areSmallInts(start, stop), step.isSmallInt else {
      _ = failRange(range, 3)
      return nil
    }
    guard step.smallInt != 0 else {
      fail("range: step argument must not be zero")
      return nil
    }
    let distance =
      step.smallInt > 0
      ? stop.smallInt - start.smallInt : start.smallInt - stop.smallInt
    guard distance > 0 else { return 0 }
    let count = (UInt64(distance) - 1) / UInt64(step.smallInt.magnitude) + 1
    // One more bit than a small int has; it is never taken for one.
    range[1] = Value(bits: (count - 1) &<< 2 | 1)
    return count
  }

  @inline(__always)
  func strideNext(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let a = w.a
    let rest = r[a &+ 1]
    guard _fastPath(rest.bits != 1) else { return true }
    r[a &+ 1] = Value(bits: rest.bits &- 4)
    let next = Value(bits: r[a].bits &+ r[a &+ 2].bits &- 1)
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
