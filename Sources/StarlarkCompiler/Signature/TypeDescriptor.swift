/// What a parameter, a result or an annotated variable may hold.
public indirect enum TypeDescriptor: Hashable, Sendable {
  /// Any value.
  case any
  /// Only `None`.
  case none
  /// A value whose `type()` is this name: `int`, `string`, `Host`, …
  case named(String)
  /// A list whose elements are of a type.
  case list(TypeDescriptor)
  /// A dict with keys and values of types.
  case dict(TypeDescriptor, TypeDescriptor)
  /// A set whose elements are of a type.
  case set(TypeDescriptor)
  /// A tuple with elements of these types.
  case tuple([TypeDescriptor])
  /// A tuple of any length with elements of a type.
  case homogeneousTuple(TypeDescriptor)
  /// Anything that can be called.
  case callable
  /// Anything that can be iterated, with elements of a type.
  case iterable(TypeDescriptor)
  /// One of several types.
  case union([TypeDescriptor])
  /// A record type that a global of the file holds, by slot and name.
  case global(Int, String)

  /// The type `bool`.
  public static let bool = TypeDescriptor.named("bool")
  /// The type `int`.
  public static let int = TypeDescriptor.named("int")
  /// The type `float`.
  public static let float = TypeDescriptor.named("float")
  /// The type `string`.
  public static let string = TypeDescriptor.named("string")
  /// The type `bytes`.
  public static let bytes = TypeDescriptor.named("bytes")
}

extension TypeDescriptor: CustomStringConvertible {
  /// The type as an annotation writes it.
  public var description: String {
    switch self {
    case .any: "Any"
    case .none: "None"
    case .named("string"): "str"
    case .named(let name), .global(_, let name): name
    case .list(.any): "list"
    case .list(let element): "list[\(element)]"
    case .dict(.any, .any): "dict"
    case .dict(let key, let value): "dict[\(key), \(value)]"
    case .set(.any): "set"
    case .set(let element): "set[\(element)]"
    case .tuple(let elements): "tuple[\(elements.map(\.description).joined(separator: ", "))]"
    case .homogeneousTuple(.any): "tuple"
    case .homogeneousTuple(let element): "tuple[\(element), ...]"
    case .callable: "Callable"
    case .iterable(.any): "Iterable"
    case .iterable(let element): "Iterable[\(element)]"
    case .union(let types): types.map(\.description).joined(separator: " | ")
    }
  }
}
