import StarlarkCompiler

/// What a native function does with an argument first: takes it as what it needs, or says what it wanted instead.
///
/// All functions answer nil, or false, after an error was recorded.
enum Arguments {
  /// Records that an argument is of the wrong type; answers `.failed`.
  @inline(never)
  @discardableResult
  static func fail(
    _ machine: Machine, _ function: String, _ parameter: String, got value: Value, want: String
  ) -> Value {
    machine.fail(
      "\(function): parameter `\(parameter)`: got \(machine.typeName(value)), want \(want)")
  }

  /// An int that fits a machine word.
  @inline(__always)
  static func int(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> Int?
  {
    if _fastPath(value.isSmallInt) { return value.smallInt }
    return wideInt(machine, function, parameter, value)
  }

  @inline(never)
  private static func wideInt(
    _ machine: Machine, _ function: String, _ parameter: String, _ value: Value
  ) -> Int? {
    guard value.isObject(.bigInt) else {
      fail(machine, function, parameter, got: value, want: "int")
      return nil
    }
    if let word = Integers.word(value) { return word }
    machine.fail(
      "\(function): parameter `\(parameter)`: \(machine.shortText(value)) out of range "
        + "(want value in signed 64-bit range)")
    return nil
  }

  /// A string.
  @inline(__always)
  static func string(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> StringObject?
  {
    if _fastPath(value.isObject(.string)) { return StringObject(value.object) }
    fail(machine, function, parameter, got: value, want: "string")
    return nil
  }

  /// A bool; what a call leaves out is false.
  static func bool(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> Bool?
  {
    if value.isBool { return Value.same(value, .yes) }
    if value.isUnbound { return false }
    fail(machine, function, parameter, got: value, want: "bool")
    return nil
  }

  /// Whether a value can be iterated.
  static func iterable(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> Bool
  {
    if _fastPath(machine.isIterable(value)) { return true }
    fail(machine, function, parameter, got: value, want: "iterable")
    return false
  }

  /// Whether a value can be called.
  static func callable(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> Bool
  {
    if value.isObject {
      switch value.object.kind {
      case .function, .builtin, .boundMethod, .recordType: return true
      default: break
      }
    }
    fail(machine, function, parameter, got: value, want: "callable")
    return false
  }

  /// A number as a double.
  static func double(_ machine: Machine, _ function: String, _ parameter: String, _ value: Value)
    -> Double?
  {
    guard Numbers.isNumber(value) else {
      fail(machine, function, parameter, got: value, want: "float or int")
      return nil
    }
    return machine.toDouble(value)
  }

  /// A number as an int, its fraction dropped.
  static func truncated(
    _ machine: Machine, _ function: @autoclosure () -> String, _ value: Value
  ) -> Value? {
    if Numbers.isInt(value) { return value }
    guard Numbers.isDouble(value) else {
      machine.fail("\(function()): cannot convert \(machine.typeName(value)) to int")
      return nil
    }
    let double = Numbers.double(value)
    if let whole = Integers.truncated(double, heap: machine.heap) { return whole }
    machine.fail(
      EvaluationFailure(
        .data,
        "\(function()): cannot convert float \(double.isNaN ? "NaN" : "infinity") to integer"))
    return nil
  }

  /// The hash of a key, for a table that it is looked up in.
  @inline(__always)
  static func hash(_ machine: Machine, _ function: String, _ value: Value) -> UInt32? {
    if value.isObject {
      switch value.object.kind {
      case .list, .dict, .set:
        machine.fail("\(function): unhashable type: \(machine.typeName(value))")
        return nil
      default: break
      }
    }
    return machine.hash(value)
  }

  /// Start and end of a part of a sequence, clamped to it; either may be None or left out.
  static func bounds(
    _ machine: Machine, _ function: String, _ start: Value, _ end: Value, count: Int
  ) -> Range<Int>? {
    guard let from = bound(machine, function, "start", start, count: count, missing: 0),
      let to = bound(machine, function, "end", end, count: count, missing: count)
    else { return nil }
    return from..<max(from, to)
  }

  private static func bound(
    _ machine: Machine, _ function: String, _ parameter: String, _ value: Value, count: Int,
    missing: Int
  ) -> Int? {
    if value.isUnbound || value.isNone { return missing }
    if value.isSmallInt {
      let index = value.smallInt
      return min(max(index < 0 ? index + count : index, 0), count)
    }
    if value.isObject(.bigInt) { return BigIntObject(value.object).isNegative ? 0 : count }
    fail(machine, function, parameter, got: value, want: "int or None")
    return nil
  }
}

extension Signature.Parameter {
  /// A parameter that takes its argument by position only.
  static func positional(
    _ name: String, _ type: TypeDescriptor = .any, _ documentation: String = ""
  ) -> Self {
    Self(name, .positionalOnly, type: type, documentation: documentation)
  }

  /// One that may be left out.
  static func optional(
    _ name: String, _ type: TypeDescriptor = .any, default text: String? = nil,
    _ documentation: String = ""
  ) -> Self {
    Self(
      name, .positionalOnly, type: type, isOptional: true, defaultText: text,
      documentation: documentation)
  }

  /// One that takes its argument by name only, and may be left out.
  static func named(
    _ name: String, _ type: TypeDescriptor = .any, default text: String? = nil,
    _ documentation: String = ""
  ) -> Self {
    Self(
      name, .keywordOnly, type: type, isOptional: true, defaultText: text,
      documentation: documentation)
  }

  /// All further arguments by position.
  static func rest(_ name: String, _ documentation: String = "") -> Self {
    Self(name, .star, documentation: documentation)
  }

  /// All further arguments by name.
  static func keywords(_ name: String, _ documentation: String = "") -> Self {
    Self(name, .starStar, documentation: documentation)
  }
}

extension TypeDescriptor {
  /// Anything that can be iterated.
  static let elements = TypeDescriptor.iterable(.any)
  static let number = TypeDescriptor.union([.int, .float])
  static let optionalInt = TypeDescriptor.union([.int, .none])
}
