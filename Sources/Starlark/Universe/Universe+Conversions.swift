import StarlarkCompiler

// Functions that turn a value into one of another type.
extension Universe {
  static let conversions = [
    NativeFunction(
      Signature(
        "bool", [.optional("x", default: "False")], result: .bool,
        documentation: "Whether a value counts as true.")
    ) { machine, arguments in
      Value(!arguments[0].isUnbound && machine.truth(arguments[0]))
    },
    NativeFunction(
      Signature(
        "bytes", [.positional("x", .union([.string, .bytes, .iterable(.int)]))], result: .bytes,
        documentation:
          "The UTF-8 bytes of a string, or bytes of numbers from 0 to 255. Bytes of a string that "
          + "belong to no code point become those of U+FFFD."),
      body: bytes),
    NativeFunction(
      Signature(
        "chr", [.positional("code", .int)], result: .string,
        documentation: "The string of one Unicode code point."),
      body: chr),
    NativeFunction(
      Signature(
        "float", [.optional("x", .any, default: "0.0")], result: .float,
        documentation:
          "The float nearest to a number, or that a string denotes; True gives 1.0, False 0.0."),
      body: float),
    NativeFunction(
      Signature(
        "hash", [.positional("x", .union([.string, .bytes]))], result: .int,
        documentation:
          "A hash of a string or of bytes that is the same in every run and implementation."),
      body: hash),
    NativeFunction(
      Signature(
        "int",
        [
          .init("x", documentation: "A number, a bool, or a string of digits."),
          .init(
            "base", type: .int, defaultText: "10",
            documentation: "From 2 to 36, or 0 to go by the prefix of the string."),
        ], result: .int,
        documentation: "The int of a number without its fraction, or that a string denotes."),
      body: int),
    NativeFunction(
      Signature(
        "ord", [.positional("x", .union([.string, .bytes]))], result: .int,
        documentation: "The number of the one code point of a string, or of the one byte of bytes."),
      body: ord),
    NativeFunction(
      Signature(
        "repr", [.positional("x")], result: .string,
        documentation: "The text of a value, strings in it written as literals.")
    ) { machine, arguments in machine.repr(arguments[0]) },
    NativeFunction(
      Signature(
        "str", [.positional("x")], result: .string,
        documentation: "The text of a value: a string is its own, other values have that of repr.")
    ) { machine, arguments in machine.str(arguments[0]) },
    NativeFunction(
      Signature(
        "type", [.positional("x")], result: .string,
        documentation: "The name of the type of a value.")
    ) { machine, arguments in machine.heap.typeName(of: arguments[0]) },
  ]

  private static func bytes(_ machine: Machine, _ arguments: Values) -> Value {
    let value = arguments[0]
    if value.isObject(.bytes) { return value }
    var text = TextBuffer(machine)
    if value.isObject(.string) {
      let string = StringObject(value.object)
      text.append(repairing: string.bytes, count: string.count)
    } else {
      guard machine.isIterable(value) else {
        return machine.fail(
          "bytes: parameter `x`: got \(machine.typeName(value)), "
            + "want string, bytes, or iterable of ints")
      }
      var index = 0
      let isComplete = machine.iterate(value) { element in
        guard element.isSmallInt, 0...255 ~= element.smallInt else {
          let isInt = Numbers.isInt(element)
          machine.fail(
            "bytes: at index \(index), got "
              + (isInt ? machine.shortText(element) : machine.typeName(element))
              + ", want an int from 0 to 255" + (isInt ? " (value out of range)" : ""))
          return false
        }
        text.append(UInt8(truncatingIfNeeded: element.smallInt))
        index += 1
        return !text.isFull
      }
      guard isComplete else { return .failed }
    }
    guard !text.isFull else { return .failed }
    let result = machine.heap.uninitializedString(.bytes, count: text.count)
    return machine.copy(text.bytes, to: result.bytes, count: text.count)
      ? Value(result.object) : .failed
  }

  private static func chr(_ machine: Machine, _ arguments: Values) -> Value {
    guard let code = Arguments.int(machine, "chr", "code", arguments[0]) else { return .failed }
    guard code >= 0 else {
      return machine.fail("chr: Unicode code point \(code) out of range (<0)")
    }
    guard code <= 0x10FFFF else {
      let digits = String(code, radix: 16, uppercase: true)
      return machine.fail("chr: Unicode code point U+\(digits) out of range (>0x10FFFF)")
    }
    if code < 0x80 { return machine.heap.character(UInt8(code)) }
    var text = TextBuffer(machine)
    text.append(Unicode.Scalar(UInt32(code)) ?? "\u{FFFD}")
    return text.string(in: machine)
  }

