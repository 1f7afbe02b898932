// The variables that other tools of Huawei Cloud read.
extension CloudConfiguration {
  /// The variables of the SDKs.
  static func fromSDKVariables(
    _ environment: [String: String], region: String?
  ) throws(ConfigurationError) -> Self? {
    let id = "HUAWEICLOUD_SDK_AK"
    let secret = "HUAWEICLOUD_SDK_SK"
    let group = VariableGroup(
      "environment",
      [
        id, secret, "HUAWEICLOUD_SDK_SECURITY_TOKEN", "HUAWEICLOUD_SDK_PROJECT_ID",
        "HUAWEICLOUD_SDK_DOMAIN_ID",
      ], in: environment)
    guard !group.present.isEmpty else { return nil }
    guard
      let key = try group.accessKey(
        id: id, secret: secret, token: "HUAWEICLOUD_SDK_SECURITY_TOKEN")
    else { throw group.incomplete(missing: [id, secret]) }
    var endpoints = Endpoints(region: region)
    if let text = environment["HUAWEICLOUD_SDK_IAM_ENDPOINT"], !text.isEmpty {
      endpoints.overrides[.iam] = try Endpoint(authURL: text)
    }
    try addSDKEndpoints(environment, to: &endpoints)
    return Self(
      source: id, login: .accessKey(key, domainID: group["HUAWEICLOUD_SDK_DOMAIN_ID"]),
      endpoints: endpoints, projectID: group["HUAWEICLOUD_SDK_PROJECT_ID"])
  }

  /// `HUAWEICLOUD_SDK_REGION_{SERVICE}_{REGION}` names endpoints, of which the first counts.
  private static func addSDKEndpoints(
    _ environment: [String: String], to endpoints: inout Endpoints
  ) throws(ConfigurationError) {
    guard let region = endpoints.region?.uppercased().replacing("-", with: "_") else { return }
    let prefix = "HUAWEICLOUD_SDK_REGION_"
    for (name, value) in environment where name.hasPrefix(prefix) && !value.isEmpty {
      let key = name.uppercased().replacing("-", with: "_")
      guard key.hasSuffix("_" + region) else { continue }
      let service = key.dropFirst(prefix.count).removing(suffix: "_" + region)
      let first = value.split(separator: ",").first.map { String($0).trimmed() }
      if let first { endpoints.overrides[Service(service)] = try Endpoint(first) }
    }
  }

  /// The variables of the Terraform provider.
  static func fromProviderVariables(
    _ environment: [String: String], region: String?
  ) throws(ConfigurationError) -> Self? {
    let group = VariableGroup(
      "environment",
      [
        "HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN", "HW_AUTH_TOKEN", "HW_USER_NAME",
        "HW_USER_ID",
        "HW_USER_PASSWORD", "HW_REGION_NAME", "HW_PROJECT_ID", "HW_PROJECT_NAME", "HW_DOMAIN_ID",
        "HW_DOMAIN_NAME", "HW_ENTERPRISE_PROJECT_ID", "HW_AUTH_URL", "HW_CLOUD",
        "HW_ASSUME_ROLE_AGENCY_NAME", "HW_ASSUME_ROLE_DOMAIN_NAME", "HW_ASSUME_ROLE_DOMAIN_ID",
      ], in: environment)
    guard !group.present.isEmpty else { return nil }
    let names = SourceNames(
      accessKey: "HW_ACCESS_KEY", secretKey: "HW_SECRET_KEY", securityToken: "HW_SECURITY_TOKEN",
      token: ["HW_AUTH_TOKEN"], user: ["HW_USER_NAME"], userID: ["HW_USER_ID"],
      password: "HW_USER_PASSWORD", domainName: ["HW_DOMAIN_NAME"], domainID: ["HW_DOMAIN_ID"],
      projectName: ["HW_PROJECT_NAME"], projectID: ["HW_PROJECT_ID"], region: "HW_REGION_NAME",
      authURL: "HW_AUTH_URL")
    var found = try names.configuration(group, region: region)
    if let cloud = group["HW_CLOUD"] { found.endpoints.domain = cloud.lowercased() }
    found.enterpriseProject = group["HW_ENTERPRISE_PROJECT_ID"].map { EnterpriseProject($0) }
    if let name = group["HW_SIGNING_ALGORITHM"] {
      guard let algorithm = SigningAlgorithm(rawValue: name) else {
        throw .value(
          "HW_SIGNING_ALGORITHM", got: name,
          want: SigningAlgorithm.allCases.map(\.rawValue).joined(separator: " or "))
      }
      found.algorithm = algorithm
    }
    if let agency = group["HW_ASSUME_ROLE_AGENCY_NAME"] {
      guard
        let domain = group["HW_ASSUME_ROLE_DOMAIN_ID"].map(Domain.id)
          ?? group["HW_ASSUME_ROLE_DOMAIN_NAME"].map(Domain.name)
      else { throw group.incomplete(missing: ["HW_ASSUME_ROLE_DOMAIN_NAME"]) }
      let scope = try names.scope(group, region: found.endpoints.region)
      found.login = .agency(
        Agency(name: agency, domain: domain, scope: scope), through: found.login)
    }
    return found
  }

  /// The variables of OpenStack's tools.
  static func fromOpenStackVariables(
    _ environment: [String: String], region: String?
  ) throws(ConfigurationError) -> Self? {
    let names = SourceNames(
      accessKey: "OS_ACCESS_KEY", secretKey: "OS_SECRET_KEY", securityToken: "OS_SECURITY_TOKEN",
      token: ["OS_AUTH_TOKEN", "OS_TOKEN"], user: ["OS_USERNAME", "OS_USER_NAME"],
      userID: ["OS_USER_ID"], password: "OS_PASSWORD",
      domainName: ["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"],
      domainID: ["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID"],
      projectName: ["OS_PROJECT_NAME", "OS_TENANT_NAME"],
      projectID: ["OS_PROJECT_ID", "OS_TENANT_ID"], region: "OS_REGION_NAME",
      authURL: "OS_AUTH_URL")
    let group = VariableGroup("environment", names.all, in: environment)
    guard !group.present.isEmpty else { return nil }
    return try names.configuration(group, region: region)
  }
}
