public import StarlarkCompiler

/// A Swift type whose values go into scripts and come back.
///
/// A type of your own names its fields twice, once for each direction:
///
/// ```swift
/// struct Server: StarlarkConvertible {
///   var name: String
///   var ports: [Int]
///
///   static func converted(from value: StarlarkValue) throws(ConversionError) -> Server {
///     let fields = try value.fields()
///     return Server(name: try fields["name"], ports: try fields["ports", default: []])
///   }
///
///   var starlarkValue: StarlarkValue {
///     .structure(["name": name.starlarkValue, "ports": ports.starlarkValue])
///   }
/// }
/// ```
public protocol StarlarkConvertible: Sendable {
  /// What scripts call the type, as an annotation writes it; any value unless said.
  static var starlarkType: TypeDescriptor { get }

  /// Takes a value of a script.
  ///
  /// - Throws: ``ConversionError`` where the value is of another type or out of range.
  static func converted(from value: StarlarkValue) throws(ConversionError) -> Self

  /// The value that scripts get.
  var starlarkValue: StarlarkValue { get }
}

extension StarlarkConvertible {
  /// Any value.
  public static var starlarkType: TypeDescriptor { .any }
}

extension StarlarkValue {
  /// The value as a Swift type.
  ///
  /// - Throws: ``ConversionError`` where it is of another type or out of range.
  public func converted<Target: StarlarkConvertible>(
    to type: Target.Type = Target.self
  ) throws(ConversionError) -> Target {
    try Target.converted(from: self)
  }

  /// The fields of a `struct`, or the entries of a dict whose keys are strings.
  ///
  /// - Throws: ``ConversionError`` for a value of another type.
  public func fields() throws(ConversionError) -> StarlarkFields {
    switch self {
    case .structure(_, let fields): return StarlarkFields(fields)
    case .dict(let entries):
      var fields: [Field] = []
      for entry in entries {
        guard case .string(let name) = entry.key else {
          throw ConversionError(
            got: "a dict with key \(entry.key)", wanted: "keys that are strings")
        }
        fields.append(Field(name, entry.value))
      }
      return StarlarkFields(fields)
    default: throw ConversionError(got: typeName, wanted: "struct or dict")
    }
  }
}

/// Named parts of a value, read by name into Swift types.
public struct StarlarkFields: Sendable {
  private let fields: [StarlarkValue.Field]

  init(_ fields: [StarlarkValue.Field]) {
    self.fields = fields
  }

  /// The names, in order.
  public var names: [String] { fields.map(\.name) }

  /// The value of a name, nil where there is none.
  public func value(_ name: String) -> StarlarkValue? {
    fields.first { $0.name == name }?.value
  }

  /// The field of a name as a Swift type.
  ///
  /// - Throws: ``ConversionError`` where there is none or it is of another type.
  public subscript<Target: StarlarkConvertible>(_ name: String) -> Target {
    get throws(ConversionError) {
      guard let value = value(name) else {
        throw ConversionError(path: [name], got: "nothing", wanted: "\(Target.starlarkType)")
      }
      return try convert(value, name)
    }
  }

  /// The field of a name as a Swift type, or a default where there is none.
  ///
  /// - Throws: ``ConversionError`` where it is of another type.
  public subscript<Target: StarlarkConvertible>(
    _ name: String, default fallback: @autoclosure () -> Target
  ) -> Target {
    get throws(ConversionError) {
      guard let value = value(name) else { return fallback() }
      return try convert(value, name)
    }
  }

  private func convert<Target: StarlarkConvertible>(
    _ value: StarlarkValue, _ name: String
  ) throws(ConversionError) -> Target {
    do {
      return try Target.converted(from: value)
    } catch {
      throw error.within(name)
    }
  }
}