  private static func float(_ machine: Machine, _ arguments: Values) -> Value {
    let value = arguments[0]
    if value.isUnbound { return machine.heap.double(0) }
    if value.isBool { return machine.heap.double(Value.same(value, .yes) ? 1 : 0) }
    if Numbers.isDouble(value) { return value }
    if Numbers.isInt(value) {
      guard let double = machine.toDouble(value) else { return .failed }
      return machine.heap.double(double)
    }
    guard value.isObject(.string) else {
      return machine.fail(
        "float: parameter `x`: got \(machine.typeName(value)), want number or string")
    }
    let string = StringObject(value.object)
    guard string.count <= Floats.textLimit else {
      return machine.fail(
        EvaluationFailure(
          .limit, "float: text too long: \(string.count) bytes, the limit is \(Floats.textLimit)"))
    }
    guard machine.charge(string.count >> 3) else { return .failed }
    guard let double = Floats.parse(string.bytes, count: string.count) else {
      return machine.fail(
        EvaluationFailure(
          .data, "float: invalid float literal: \(quoted(string))"))
    }
    let isNamed = string.text.utf8.contains { $0 | 0x20 == UInt8(ascii: "n") }
    guard double.isFinite || isNamed else {
      return machine.fail(
        EvaluationFailure(
          .data, "float: floating-point number too large: \(quoted(string))"))
    }
    return machine.heap.double(double)
  }

  /// A string that an error message quotes, cut to a readable length.
  static func shortened(_ string: StringObject) -> String {
    guard string.count > 80 else { return string.text }
    return unsafe String(decoding: string.bytes.buffer(count: 77), as: UTF8.self) + "..."
  }

  private static func quoted(_ string: StringObject) -> String {
    string.count == 0 ? "empty string" : shortened(string)
  }

  private static func hash(_ machine: Machine, _ arguments: Values) -> Value {
    let value = arguments[0]
    if value.isObject(.bytes) {
      let bytes = StringObject(value.object)
      guard machine.charge(bytes.count >> 3) else { return .failed }
      var state: UInt32 = 0x811C_9DC5
      var pace = Pace(machine)
      for index in 0..<bytes.count {
        guard pace.goesOn(at: index) else { return .failed }
        state = (state ^ UInt32(bytes.bytes[index])) &* 0x0100_0193
      }
      return Value(small: Int(state))
    }
    guard value.isObject(.string) else {
      return Arguments.fail(machine, "hash", "x", got: value, want: "string or bytes")
    }
    // The sum of Java's `String.hashCode`, over UTF-16.
    let string = StringObject(value.object)
    guard machine.charge(string.count >> 3) else { return .failed }
    var state: Int32 = 0
    var index = 0
    var pace = Pace(machine)
    while index < string.count {
      guard pace.goesOn(at: index) else { return .failed }
      let (scalar, length) = UTF8Decoding.next(string.bytes, at: index, end: string.count)
      for unit in scalar.utf16 { state = state &* 31 &+ Int32(unit) }
      index += length
    }
    return Value(small: Int(state))
  }

  private static func int(_ machine: Machine, _ arguments: Values) -> Value {
    let (value, base) = (arguments[0], arguments[1])
    guard value.isObject(.string) else {
      guard base.isUnbound else {
        return machine.fail(
          "int: can't convert non-string with explicit base: got \(machine.typeName(value))")
      }
      if value.isBool { return Value(small: Value.same(value, .yes) ? 1 : 0) }
      return Arguments.truncated(machine, "int", value) ?? .failed
    }
    var radix = 10
    if !base.isUnbound {
      guard let given = Arguments.int(machine, "int", "base", base) else { return .failed }
      guard given == 0 || 2...36 ~= given else {
        return machine.fail("int: base must be 0 or from 2 to 36, got \(given)")
      }
      radix = given
    }
    let string = StringObject(value.object)
    switch Integers.parse(string.bytes, count: string.count, base: radix, machine: machine) {
    case .value(let result): return result
    case .failed: return .failed
    case .malformed:
      return machine.fail(
        EvaluationFailure(
          .data, "int: invalid literal with base \(radix): \(quoted(string))",
          hint: prefixHint(string, radix)))
    }
  }

  private static func prefixHint(_ string: StringObject, _ radix: Int) -> String? {
    let text = shortened(string).lowercased().drop { $0 == "-" || $0 == "+" }
    guard radix == 10, ["0x", "0o", "0b"].contains(text.prefix(2)) else { return nil }
    return "int(x, 0) goes by the prefix"
  }

  private static func ord(_ machine: Machine, _ arguments: Values) -> Value {
    let value = arguments[0]
    if value.isObject(.bytes) {
      let bytes = StringObject(value.object)
      guard bytes.count == 1 else {
        return machine.fail("ord: bytes has length \(bytes.count), want 1")
      }
      return Value(small: Int(bytes.bytes[0]))
    }
    guard value.isObject(.string) else {
      return Arguments.fail(machine, "ord", "x", got: value, want: "string or bytes")
    }
    let string = StringObject(value.object)
    if string.count > 0 {
      let (scalar, length) = UTF8Decoding.next(string.bytes, at: 0, end: string.count)
      if length == string.count { return Value(small: Int(scalar.value)) }
    }
    guard machine.charge(string.count >> 3) else { return .failed }
    guard let count = UTF8Decoding.count(string.bytes, count: string.count, machine) else {
      return .failed
    }
    return machine.fail("ord: string encodes \(count) Unicode code points, want 1")
  }
}
