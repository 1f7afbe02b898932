import StarlarkSyntax

extension ProgramCheck {
  /// Checks an operator and all that stand to its left, which may be a thousand: not by recursion.
  mutating func checkChain(_ expression: Expression) -> StaticValue {
    var operations: [(operation: BinaryOperator, left: Expression, right: Expression, span: Span)] =
      []
    var first = expression
    while case .binary(let operation, let left, let right, let span) = first.kind {
      operations.append((operation, left, right, span))
      first = left
    }
    var result = check(first)
    for (operation, left, right, span) in operations.reversed() {
      switch operation {
      case .and, .or:
        checkTruth(result, of: left)
        let other = under(left) { $0.check(right) }
        result = .of(result.type.joined(with: other.type))
      default:
        let other = check(right)
        checkBinary(operation, result, other, at: span)
        checkChoices(
          operation, Operand(expression: left, value: result),
          Operand(expression: right, value: other))
        if operation == .modulo, case .string(let format) = result {
          checkPercent(format, other, at: span)
        }
        result = binaryResult(operation, result, other)
      }
    }
    return result
  }

  // MARK: One operand

  mutating func checkUnary(
    _ operation: UnaryOperator, _ value: StaticValue, _ span: Span
  ) -> StaticValue {
    guard operation != .not else { return .typed(.bool) }
    guard let type = value.typeName, BasicTypes.closed.contains(type) else { return .unknown }
    let isFine = operation == .invert ? type == "int" : BasicTypes.numbers.contains(type)
    guard isFine else {
      report(CheckMessage.unary(operation, type), at: span)
      return .unknown
    }
    switch (operation, value) {
    case (.minus, .int(let number)) where number != .min: return .int(-number)
    case (.minus, .float(let number)): return .float(-number)
    case (.plus, _): return value
    default: return .of(value.type)
    }
  }

  // MARK: Two operands

  /// Reports an operator that cannot work on what it gets.
  mutating func checkBinary(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) {
    assuming([left, right]) { $0.checkSure(operation, left.likely, right.likely, at: span) }
  }

  private mutating func checkSure(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) {
    checkListComparison(operation, left, right, at: span)
    if checkAttributeTypes(operation, left, right, at: span) { return }
    checkTimes(operation, left, right, at: span)
    if operation == .equal || operation == .notEqual {
      return checkEquality(operation, left, right, at: span)
    }
    guard let x = left.typeName, let y = right.typeName, BasicTypes.closed.contains(x),
      BasicTypes.closed.contains(y)
    else { return }
    switch operation {
    case .and, .or, .equal, .notEqual: break
    case .less, .greater, .lessOrEqual, .greaterOrEqual:
      if !Self.isOrdered(x, y) { report(CheckMessage.order(x, y), at: span) }
    case .in, .notIn:
      switch y {
      case "string":
        if x != "string" { report(CheckMessage.notInString(x), at: span) }
      case "list", "tuple", "range", "bytes": break
      case "dict", "set":
        if BasicTypes.unhashable.contains(x) { report(CheckMessage.unhashable(x), at: span) }
      default: report(CheckMessage.binary(operation, x, y), at: span)
      }
    default:
      if !Self.combines(operation, x, y) {
        report(
          CheckMessage.binary(operation, x, y), hint: Self.hint(operation, x, y), at: span)
      }
    }
  }

  /// Tells of values that are never equal; what may be missing is looked at for what it is where it is there.
  private mutating func checkEquality(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) {
    guard let x = left.soleType, let y = right.soleType, x != y, BasicTypes.closed.contains(x),
      BasicTypes.closed.contains(y),
      !(BasicTypes.numbers.contains(x) && BasicTypes.numbers.contains(y))
    else { return }
    warn(CheckMessage.neverEqual(x, y, isNegated: operation == .notEqual), at: span)
  }

  /// A time and a duration are moved by durations, and by no number or text.
  private mutating func checkTimes(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) {
    guard operation == .add || operation == .subtract, let x = left.typeName,
      let y = right.typeName,
      [(x, y), (y, x)].contains(where: { one, other in
        one.hasPrefix("time.") && BasicTypes.closed.contains(other)
      })
    else { return }
    report(
      CheckMessage.binary(operation, x, y), hint: "`time.parse_duration(\"1h\")` gives a duration",
      at: span)
  }

