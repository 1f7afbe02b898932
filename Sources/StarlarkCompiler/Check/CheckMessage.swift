// The words of the checker. What would also fail in a run is said as the run would say it.

import StarlarkSyntax

enum CheckMessage {
  // MARK: Calls

  static func argument(
    _ function: String, _ parameter: String, got: String, want: String
  ) -> String {
    "\(function): parameter `\(parameter)`: got \(got), want \(want)"
  }

  static func tooMany(_ function: String, most: Int, got: Int) -> String {
    let limit = most == 0 ? "no" : "at most \(most)"
    return "\(function): accepts \(limit) positional argument\(most == 1 ? "" : "s"), got \(got)"
  }

  static func missing(_ function: String, _ names: [String]) -> String {
    "\(function): missing \(names.count) argument\(names.count == 1 ? "" : "s") "
      + "(\(names.joined(separator: ", ")))"
  }

  static func twice(_ function: String, _ name: String) -> String {
    "\(function): got multiple values for parameter \"\(name)\""
  }

  static func unexpected(_ function: String, _ name: String) -> String {
    "\(function): unexpected keyword argument \"\(name)\""
  }

  static func notCallable(_ type: String) -> String { "\(type) is not callable" }

  static func result(_ function: String, got: String, want: String) -> String {
    "\(function): returns \(got), want \(want)"
  }

  static func variable(_ name: String, got: String, want: String) -> String {
    "variable \(name): got \(got), want \(want)"
  }

  // MARK: Values

  static func noAttribute(_ type: String, _ name: String) -> String {
    "\(type) has no field or method \"\(name)\""
  }

  static func binary(_ operation: BinaryOperator, _ left: String, _ right: String) -> String {
    "unknown binary op: \(left) \(operation == .notIn ? "in" : operation.rawValue) \(right)"
  }

  static func unary(_ operation: UnaryOperator, _ type: String) -> String {
    "unknown unary op: \(operation.rawValue)\(type)"
  }

  static func order(_ left: String, _ right: String) -> String {
    "unsupported comparison: an order of \(left) and \(right) is not implemented"
  }

  static func notInString(_ type: String) -> String {
    "'in <string>' requires string as left operand, not \(type)"
  }

  static func notIterable(_ type: String) -> String { "\(type) value is not iterable" }

  static func notUnpacked(_ type: String) -> String {
    "got \(type) in sequence assignment: it is not iterable"
  }

  static func unpacked(_ count: Int, into variables: Int) -> String {
    "cannot unpack \(count) values into \(variables) variables: "
      + "\(count > variables ? "too many" : "too few") values to unpack"
  }

  static func index(_ type: String, got: String) -> String {
    "\(type) index: got \(got), want int"
  }

  static func notIndexed(_ type: String, _ index: String) -> String {
    "unhandled index operation \(type)[\(index)]"
  }

  static func beyond(_ type: String, _ place: Int, count: Int) -> String {
    "\(type) index \(place) out of range (length \(count))"
  }

  static func noKey(_ key: String) -> String { "key \(key) not in dict" }

  static func noItemAssignment(_ type: String) -> String {
    "\(type) does not support item assignment"
  }

  static func noAttributeAssignment(_ type: String, _ name: String) -> String {
    "cannot set attribute \"\(name)\" of \(type): its attributes do not change"
  }

  static func unboundGlobal(_ name: String) -> String {
    "global variable \(name) referenced before assignment"
  }

  static func duplicateKey(_ text: String) -> String { "duplicate key: \(text) in dict expression" }

  static func unhashable(_ type: String) -> String { "unhashable type: \(type)" }

  static func unbound(_ name: String) -> String {
    "local variable \(name) referenced before assignment"
  }

  static func noName(_ name: String) -> String { "the loaded module has no name \"\(name)\"" }

  // MARK: Warnings

  static func neverEqual(_ left: String, _ right: String, isNegated: Bool) -> String {
    "always \(isNegated ? "true" : "false"): a \(left) never equals a \(right)"
  }

  static func neverChosen(_ text: String) -> String {
    "by the service's reference it is never \(text)"
  }

  static func choices(_ choices: [String]) -> String {
    "it is \(choices.prefix(12).map(StaticValue.quoted).joined(separator: ", "))"
      + (choices.count > 12 ? ", …" : "")
  }

  static func alwaysFalse(_ function: String) -> String {
    "always false: `\(function)` returns nothing"
  }

  static func givesNothing(_ function: String) -> String { "`\(function)` returns nothing" }

  static let returnHint = "`return` gives a value"

  static let unreachable = "never reached"

  static let alwaysTrue = "always true: a function is"

  static func unusedVariable(_ name: String) -> String { "variable `\(name)` is never used" }

  static func unusedFunction(_ name: String) -> String { "function `\(name)` is never used" }

  static func unusedLoad(_ name: String) -> String { "`\(name)` is loaded and never used" }

  static let noEffect = "the value is not used"

  /// What a value with fields has instead of one.
  static func fields(_ names: some Collection<String>) -> String? {
    let names = names.sorted()
    guard !names.isEmpty else { return nil }
    return "it has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
  }

  static func suggestion(for word: String, among names: some Sequence<String>) -> String? {
    Spelling.nearest(to: word, among: names.sorted()).map { "did you mean \"\($0)\"?" }
  }
}
