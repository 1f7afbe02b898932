import StarlarkSyntax

// The fields of f-strings.
extension Format {
  /// Most digits after the point that a field may ask for.
  static let precisionLimit = 1_000
  /// What computed widths and precisions may be, as those that are written out.
  private static let numbers = 0...10_000

  /// A width or precision that an expression says; nil after an error was recorded.
  static func number(_ machine: Machine, _ value: Value, _ name: String) -> Int? {
    guard Numbers.isInt(value) else {
      machine.fail("f-string: \(name): got \(machine.typeName(value)), want int")
      return nil
    }
    guard value.isSmallInt, numbers.contains(value.smallInt) else {
      machine.fail(
        "f-string: \(name): got \(machine.shortText(value)), want \(numbers.lowerBound) to "
          + "\(numbers.upperBound)")
      return nil
    }
    return value.smallInt
  }

  /// The text of a value in an f-string; after `repr` a value counts as text.
  static func field(
    _ machine: Machine, value: Value, conversion repr: Bool, _ format: FormatWidth
  ) -> Value {
    if format.isPlain { return repr ? machine.repr(value) : machine.str(value) }
    var body = TextBuffer(machine)
    let isNumber = !repr && Numbers.isNumber(value)
    if isNumber && format.presentation != UInt8(ascii: "s") {
      guard appendNumber(value, format, into: &body, machine: machine) else { return .failed }
      return padded(&body, isNumber: true, format, machine)
    }
    guard format.presentation == nil || format.presentation == UInt8(ascii: "s") else {
      let letter = Unicode.Scalar(format.presentation ?? 0)
      return machine.fail(
        "f-string: format `\(letter)` requires a number, not \(repr ? "string" : machine.typeName(value))"
      )
    }
    guard !format.showsPlus && !format.groups else {
      return machine.fail(
        "f-string: format `\(format.groups ? "," : "+")` requires a number, "
          + "not \(repr ? "string" : machine.typeName(value))")
    }
    guard repr ? machine.repr(value, into: &body) : machine.str(value, into: &body) else {
      return .failed
    }
    if let precision = format.precision { cut(&body, to: precision, machine) }
    return padded(&body, isNumber: false, format, machine)
  }

  /// Cuts a text to a number of code points.
  private static func cut(_ text: inout TextBuffer, to limit: Int, _ machine: Machine) {
    guard text.count > limit else { return }
    var index = 0
    var pace = Pace(machine)
    for _ in 0..<limit where index < text.count {
      guard pace.goesOn(at: index) else { break }
      index += UTF8Decoding.next(text.bytes, at: index, end: text.count).length
    }
    text.truncate(to: index)
  }

  private static func padded(
    _ body: inout TextBuffer, isNumber: Bool, _ format: FormatWidth, _ machine: Machine
  ) -> Value {
    let missing =
      format.width > body.count / 4
      ? format.width - (UTF8Decoding.count(body.bytes, count: body.count, machine) ?? 0) : 0
    guard missing > 0 else { return body.string(in: machine) }
    var text = TextBuffer(machine, capacity: min(body.count + missing, 4096))
    var before = missing
    switch format.alignment {
    case .left: before = 0
    case .center: before = missing / 2
    case .right: break
    case .automatic where !isNumber: before = 0
    case .automatic where format.fill == "0" && hasSign(body):
      // Zeros go between a sign and the digits.
      text.append(body.bytes[0])
      fill(&text, format.fill, missing)
      text.append(body.bytes + 1, count: body.count - 1)
      return text.string(in: machine)
    case .automatic: break
    }
    fill(&text, format.fill, before)
    text.append(body.bytes, count: body.count)
    fill(&text, format.fill, missing - before)
    return text.string(in: machine)
  }

  private static func hasSign(_ body: borrowing TextBuffer) -> Bool {
    body.count > 0
      && (body.bytes[0] == UInt8(ascii: "-") || body.bytes[0] == UInt8(ascii: "+"))
  }

  private static func fill(_ text: inout TextBuffer, _ scalar: Unicode.Scalar, _ count: Int) {
    if scalar.isASCII {
      text.append(repeating: UInt8(truncatingIfNeeded: scalar.value), count: count)
    } else {
      for _ in 0..<count where !text.isFull { text.append(scalar) }
    }
  }

  // MARK: Numbers

  private static func appendNumber(
    _ value: Value, _ format: FormatWidth, into text: inout TextBuffer, machine: Machine
  ) -> Bool {
    let letter = format.presentation.map(Unicode.Scalar.init)
    var digits = TextBuffer(machine)
    switch letter {
    case nil where Numbers.isInt(value) && format.precision == nil,
      "d", "x", "X", "o", "b":
      guard Numbers.isInt(value) else {
        machine.fail("f-string: format `\(letter ?? "d")` requires int, not float")
        return false
      }
      guard format.precision == nil else {
        machine.fail("f-string: an int takes no precision")
        return false
      }
      let radix = letter == "o" ? 8 : letter == "b" ? 2 : letter == "x" || letter == "X" ? 16 : 10
      guard
        Integers.append(
          value, radix: radix, isUppercase: letter == "X", into: &digits, machine: machine)
      else { return false }
    default:
      guard format.precision ?? 0 <= precisionLimit else {
        machine.fail(
          "f-string: precision \(format.precision ?? 0) is too large, want at most \(precisionLimit)"
        )
        return false
      }
      guard let double = machine.toDouble(value) else { return false }
      appendDouble(double, letter, format.precision, into: &digits)
    }
    assemble(digits, format, isInteger: Numbers.isInt(value), into: &text)
    return !text.isFull
  }

  private static func appendDouble(
    _ double: Double, _ letter: Unicode.Scalar?, _ precision: Int?, into text: inout TextBuffer
  ) {
    switch letter {
    case "e":
      Floats.append(scientific: double, precision: precision ?? 6, isUppercase: false, into: &text)
    case "f": Floats.append(fixed: double, precision: precision ?? 6, into: &text)
    case "%":
      Floats.append(fixed: double * 100, precision: precision ?? 6, into: &text)
      text.append(UInt8(ascii: "%"))
    default:
      guard let precision else { return Floats.append(double, into: &text) }
      Floats.append(general: double, precision: precision, isUppercase: false, into: &text)
    }
  }

  /// Puts together sign and digits, these in groups of three if asked for.
  private static func assemble(
    _ digits: borrowing TextBuffer, _ format: FormatWidth, isInteger: Bool,
    into text: inout TextBuffer
  ) {
    var index = 0
    if hasSign(digits) {
      // An infinity bears its sign in any case.
      text.append(digits.bytes[0])
      index = 1
    } else if format.showsPlus {
      text.append(UInt8(ascii: "+"))
    }
    guard format.groups else {
      return text.append(digits.bytes + index, count: digits.count - index)
    }
    var end = index
    while end < digits.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= digits.bytes[end] {
      end += 1
    }
    while index < end {
      text.append(digits.bytes[index])
      index += 1
      if index < end && (end - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
    }
    text.append(digits.bytes + end, count: digits.count - end)
  }
}

extension FormatWidth {
  /// Whether the format changes nothing.
  fileprivate var isPlain: Bool {
    width == 0 && precision == nil && presentation == nil && !showsPlus && !groups
  }
}