  /// Reports an operator on what the service gave: an item takes part in none, a list in `in` and comparisons alone.
  ///
  /// - Returns: Whether it was reported.
  private mutating func checkAttributeTypes(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) -> Bool {
    guard ![.and, .or, .equal, .notEqual, .in, .notIn].contains(operation),
      let x = environment.listType(of: left) ?? left.spokenType,
      let y = environment.listType(of: right) ?? right.spokenType
    else { return false }
    let isList = environment.listType(of: left) != nil || environment.listType(of: right) != nil
    let isItem = [left, right].contains { value in
      // Of structs, some know more operators.
      value.typeName.map { environment.attributeTypes.contains($0) && $0 != "struct" } ?? false
    }
    guard isList || isItem else { return false }
    switch operation {
    case .less, .greater, .lessOrEqual, .greaterOrEqual:
      report(CheckMessage.order(x, y), at: span)
    // A format takes any value.
    case .modulo where x == "string": return false
    default:
      report(
        CheckMessage.binary(operation, x, y),
        hint: operation == .add && isList ? "`list(…)` makes a list of it" : nil, at: span)
    }
    return true
  }

  /// A list of the service equals nothing that a script writes, the empty list least of all.
  private mutating func checkListComparison(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue, at span: Span
  ) {
    guard operation == .equal || operation == .notEqual else { return }
    for (one, other) in [(left, right), (right, left)] {
      guard case .typed(.iterable(.named(let item))) = one, let list = environment.listTypes[item],
        let type = other.typeName, BasicTypes.closed.contains(type)
      else { continue }
      warn(
        CheckMessage.neverEqual(list, type, isNegated: operation == .notEqual),
        hint: type == "list" ? "`not` tells an empty list, `len()` counts" : nil, at: span)
    }
  }

  private static func hint(_ operation: BinaryOperator, _ x: String, _ y: String) -> String? {
    guard operation == .add, x == "string" || y == "string" else { return nil }
    return "an f-string or `str()` makes text of a value"
  }

  static func isOrdered(_ x: String, _ y: String) -> Bool {
    if BasicTypes.numbers.contains(x) { return BasicTypes.numbers.contains(y) }
    return x == y && ["string", "bytes", "list", "tuple", "bool"].contains(x)
  }

  /// Whether an arithmetic operator takes values of two types.
  static func combines(_ operation: BinaryOperator, _ x: String, _ y: String) -> Bool {
    let sequences: Set<String> = ["string", "bytes", "list", "tuple"]
    let areNumbers = BasicTypes.numbers.contains(x) && BasicTypes.numbers.contains(y)
    switch operation {
    case .add: return areNumbers || x == y && sequences.contains(x)
    case .multiply:
      return areNumbers || x == "int" && sequences.contains(y)
        || y == "int" && sequences.contains(x)
    case .modulo: return areNumbers || x == "string"
    case .divide, .floorDivide: return areNumbers
    case .subtract: return areNumbers || x == "set" && y == "set"
    case .bitOr: return x == y && ["int", "set", "dict"].contains(x)
    case .bitAnd, .bitXor: return x == y && ["int", "set"].contains(x)
    case .shiftLeft, .shiftRight: return x == "int" && y == "int"
    default: return true
    }
  }

  /// The value of an operator, as far as it is sure.
  func binaryResult(
    _ operation: BinaryOperator, _ left: StaticValue, _ right: StaticValue
  ) -> StaticValue {
    switch operation {
    case .equal, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual, .in, .notIn:
      return .typed(.bool)
    case .and, .or: return .unknown
    default: break
    }
    let (x, y) = (left.typeName, right.typeName)
    switch operation {
    case .modulo where x == "string": return .typed(.string)
    case .add where x == "string" && y == "string": return .typed(.string)
    case .add where x == "list" && y == "list": return .of(left.type.joined(with: right.type))
    case .multiply where x == "string" && y == "int" || x == "int" && y == "string":
      return .typed(.string)
    case .divide
    where x.map(BasicTypes.numbers.contains) == true && y.map(BasicTypes.numbers.contains) == true:
      return .typed(.float)
    case .shiftLeft where x == "int" && y == "int":
      if case .int(let number) = left, case .int(let places) = right, (0..<62).contains(places),
        number.magnitude.leadingZeroBitCount > places + 1
      {
        return .int(number << places)
      }
      return .typed(.int)
    case .add, .subtract, .multiply, .floorDivide, .modulo, .bitAnd, .bitOr, .bitXor, .shiftRight:
      if x == "int", y == "int" { return .typed(.int) }
      guard let x, let y, BasicTypes.numbers.contains(x), BasicTypes.numbers.contains(y) else {
        return .unknown
      }
      return .typed(.float)
    default: return .unknown
    }
  }
}

extension StaticValue {
  /// The one type that it is of, unless it is None.
  fileprivate var soleType: String? {
    guard let names = typeNames?.subtracting(["NoneType"]), names.count == 1 else { return nil }
    return names.first
  }
}
