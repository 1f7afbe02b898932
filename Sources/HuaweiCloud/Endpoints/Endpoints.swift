/// Finds the endpoint of a service: an override, an exception, or the rule.
///
/// The rule is `https://{service}.{region}.{domain}`. It is a template and no list, so regions and
/// services that came after this program work.
public struct Endpoints: Sendable, Hashable {
  /// The domain of Huawei Cloud's public site.
  public static let publicDomain = "myhuaweicloud.com"

  /// The region, such as `cn-north-4`.
  public var region: String?
  /// What the names of endpoints end in.
  public var domain: String
  /// Endpoints set by hand, which come first.
  public var overrides: [Service: Endpoint]

  /// Makes a finder.
  ///
  /// - Parameters:
  ///   - region: The region; without one only services with an override or a global endpoint
  ///     are found.
  ///   - domain: What the names end in, for sites other than the public one.
  ///   - overrides: Endpoints that go before the rule.
  public init(
    region: String? = nil, domain: String = Endpoints.publicDomain,
    overrides: [Service: Endpoint] = [:]
  ) {
    self.region = region
    self.domain = domain
    self.overrides = overrides
  }

  /// The endpoint of a service.
  ///
  /// - Parameter service: The service.
  /// - Returns: Where it answers.
  /// - Throws: ``ConfigurationError`` when neither a region nor an override is known.
  public func endpoint(of service: Service) throws(ConfigurationError) -> Endpoint {
    if let override = overrides[service] { return override }
    if domain == Self.publicDomain, let host = Self.exceptions[region ?? ""]?[service] {
      return Endpoint(host: host)
    }
    if service == .eps { return Endpoint(host: "eps.\(domain)") }
    guard let region else {
      // IAM has a global endpoint too, which serves where no region is known.
      if service == .iam { return Endpoint(host: "iam.\(domain)") }
      throw .noRegion(service: service)
    }
    return Endpoint(host: "\(service.name).\(region).\(domain)")
  }

  /// Endpoints that do not follow the rule, by region; of several that the vendor lists, the first.
  private static let exceptions: [String: [Service: String]] = [
    "eu-west-101": [
      .hss: "hss.eu-west-101.myhuaweicloud.eu", .iam: "iam.eu-west-101.myhuaweicloud.eu",
      .eps: "eps.eu-west-101.myhuaweicloud.eu", .cts: "cts.eu-west-101.myhuaweicloud.eu",
    ],
    "my-kualalumpur-1": [.eps: "eps.my-kualalumpur-1.myhuaweicloud.com"],
    "ru-moscow-1": [.eps: "eps.ru-moscow-1.myhuaweicloud.com"],
  ]

  /// Reads overrides from variables such as `REEVE_ENDPOINT_HSS`.
  ///
  /// - Parameters:
  ///   - environment: The variables.
  ///   - prefix: What their names start with; the service's name follows.
  /// - Returns: The endpoint of each service named.
  /// - Throws: ``ConfigurationError`` where one is no address.
  public static func overrides(
    in environment: [String: String], prefix: String
  ) throws(ConfigurationError) -> [Service: Endpoint] {
    var overrides: [Service: Endpoint] = [:]
    for (name, value) in environment where name.hasPrefix(prefix) && !value.isEmpty {
      overrides[Service(String(name.dropFirst(prefix.count)))] = try Endpoint(value)
    }
    return overrides
  }
}
