/// A JSON value as the services send and take it.
///
/// Integers are exact whatever their size, objects keep the order of their members, and a text is
/// read as RFC 8259 says, without extensions.
public enum JSON: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// An integer of 64 bits.
  case int(Int)
  /// An integer beyond 64 bits, in its decimal digits.
  case bigInt(digits: String)
  /// A number with a fraction or an exponent.
  case double(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSON])
  /// An object.
  case object(JSONObject)
}

/// The members of a JSON object in their order; a name stands for one value.
public struct JSONObject: Sendable {
  /// The names in the order in which they came.
  public private(set) var names: [String] = []
  private var values: [String: JSON] = [:]

  /// Makes an object without members.
  public init() {}

  /// How many members there are.
  public var count: Int { names.count }

  /// The value of a name; setting a new name appends it, setting `nil` removes it.
  public subscript(name: String) -> JSON? {
    get { values[name] }
    set {
      if let newValue {
        if values.updateValue(newValue, forKey: name) == nil { names.append(name) }
      } else if values.removeValue(forKey: name) != nil {
        names.removeAll { $0 == name }
      }
    }
  }
}

extension JSONObject: Hashable {
  /// Whether both have the same members, in whatever order.
  public static func == (left: Self, right: Self) -> Bool { left.values == right.values }

  /// Feeds the members without their order.
  public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension JSONObject: Sequence {
  /// The members in order.
  public func makeIterator() -> some IteratorProtocol<(name: String, value: JSON)> {
    names.lazy.compactMap { name in values[name].map { (name: name, value: $0) } }.makeIterator()
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object from members in order; of a repeated name the last value counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension JSON {
  /// The value of a member, where this is an object that has it.
  public subscript(name: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[name]
  }

  /// The value at the end of a path of members.
  package subscript(path path: [String]) -> JSON? {
    path.reduce(Optional(self)) { value, name in value?[name] }
  }

  /// The text, where this is one.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer, where this is one of 64 bits.
  public var int: Int? {
    guard case .int(let number) = self else { return nil }
    return number
  }

  /// The integer, where this is one of 64 bits or a text or a number that means one: services count in all three.
  package var wholeNumber: Int? {
    switch self {
    case .int(let number): number
    case .string(let text): Int(text)
    case .double(let number): Int(exactly: number)
    case .null, .bool, .bigInt, .array, .object: nil
    }
  }

  /// The truth value, where this is one.
  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The list, where this is one.
  public var array: [JSON]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// The object, where this is one.
  public var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// What the value is, in the words of JSON.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int, .bigInt: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes an integer.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes a list.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Makes an object from members in order; of a repeated name the last value counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    var object = JSONObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }
}

extension JSON: CustomStringConvertible {
  /// The value as JSON text.
  public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
