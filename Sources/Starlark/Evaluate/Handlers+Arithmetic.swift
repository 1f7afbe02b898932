import StarlarkCompiler

// Arithmetic: two small ints or two doubles here, everything else out of line. What is out of line gets the instruction
// and the registers and nothing else that lives on, so that nothing has to be saved where it is not called.
extension Machine {
  /// Stores what the slow path answers; false after an error.
  @inline(__always)
  private func store(_ value: Value, _ r: Values, _ a: Int) -> Bool {
    guard _fastPath(!value.isFailed) else { return false }
    r[a] = value
    return safepoint(r)
  }

  /// Stores a double, which seldom takes memory.
  @inline(__always)
  private func store(_ number: Double, _ w: CodePointer, _ r: Values) -> Bool {
    if let value = Value.inlineDouble(number) {
      r[w.a] = value
      return true
    }
    return storeBoxed(number, w, r)
  }

  @inline(never)
  func storeBoxed(_ number: Double, _ w: CodePointer, _ r: Values) -> Bool {
    store(heap.double(number), r, w.a)
  }

  /// The result of an operator into the instruction's first register, for operands of any type.
  @inline(never)
  private func compute(
    _ operation: Arithmetic, _ x: Value, _ y: Value, _ w: CodePointer, _ r: Values
  ) -> Bool {
    // An int with a float is the one mixture that programs compute much with.
    if x.isInlineDouble && y.isSmallInt {
      if let result = quick(operation, x.inlineDouble, Double(y.smallInt)) {
        return store(result, w, r)
      }
    } else if x.isSmallInt && y.isInlineDouble {
      if let result = quick(operation, Double(x.smallInt), y.inlineDouble) {
        return store(result, w, r)
      }
    }
    let (x, y) = w.isReversed ? (y, x) : (x, y)
    // `s = s + t` adds to `s` as `s += t` does.
    if operation == .add && w.a == w.b && x.isObject(.string) {
      return store(concatenated(x, y, isInPlace: true), r, w.a)
    }
    return store(arithmetic(operation, x, y), r, w.a)
  }

  @inline(__always)
  private func quick(_ operation: Arithmetic, _ p: Double, _ q: Double) -> Double? {
    switch operation {
    case .add: p + q
    case .subtract: p - q
    case .multiply: p * q
    case .divide: q == 0 ? nil : p / q
    default: nil
    }
  }

