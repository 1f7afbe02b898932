public import StarlarkCompiler

/// An object of the embedding program that scripts hold, with attributes and methods that its ``HostType`` declares.
///
/// Scripts share the object with Swift and with each other, hence it is Sendable. It equals itself only.
///
/// ```swift
/// final class Counter: StarlarkObject {
///   let total = Mutex(0)
///
///   static let hostType = HostType(
///     "Counter", of: Counter.self, "Counts.",
///     [
///       .attribute("total", "How much so far.") { counter in counter.total.withLock { $0 } },
///       .method("add", "Adds.", HostParameter<Int>("amount", default: 1)) { counter, amount in
///         counter.total.withLock { $0 += amount }
///       },
///     ])
/// }
/// ```
public protocol StarlarkObject: AnyObject, StarlarkConvertible {
  /// The name, attributes and methods of the type; a `static let`.
  static var hostType: HostType { get }
  /// What `str()` and `repr()` print: `<Name>` unless said.
  var starlarkText: String { get }
  /// What `len`, `for` and `in` see, nil for an object that cannot be iterated: nil unless said.
  var starlarkElements: [StarlarkValue]? { get }
  /// What `object[index]` gives, nil for an object that cannot be indexed: nil unless said.
  ///
  /// - Throws: An error of the host, such as ``HostError`` for an index that it does not have.
  func starlarkElement(at index: StarlarkValue) throws -> StarlarkValue?
}

extension StarlarkObject {
  /// The name of the type.
  public static var starlarkType: TypeDescriptor { .named(hostType.name) }

  /// Takes an object of this class.
  ///
  /// - Throws: ``ConversionError`` for any other value.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Self {
    guard case .object(let reference) = value, let object = reference.object as? Self else {
      throw ConversionError(value, wanted: starlarkType)
    }
    return object
  }

  /// The object.
  public var starlarkValue: StarlarkValue { .object(StarlarkValue.ObjectReference(self)) }
  /// The name of the type in angle brackets.
  public var starlarkText: String { "<\(Self.hostType.name)>" }
  /// No elements.
  public var starlarkElements: [StarlarkValue]? { nil }
  /// No elements.
  public func starlarkElement(at index: StarlarkValue) throws -> StarlarkValue? { nil }
}
