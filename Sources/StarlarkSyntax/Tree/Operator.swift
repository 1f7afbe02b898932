/// An operator with one operand.
public enum UnaryOperator: String, Sendable, CaseIterable {
  /// `-`
  case minus = "-"
  /// `+`
  case plus = "+"
  /// `~`
  case invert = "~"
  /// `not`
  case not = "not"
}

/// An operator with two operands.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// `or`, which evaluates its right side only if the left is false.
  case or = "or"
  /// `and`, which evaluates its right side only if the left is true.
  case and = "and"
  /// `==`
  case equal = "=="
  /// `!=`
  case notEqual = "!="
  /// `<`
  case less = "<"
  /// `>`
  case greater = ">"
  /// `<=`
  case lessOrEqual = "<="
  /// `>=`
  case greaterOrEqual = ">="
  /// `in`
  case `in` = "in"
  /// `not in`
  case notIn = "not in"
  /// `|`
  case bitOr = "|"
  /// `^`
  case bitXor = "^"
  /// `&`
  case bitAnd = "&"
  /// `<<`
  case shiftLeft = "<<"
  /// `>>`
  case shiftRight = ">>"
  /// `+`
  case add = "+"
  /// `-`
  case subtract = "-"
  /// `*`
  case multiply = "*"
  /// `/`
  case divide = "/"
  /// `//`
  case floorDivide = "//"
  /// `%`
  case modulo = "%"
}
