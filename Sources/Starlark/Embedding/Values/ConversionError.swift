public import StarlarkCompiler

/// A value of a script that Swift cannot take as the type it wants.
public struct ConversionError: Error, Hashable, Sendable {
  /// Where in the value, outermost first: `["ports", "2"]`; empty for the value itself.
  public var path: [String]
  /// What was got: the type of the value, or the value if its type was right.
  public var got: String
  /// What was wanted.
  public var wanted: String

  /// Makes an error of facts.
  public init(path: [String] = [], got: String, wanted: String) {
    self.path = path
    self.got = got
    self.wanted = wanted
  }

  /// Makes the error of a value of another type than wanted.
  public init(_ value: StarlarkValue, wanted: TypeDescriptor) {
    self.init(got: value.typeName, wanted: "\(wanted)")
  }

  /// The error as one of a part of the value.
  public func within(_ part: String) -> ConversionError {
    ConversionError(path: [part] + path, got: got, wanted: wanted)
  }
}

extension ConversionError: CustomStringConvertible {
  /// Where, what was got, what was wanted.
  public var description: String {
    (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + "got \(got), want \(wanted)"
  }
}
