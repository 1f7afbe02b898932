import Glibc

/// The ways to put values into a text: `format % x`, `format.format(…)`, and f-strings.
enum Format {
  // MARK: %

  /// The string that `format % argument` gives.
  static func percent(_ machine: Machine, format: Value, argument: Value) -> Value {
    let string = StringObject(format.object)
    let (bytes, end) = (string.bytes, string.count)
    var text = TextBuffer(machine, capacity: end + 16)
    var arguments = PercentArguments(argument)
    var index = 0
    var pace = Pace(machine)
    while index < end {
      guard pace.goesOn(at: index) else { return .failed }
      let percent = nextPercent(in: bytes, from: index, to: end)
      text.append(few: bytes + index, count: percent - index)
      guard percent < end else { break }
      guard percent + 1 < end else {
        return machine.fail("string % value: the format ends after `%`")
      }
      let conversion = bytes[percent + 1]
      index = percent + 2
      if conversion == UInt8(ascii: "%") {
        text.append(conversion)
        continue
      }
      guard isConversion(conversion) else {
        let (scalar, _) = UTF8Decoding.next(bytes, at: percent + 1, end: end)
        return machine.fail(
          "string % value: unknown conversion `%\(scalar)`, want one of %s %r %d %o %x %X %e %f %g",
          hint: conversion == UInt8(ascii: "(") ? "\"{name}\".format(name = …) takes names" : nil)
      }
      guard let value = arguments.next() else {
        return machine.fail("not enough arguments for format string: got \(arguments.count)")
      }
      guard append(value, conversion, into: &text, machine: machine) else { return .failed }
    }
    guard arguments.isSpent else {
      return machine.fail(
        "too many arguments for format string: got \(arguments.count), used \(arguments.used)")
    }
    return text.string(in: machine)
  }

  /// The index of the next `%`, or the end.
  @inline(__always)
  private static func nextPercent(in bytes: Bytes, from start: Int, to end: Int) -> Int {
    // What is near is found before a call of the library's search would begin.
    let near = min(start &+ 16, end)
    var index = start
    while index < near {
      if bytes[index] == UInt8(ascii: "%") { return index }
      index &+= 1
    }
    guard index < end else { return end }
    let found = unsafe memchr((bytes + index).base, 0x25, end - index)
    return unsafe found.map { unsafe $0 - UnsafeMutableRawPointer(bytes.base) } ?? end
  }

  /// What a format takes its values from: the elements of a tuple, or one value.
  private struct PercentArguments {
    private let value: Value
    let count: Int
    private(set) var used = 0

    init(_ value: Value) {
      self.value = value
      count = value.isObject(.tuple) ? TupleObject(value.object).count : 1
    }

    var isSpent: Bool { used == count }

    mutating func next() -> Value? {
      guard used < count else { return nil }
      defer { used += 1 }
      return value.isObject(.tuple) ? TupleObject(value.object)[used] : value
    }
  }

  private static func isConversion(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "s", "r", "d", "o", "x", "X", "e", "E", "f", "F", "g", "G": true
    default: false
    }
  }

  private static func append(
    _ value: Value, _ conversion: UInt8, into text: inout TextBuffer, machine: Machine
  ) -> Bool {
    let letter = Unicode.Scalar(conversion)
    switch letter {
    case "s": return machine.str(value, into: &text)
    case "d" where value.isSmallInt:
      text.append(decimal: value.smallInt)
      return !text.isFull
    case "r": return machine.repr(value, into: &text)
    case "d", "o", "x", "X":
      guard let whole = Arguments.truncated(machine, "%\(letter)", value) else { return false }
      let radix = letter == "d" ? 10 : letter == "o" ? 8 : 16
      return Integers.append(
        whole, radix: radix, isUppercase: letter == "X", into: &text, machine: machine)
    default:
      guard Numbers.isNumber(value) else {
        machine.fail("%\(letter) requires float, not \(machine.typeName(value))")
        return false
      }
      guard let double = machine.toDouble(value) else { return false }
      switch letter {
      case "e", "E":
        Floats.append(scientific: double, precision: 6, isUppercase: letter == "E", into: &text)
      case "f", "F": Floats.append(fixed: double, precision: 6, into: &text)
      default: Floats.append(double, isUppercase: letter == "G", into: &text)
      }
      return !text.isFull
    }
  }
}
