/// A service, by the short name that stands in its endpoint.
public struct Service: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The short name in small letters, such as `hss`.
  public let name: String

  /// Makes a service from its short name.
  public init(_ name: String) { self.name = name.lowercased() }

  /// Makes a service from its short name.
  public init(stringLiteral value: String) { self.init(value) }

  /// Host Security Service.
  public static let hss: Self = "hss"
  /// Database Security Service.
  public static let dbss: Self = "dbss"
  /// Virtual Private Cloud.
  public static let vpc: Self = "vpc"
  /// Enterprise Project Management Service.
  public static let eps: Self = "eps"
  /// Identity and Access Management.
  public static let iam: Self = "iam"
  /// Cloud Trace Service.
  public static let cts: Self = "cts"

  /// The name in capitals, as the API references write it.
  public var description: String { name.uppercased() }
}
