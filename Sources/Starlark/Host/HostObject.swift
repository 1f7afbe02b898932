/// An object of the embedding program that scripts hold as a value.
///
/// Everything has a default: an object with a type name and nothing else is true, has no attributes, and equals itself.
package protocol HostObject: AnyObject {
  /// What `type()` answers.
  var typeName: String { get }
  /// What `==` and tables tell host objects apart by.
  var identity: ObjectIdentifier { get }
  /// Whether it counts as true.
  var isTrue: Bool { get }
  /// What `len()` answers, or nil where it has no length.
  var count: Int? { get }
  /// Whether `for` can go over it.
  var isIterable: Bool { get }
  /// What `str()` and `repr()` print.
  var text: String { get }
  /// The names of its attributes.
  var attributeNames: [String] { get }
  /// The method of a name, whose body finds its receiver at -2; it lives as long as the process or the object.
  func method(_ name: String) -> NativeFunction?
  /// The value of an attribute that is no method, `.failed` after an error was recorded, nil where there is none.
  func attribute(_ name: String, machine: Machine) -> Value?
  /// What is wrong with a name that is no attribute; nil where that it is none says enough.
  func failure(ofAttribute name: String) -> EvaluationFailure?
  /// What `x in object` answers; nil where the object has no members, or after an error was recorded.
  func contains(_ value: Value, machine: Machine) -> Bool?
  /// The value at `object[index]`, `.failed` after an error was recorded, nil where it cannot be indexed.
  func element(_ index: Value, machine: Machine) -> Value?
  /// What a slice takes from: a list of the elements, the first ones where `count` says how many suffice; `.failed` after
  /// an error was recorded, nil where it cannot be sliced.
  func elements(first count: Int?, machine: Machine) -> Value?
  /// What iteration visits: a list or tuple with all elements, or the object itself, whose `nextElement` is then asked.
  func beginIteration(machine: Machine) -> Value?
  /// The element at a position, which moves on; nil at the end, `.failed` after an error was recorded.
  func nextElement(at position: inout Int, machine: Machine) -> Value?
  /// Gets ready for use by several threads at once: the values of the script that it holds, nil after an error was recorded.
  func share(machine: Machine) -> [Value]?
}

extension HostObject {
  package var identity: ObjectIdentifier { ObjectIdentifier(self) }
  package var isTrue: Bool { true }
  package var count: Int? { nil }
  package var isIterable: Bool { false }
  package var text: String { "<\(typeName)>" }
  package var attributeNames: [String] { [] }
  package func method(_ name: String) -> NativeFunction? { nil }
  package func attribute(_ name: String, machine: Machine) -> Value? { nil }
  package func failure(ofAttribute name: String) -> EvaluationFailure? { nil }
  package func contains(_ value: Value, machine: Machine) -> Bool? { nil }
  package func element(_ index: Value, machine: Machine) -> Value? { nil }
  package func elements(first count: Int?, machine: Machine) -> Value? { nil }
  package func beginIteration(machine: Machine) -> Value? { nil }
  package func nextElement(at position: inout Int, machine: Machine) -> Value? { nil }
  package func share(machine: Machine) -> [Value]? { [] }
}

extension Machine {
  /// The host object of a value that is one.
  package func hostObject(_ value: Value) -> (any HostObject)? {
    guard value.isObject(.host) else { return nil }
    return HostReference(value.object).value as? any HostObject
  }
}

extension HostReference {
  /// What `==` and tables tell host objects apart by.
  var identity: ObjectIdentifier {
    let value = value
    return (value as? any HostObject)?.identity ?? ObjectIdentifier(value)
  }
}
