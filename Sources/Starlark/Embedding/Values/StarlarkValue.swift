/// A value of a script as Swift has it: what host functions get and give, and what evaluations result in.
///
/// A value is a copy: changing it changes nothing in the script. What has no form in Swift, such as a function of the
/// script, comes as a ``StarlarkHandle``.
public enum StarlarkValue: Hashable, Sendable {
  /// `None`.
  case none
  /// A bool.
  case bool(Bool)
  /// An int that fits a machine word.
  case int(Int)
  /// An int that fits none, at most 65,536 bits.
  case wideInt(WideInteger)
  /// A float.
  case float(Double)
  /// A string. One whose bytes are not UTF-8 does not reach Swift.
  case string(String)
  /// A `bytes` value.
  case bytes([UInt8])
  /// A list, or a range.
  case list([StarlarkValue])
  /// A tuple.
  case tuple([StarlarkValue])
  /// A dict, its entries in the order of insertion.
  case dict([Entry])
  /// A set, its elements in the order of insertion.
  case set([StarlarkValue])
  /// A `struct` or record: the name of its type and its fields.
  case structure(String, [Field])
  /// An object of the host.
  case object(ObjectReference)
  /// What stays in the script: a function, a built-in, a type.
  case handle(StarlarkHandle)

  /// One entry of a dict.
  public struct Entry: Hashable, Sendable {
    /// Its key, which scripts can hash.
    public var key: StarlarkValue
    /// Its value.
    public var value: StarlarkValue

    /// Makes an entry.
    public init(_ key: StarlarkValue, _ value: StarlarkValue) {
      self.key = key
      self.value = value
    }
  }

  /// One field of a `struct`.
  public struct Field: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: StarlarkValue

    /// Makes a field.
    public init(_ name: String, _ value: StarlarkValue) {
      self.name = name
      self.value = value
    }
  }

  /// An object of the host among values; equal to itself only.
  public struct ObjectReference: Hashable, Sendable {
    /// The object.
    public let object: any StarlarkObject

    /// Refers to an object.
    public init(_ object: any StarlarkObject) {
      self.object = object
    }

    /// Whether both are the same object.
    public static func == (left: Self, right: Self) -> Bool {
      left.object === right.object
    }

    /// Hashes the identity of the object.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(ObjectIdentifier(object))
    }
  }

  /// A `struct` with fields in order: `.structure(["name": "web", "ports": [80, 443]])`.
  public static func structure(_ fields: KeyValuePairs<String, StarlarkValue>) -> StarlarkValue {
    .structure("struct", fields.map { Field($0.key, $0.value) })
  }

  /// What `type()` answers in a script.
  public var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int, .wideInt: "int"
    case .float: "float"
    case .string: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .set: "set"
    case .structure(let name, _): name
    case .object(let reference): type(of: reference.object).hostType.name
    case .handle(let handle): handle.typeName
    }
  }
}

// MARK: Literals

extension StarlarkValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Makes `None`.
  public init(nilLiteral: ()) { self = .none }
  /// Makes a bool.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes an int.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// Makes a float.
  public init(floatLiteral value: Double) { self = .float(value) }
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a list.
  public init(arrayLiteral elements: StarlarkValue...) { self = .list(elements) }
  /// Makes a dict with entries in this order.
  public init(dictionaryLiteral elements: (StarlarkValue, StarlarkValue)...) {
    self = .dict(elements.map { Entry($0.0, $0.1) })
  }
}
