internal import HuaweiCloud
internal import Runbooks

/// What `reeve config show` tells about a cloud: each fact with its source, secrets masked.
struct EnvironmentFacts {
  let environment: CloudEnvironment
  let configuration: CloudConfiguration
  let source: String
  /// What overrode the source, by the fact's name.
  let origin: [String: String]

  init(
    _ environment: CloudEnvironment, _ configuration: CloudConfiguration, _ source: String,
    _ origin: [String: String]
  ) {
    self.environment = environment
    self.configuration = configuration
    self.source = source
    self.origin = origin
  }

  var all: [CloudEnvironment.Fact] {
    var facts: [CloudEnvironment.Fact] = []
    func add(_ name: String, _ value: String?, from other: String? = nil) {
      guard let value else { return }
      facts.append(.init(name: name, value: value, source: origin[name] ?? other ?? source))
    }
    add("environment", environment.name)
    add("credentials", configuration.login.shown)
    add("region", configuration.endpoints.region)
    add("project", configuration.projectID ?? configuration.projectName)
    if configuration.projectID == nil, configuration.projectName == nil {
      add(
        "project", "the one named \(configuration.endpoints.region ?? "in the token")",
        from: "asked of IAM")
    }
    add("enterprise_project", environment.enterpriseProject.map(\.id))
    add("protected", environment.isProtected ? "true" : nil)
    let services = Set(configuration.endpoints.overrides.keys).union(Self.services)
    for service in services.sorted(by: { $0.name < $1.name }) {
      guard let endpoint = try? configuration.endpoints.endpoint(of: service) else { continue }
      let isOverride = configuration.endpoints.overrides[service] != nil
      add(
        "endpoint \(service.name)", "\(endpoint)",
        from: isOverride ? source : "the rule of the region")
    }
    for (service, rate) in environment.rates.sorted(by: { $0.key.name < $1.key.name }) {
      let isDocumented = SessionSettings.documentedRates[service] == rate
      add(
        "rate \(service.name)", rate.written, from: isDocumented ? "the service's own" : source)
    }
    add("ca_file", environment.certificateAuthorityFile)
    add("timeout", environment.timeout.map { "\($0)" })
    return facts
  }

  private static let services: Set<Service> = [.hss, .dbss, .iam, .vpc, .eps]
}

extension Login {
  /// The login as it may be shown.
  var shown: String {
    switch self {
    case .accessKey(let key, _):
      "access key \(key.id), secret \(Secret.mask)"
        + (key.securityToken == nil ? "" : ", security token \(Secret.mask)")
    case .token: "token \(Secret.mask)"
    case .password(let login): "\(login.user.shown), password \(Secret.mask)"
    case .agency(let agency, let own): "agency \(agency.name), through \(own.shown)"
    }
  }
}

extension PasswordLogin.User {
  fileprivate var shown: String {
    switch self {
    case .id(let id): "user \(id)"
    case .name(let name, .name(let domain)): "user \(name) of \(domain)"
    case .name(let name, .id(let domain)): "user \(name) of \(domain)"
    }
  }
}
