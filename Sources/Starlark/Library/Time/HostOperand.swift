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
  func combineHosts(_ operation: HostOperator, _ x: Value, _ y: Value) -> Value? {
    if let left = hostObject(x) as? any HostOperand,
      let result = left.combine(operation, y, isLeft: true, machine: self)
    {
      return result
    }
    guard let right = hostObject(y) as? any HostOperand else { return nil }
    return right.combine(operation, x, isLeft: false, machine: self)
  }

  /// The order of two host objects, nil where there is none.
  func orderHosts(_ x: Value, _ y: Value) -> Int? {
    guard let left = hostObject(x) as? any HostOperand, let right = hostObject(y) else {
      return nil
    }
    return left.order(to: right)
  }

  /// Whether two host objects are equal.
  func hostsAreEqual(_ x: Value, _ y: Value) -> Bool {
    guard let left = hostObject(x), let right = hostObject(y) else { return false }
    return left === right || (left as? any HostOperand)?.isEqual(to: right) ?? false
  }

  /// The hash of a host object that does not go by its identity.
  func hashHost(_ value: Value) -> UInt32? {
    (hostObject(value) as? any HostOperand)?.hash
  }
}
