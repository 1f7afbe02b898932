import StarlarkCompiler

/// An ordering operator.
enum Ordering {
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual

  @inline(__always)
  func holds(_ order: Int) -> Bool {
    switch self {
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  @inline(__always)
  func holds<T: Comparable>(_ x: T, _ y: T) -> Bool {
    switch self {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    }
  }
}

// Comparison, and the jumps that it decides.
extension Machine {
  /// Whether an order holds; nil after an error was recorded.
  @inline(__always)
  private func holds(_ ordering: Ordering, _ x: Value, _ y: Value) -> Bool? {
    if _fastPath(Value.areSmallInts(x, y)) {
      return ordering.holds(Int64(bitPattern: x.bits), Int64(bitPattern: y.bits))
    }
    // No NaN is inline, so the order of the processor is the language's.
    if x.isInlineDouble && y.isInlineDouble {
      return ordering.holds(x.inlineDouble, y.inlineDouble)
    }
    return compare(x, y).map { ordering.holds($0) }
  }

  @inline(__always)
  private func store(_ truth: Bool?, _ r: Values, _ a: Int) -> Bool {
    guard let truth else { return false }
    r[a] = Value(truth)
    return true
  }

  @inline(__always)
  private func jump(
    unless ordering: Ordering, _ x: Value, _ y: Value, _ w: CodePointer, _ pc: inout CodePointer
  ) -> Bool {
    guard let holds = holds(ordering, x, y) else { return false }
    if !holds { pc += w.signedC }
    return true
  }

  @inline(__always)
  private func jump(
    ifEqual wanted: Bool, _ x: Value, _ y: Value, _ w: CodePointer, _ pc: inout CodePointer
  ) -> Bool {
    guard let equal = equals(x, y) else { return false }
    if equal == wanted { pc += w.signedC }
    return true
  }

  @inline(__always)
  func equal(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(equals(r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func notEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(equals(r[w.b], r[w.c]).map { !$0 }, r, w.a)
  }

  @inline(__always)
  func contains(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(contains(r[w.c], r[w.b]), r, w.a)
  }

  @inline(__always)
  func containsNot(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(contains(r[w.c], r[w.b]).map { !$0 }, r, w.a)
  }

  @inline(__always)
  func less(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(holds(.less, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func lessOrEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(holds(.lessOrEqual, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func greater(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(holds(.greater, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func greaterOrEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(holds(.greaterOrEqual, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func jumpUnlessLess(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(unless: .less, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpUnlessLessI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(unless: .less, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpUnlessLessK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return jump(unless: .less, r[w.a], w.constant, w, &pc)
  }

  @inline(__always)
  func jumpUnlessLessOrEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(unless: .lessOrEqual, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpUnlessLessOrEqualI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool
  {
    jump(unless: .lessOrEqual, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpUnlessLessOrEqualK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool
  {
    pc += 1
    return jump(unless: .lessOrEqual, r[w.a], w.constant, w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreater(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(unless: .greater, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreaterI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(unless: .greater, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreaterK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return jump(unless: .greater, r[w.a], w.constant, w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreaterOrEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values)
    -> Bool
  {
    jump(unless: .greaterOrEqual, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreaterOrEqualI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values)
    -> Bool
  {
    jump(unless: .greaterOrEqual, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpUnlessGreaterOrEqualK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values)
    -> Bool
  {
    pc += 1
    return jump(unless: .greaterOrEqual, r[w.a], w.constant, w, &pc)
  }

  @inline(__always)
  func jumpUnlessEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(ifEqual: false, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpUnlessEqualI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(ifEqual: false, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpUnlessEqualK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return jump(ifEqual: false, r[w.a], w.constant, w, &pc)
  }

  @inline(__always)
  func jumpIfEqual(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(ifEqual: true, r[w.a], r[w.b], w, &pc)
  }

  @inline(__always)
  func jumpIfEqualI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(ifEqual: true, r[w.a], Value(small: w.signedB), w, &pc)
  }

  @inline(__always)
  func jumpIfEqualK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return jump(ifEqual: true, r[w.a], w.constant, w, &pc)
  }
}
