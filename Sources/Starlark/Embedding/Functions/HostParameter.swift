public import StarlarkCompiler

/// A parameter of a host function: its name, its Swift type, its default and limit, and what it means.
public struct HostParameter<Argument: StarlarkConvertible>: Sendable {
  /// What signatures and help say of it.
  public let description: Signature.Parameter
  private let fallback: Argument?

  /// Makes a parameter that every call must give.
  ///
  /// - Parameters:
  ///   - name: Its name, by which scripts may give the argument.
  ///   - kind: How arguments reach it; `*args` and `**kwargs` need a ``FunctionCall``.
  ///   - limit: What a value must obey beyond its type.
  ///   - documentation: What it means, with its unit.
  public init(
    _ name: String, kind: Signature.Parameter.Kind = .ordinary, limit: Signature.Limit? = nil,
    _ documentation: String = ""
  ) {
    precondition(kind != .star && kind != .starStar, "a typed parameter takes one argument")
    description = Signature.Parameter(
      name, kind, type: Argument.starlarkType, limit: limit, documentation: documentation)
    fallback = nil
  }

  /// Makes a parameter that a call may leave out.
  ///
  /// - Parameters:
  ///   - name: Its name, by which scripts may give the argument.
  ///   - kind: How arguments reach it; `*args` and `**kwargs` need a ``FunctionCall``.
  ///   - fallback: What it is when a call leaves it out.
  ///   - limit: What a value must obey beyond its type.
  ///   - documentation: What it means, with its unit.
  public init(
    _ name: String, kind: Signature.Parameter.Kind = .ordinary, default fallback: Argument,
    limit: Signature.Limit? = nil, _ documentation: String = ""
  ) {
    precondition(kind != .star && kind != .starStar, "a typed parameter takes one argument")
    description = Signature.Parameter(
      name, kind, type: Argument.starlarkType, limit: limit, isOptional: true,
      defaultText: fallback.starlarkValue.description, documentation: documentation)
    self.fallback = fallback
  }

  /// The argument in a window, converted and checked.
  func read(_ value: Value, _ machine: Machine) throws -> Argument {
    if value.isUnbound, let fallback { return fallback }
    var exporter = ValueExporter(machine)
    let given = try exporter.export(value)
    do throws(ConversionError) {
      if let limit = description.limit { try limit.check(given) }
      return try Argument.converted(from: given)
    } catch {
      throw ArgumentError(parameter: description.name, reason: error)
    }
  }
}

extension Signature.Limit {
  /// Checks a value; one of another type than the limit speaks of passes, for its type is checked elsewhere.
  func check(_ value: StarlarkValue) throws(ConversionError) {
    let isAllowed: Bool
    switch (self, value) {
    case (.range(let range), .int(let number)): isAllowed = range.contains(number)
    case (.range, .wideInt): isAllowed = false
    case (.oneOf(let values), .string(let text)): isAllowed = values.contains(text)
    case (.length(let range), .string(let text)):
      isAllowed = range.contains(text.unicodeScalars.count)
    case (.count(let range), .list(let elements)), (.count(let range), .tuple(let elements)),
      (.count(let range), .set(let elements)):
      isAllowed = range.contains(elements.count)
    case (.count(let range), .dict(let entries)): isAllowed = range.contains(entries.count)
    default: isAllowed = true
    }
    guard !isAllowed else { return }
    throw ConversionError(got: Self.short(value), wanted: wanted)
  }

  private static func short(_ value: StarlarkValue) -> String {
    switch value {
    case .list(let elements), .tuple(let elements), .set(let elements):
      "\(elements.count) elements"
    case .dict(let entries): "\(entries.count) elements"
    case .string(let text) where text.utf8.count > 60:
      "a string of \(text.unicodeScalars.count) characters"
    default: value.description
    }
  }
}
