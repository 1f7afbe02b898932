/// A host object that operators work on.
package protocol HostOperand: HostObject {
  /// The same for objects that are equal.
  var hash: UInt32 { get }
  /// Whether another object is equal.
  func isEqual(to other: any HostObject) -> Bool
  /// The order of this object and another, nil where there is none.
  func order(to other: any HostObject) -> Int?
  /// The result of an operator, `.failed` after an error was recorded, nil where the operator is not for these types.
  func combine(_ operation: HostOperator, _ other: Value, isLeft: Bool, machine: Machine) -> Value?
}

/// An operator of two operands.
package enum HostOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
}

extension Machine {
  /// The result of an operator of which a host object is an operand; nil where it is not for these types.
  func combineHosts(_ operation: Arithmetic, _ x: Value, _ y: Value) -> Value? {
    guard let operation = HostOperator(rawValue: operation.rawValue) else { return nil }
    if let left = hostObject(x) as? any HostOperand,
      let result = left.combine(operation, y, isLeft: true, machine: self)
    {
      return result
    }
    guard let right = hostObject(y) as? any HostOperand else { return nil }
    return right.combine(operation, x, isLeft: false, machine: self)
  }
}

extension HostReference {
  /// The hash of the object: its own, or one of its identity.
  var hash: UInt32 {
    (value as? any HostOperand)?.hash ?? Hashing.word(UInt64(UInt(bitPattern: identity)))
  }

  /// Whether two objects are equal.
  func isEqual(to other: HostReference) -> Bool {
    if identity == other.identity { return true }
    guard let left = value as? any HostOperand, let right = other.value as? any HostObject else {
      return false
    }
    return left.isEqual(to: right)
  }

  /// The order of two objects: -1, 0 or 1; nil where there is none.
  func order(to other: HostReference) -> Int? {
    guard let right = other.value as? any HostObject else { return nil }
    return (value as? any HostOperand)?.order(to: right)
  }
}
