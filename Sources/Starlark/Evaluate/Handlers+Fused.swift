import StarlarkCompiler

// Two arithmetic instructions at once. The second stays where it is: the first looks at its operands, and where both are
// of ints or of floats does its work too, so that what lies between is never stored. Else the first is done alone, and
// the second follows as any other.
extension Machine {
  /// What two operators make of three numbers of a kind; the second alone takes the result of the first.
  @inline(__always)
  private func fuse(
    _ first: Arithmetic, _ second: Arithmetic, _ x: Value, _ y: Value, _ w: CodePointer,
    _ pc: inout CodePointer, _ r: Values
  ) -> Bool {
    let next = pc
    let isLeft = next.b == w.a
    let z = r[isLeft ? next.c : next.b]
    if _fastPath(Value.areSmallInts(x, y)) {
      if z.isSmallInt, let between = small(first, x, y),
        let result = isLeft ? small(second, between, z) : small(second, z, between)
      {
        pc += 1
        r[next.a] = result
        return true
      }
    } else if x.isInlineDouble && y.isInlineDouble && z.isInlineDouble {
      let between = double(first, x.inlineDouble, y.inlineDouble)
      let (p, q) = isLeft ? (between, z.inlineDouble) : (z.inlineDouble, between)
      let result = double(second, p, q)
      pc += 1
      guard let value = Value.inlineDouble(result) else { return storeBoxed(result, next, r) }
      r[next.a] = value
      return true
    }
    return alone(first, x, y, w, r)
  }

  @inline(__always)
  private func double(_ operation: Arithmetic, _ p: Double, _ q: Double) -> Double {
    switch operation {
    case .add: p + q
    case .subtract: p - q
    default: p * q
    }
  }

  /// The first of the two instructions.
  @inline(never)
  private func alone(
    _ operation: Arithmetic, _ x: Value, _ y: Value, _ w: CodePointer, _ r: Values
  ) -> Bool {
    switch operation {
    case .add: sum(w, r, x, y)
    case .subtract: difference(w, r, x, y)
    default: product(w, r, x, y)
    }
  }

  @inline(__always)
  func addAdd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.add, .add, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func addSubtract(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.add, .subtract, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func addMultiply(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.add, .multiply, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func subtractAdd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.subtract, .add, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func subtractSubtract(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.subtract, .subtract, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func subtractMultiply(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.subtract, .multiply, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func multiplyAdd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.multiply, .add, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func multiplySubtract(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.multiply, .subtract, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func multiplyMultiply(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.multiply, .multiply, r[w.b], r[w.c], w, &pc, r)
  }

  @inline(__always)
  func multiplyIAdd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    fuse(.multiply, .add, r[w.b], Value(small: w.signedC), w, &pc, r)
  }

  @inline(__always)
  func multiplyKAdd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return fuse(.multiply, .add, r[w.b], w.constant, w, &pc, r)
  }

  @inline(__always)
  func multiplyKSubtract(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return fuse(.multiply, .subtract, r[w.b], w.constant, w, &pc, r)
  }

  @inline(__always)
  func multiplyKMultiply(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return fuse(.multiply, .multiply, r[w.b], w.constant, w, &pc, r)
  }

  /// `if x % 3 == 0`: the remainder by a number, compared with another.
  @inline(__always)
  private func jump(
    ifEqual wanted: Bool, _ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values
  ) -> Bool {
    let (x, divisor, next) = (r[w.b], w.signedC, pc)
    guard _fastPath(x.isSmallInt && x.bits >> 34 == 0 && divisor > 0) else {
      return remainderAlone(w, r)
    }
    let remainder =
      isPowerOfTwo(divisor)
      ? x.smallInt & (divisor &- 1)
      : Int(UInt32(truncatingIfNeeded: x.smallInt) % UInt32(truncatingIfNeeded: divisor))
    pc += 1
    if (remainder == next.signedB) == wanted { pc += next.signedC }
    return true
  }

  @inline(never)
  private func remainderAlone(_ w: CodePointer, _ r: Values) -> Bool {
    remainder(w, r, r[w.b], Value(small: w.signedC))
  }

  @inline(__always)
  func moduloIJumpIfEqualI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    jump(ifEqual: true, w, &pc, &r)
  }

  @inline(__always)
  func moduloIJumpUnlessEqualI(
    _ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values
  ) -> Bool {
    jump(ifEqual: false, w, &pc, &r)
  }
}