  /// The sum, difference or product of two small ints; nil where it is none.
  @inline(__always)
  func small(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value? {
    let (bits, overflow) =
      switch operation {
      case .add:
        Int64(bitPattern: x.bits &- 1).addingReportingOverflow(Int64(bitPattern: y.bits))
      case .subtract:
        Int64(bitPattern: x.bits).subtractingReportingOverflow(Int64(bitPattern: y.bits &- 1))
      default:
        Int64(bitPattern: x.bits &- 1).multipliedReportingOverflow(by: Int64(y.smallInt))
      }
    guard _fastPath(!overflow) else { return nil }
    // Of a product alone the tag is missing.
    return Value(bits: UInt64(bitPattern: bits) | (operation == .multiply ? 1 : 0))
  }

  @inline(__always)
  func sum(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if _fastPath(Value.areSmallInts(x, y)) {
      if let result = small(.add, x, y) {
        r[w.a] = result
        return true
      }
    } else if x.isInlineDouble && y.isInlineDouble {
      return store(x.inlineDouble + y.inlineDouble, w, r)
    }
    return compute(.add, x, y, w, r)
  }

  @inline(__always)
  func difference(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if _fastPath(Value.areSmallInts(x, y)) {
      if let result = small(.subtract, x, y) {
        r[w.a] = result
        return true
      }
    } else if x.isInlineDouble && y.isInlineDouble {
      return store(x.inlineDouble - y.inlineDouble, w, r)
    }
    return compute(.subtract, x, y, w, r)
  }

  @inline(__always)
  func product(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if _fastPath(Value.areSmallInts(x, y)) {
      if let result = small(.multiply, x, y) {
        r[w.a] = result
        return true
      }
    } else if x.isInlineDouble && y.isInlineDouble {
      return store(x.inlineDouble * y.inlineDouble, w, r)
    }
    return compute(.multiply, x, y, w, r)
  }

  @inline(__always)
  private func quotient(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if x.isInlineDouble && y.isInlineDouble {
      if _fastPath(y.inlineDouble != 0) { return store(x.inlineDouble / y.inlineDouble, w, r) }
    } else if Value.areSmallInts(x, y), _fastPath(y.smallInt != 0) {
      return store(Double(x.smallInt) / Double(y.smallInt), w, r)
    }
    return compute(.divide, x, y, w, r)
  }

  @inline(__always)
  private func flooredQuotient(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if _fastPath(Value.areSmallInts(x, y)) {
      let (n, d) = (x.smallInt, y.smallInt)
      // Division of 32 bits is several times cheaper than of 64 on many processors.
      if _fastPath(n >= 0 && d > 0 && n | d < 1 << 32) {
        r[w.a] = Value(
          small: Int(UInt32(truncatingIfNeeded: n) / UInt32(truncatingIfNeeded: d)))
        return true
      }
    }
    return compute(.floorDivide, x, y, w, r)
  }

  /// Whether shifts and masks do what a division would, which takes most of its instruction's time.
  @inline(__always)
  func isPowerOfTwo(_ divisor: Int) -> Bool {
    divisor > 0 && divisor & (divisor &- 1) == 0
  }

  @inline(__always)
  func remainder(_ w: CodePointer, _ r: Values, _ x: Value, _ y: Value) -> Bool {
    if _fastPath(Value.areSmallInts(x, y)) {
      let (n, d) = (x.smallInt, y.smallInt)
      if _fastPath(d > 0) {
        if _fastPath(n >= 0 && n | d < 1 << 32) {
          r[w.a] = Value(
            small: Int(UInt32(truncatingIfNeeded: n) % UInt32(truncatingIfNeeded: d)))
          return true
        }
        let remainder = n % d
        r[w.a] = Value(small: remainder < 0 ? remainder &+ d : remainder)
        return true
      }
    }
    return compute(.modulo, x, y, w, r)
  }

  @inline(__always)
  func add(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    sum(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func addI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    sum(w, r, r[w.b], Value(small: w.signedC))
  }

  @inline(__always)
  func addK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return sum(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func subtract(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    difference(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func subtractI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    difference(w, r, r[w.b], Value(small: w.signedC))
  }

  @inline(__always)
  func subtractK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return difference(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func multiply(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    product(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func multiplyI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    product(w, r, r[w.b], Value(small: w.signedC))
  }

  @inline(__always)
  func multiplyK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return product(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func divide(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    quotient(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func divideK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return quotient(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func floorDivide(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    flooredQuotient(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func floorDivideI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, divisor) = (r[w.b], w.signedC)
    if x.isSmallInt && isPowerOfTwo(divisor) {
      r[w.a] = Value(small: x.smallInt &>> divisor.trailingZeroBitCount)
      return true
    }
    return flooredQuotient(w, r, x, Value(small: divisor))
  }

  @inline(__always)
  func floorDivideK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return flooredQuotient(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func modulo(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    remainder(w, r, r[w.b], r[w.c])
  }

  @inline(__always)
  func moduloI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, divisor) = (r[w.b], w.signedC)
    if x.isSmallInt && isPowerOfTwo(divisor) {
      r[w.a] = Value(small: x.smallInt & (divisor &- 1))
      return true
    }
    return remainder(w, r, x, Value(small: divisor))
  }

  @inline(__always)
  func moduloK(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return remainder(w, r, r[w.b], w.constant)
  }

  @inline(__always)
  func bitAnd(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if _fastPath(Value.areSmallInts(x, y)) {
      r[w.a] = Value(bits: x.bits & y.bits)
      return true
    }
    return compute(.bitAnd, x, y, w, r)
  }

  @inline(__always)
  func bitOr(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if _fastPath(Value.areSmallInts(x, y)) {
      r[w.a] = Value(bits: x.bits | y.bits)
      return true
    }
    return compute(.bitOr, x, y, w, r)
  }

  @inline(__always)
  func bitXor(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if _fastPath(Value.areSmallInts(x, y)) {
      r[w.a] = Value(bits: x.bits ^ y.bits | 1)
      return true
    }
    return compute(.bitXor, x, y, w, r)
  }

  @inline(__always)
  func bitAndI(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let x = r[w.b]
    if _fastPath(x.isSmallInt) {
      r[w.a] = Value(small: x.smallInt & w.signedC)
      return true
    }
    return compute(.bitAnd, x, Value(small: w.signedC), w, r)
  }

  @inline(__always)
  func shiftLeft(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if _fastPath(Value.areSmallInts(x, y)), _fastPath(UInt(bitPattern: y.smallInt) < 62) {
      let shifted = x.smallInt &<< y.smallInt
      if _fastPath(Value.fits(shifted) && shifted &>> y.smallInt == x.smallInt) {
        r[w.a] = Value(small: shifted)
        return true
      }
    }
    return compute(.shiftLeft, x, y, w, r)
  }

  @inline(__always)
  func shiftRight(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if _fastPath(Value.areSmallInts(x, y)), y.smallInt >= 0 {
      r[w.a] = Value(small: x.smallInt >> min(y.smallInt, 62))
      return true
    }
    return compute(.shiftRight, x, y, w, r)
  }

  @inline(__always)
  func addInPlace(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if Value.areSmallInts(x, y) || !x.isObject { return sum(w, r, x, y) }
    return store(Machine.addInPlace(self)(x, y), r, w.a)
  }

  @inline(__always)
  func subtractInPlace(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let (x, y) = (r[w.b], r[w.c])
    if !x.isObject { return difference(w, r, x, y) }
    return store(combinedInPlace(.subtract, x, y), r, w.a)
  }

  @inline(__always)
  func bitAndInPlace(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    if r[w.b].isSmallInt { return bitAnd(w, &pc, &r) }
    return store(combinedInPlace(.bitAnd, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func bitOrInPlace(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    if r[w.b].isSmallInt { return bitOr(w, &pc, &r) }
    return store(combinedInPlace(.bitOr, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func bitXorInPlace(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    if r[w.b].isSmallInt { return bitXor(w, &pc, &r) }
    return store(combinedInPlace(.bitXor, r[w.b], r[w.c]), r, w.a)
  }

  @inline(__always)
  func negate(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let x = r[w.b]
    if x.isInlineDouble { return store(-x.inlineDouble, w, r) }
    return x.isSmallInt ? difference(w, r, Value(small: 0), x) : store(negated(x), r, w.a)
  }

  @inline(__always)
  func plus(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(plus(r[w.b]), r, w.a)
  }

  @inline(__always)
  func invert(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    store(inverted(r[w.b]), r, w.a)
  }

  @inline(__always)
  func not(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = Value(!truth(r[w.b]))
    return true
  }
}
