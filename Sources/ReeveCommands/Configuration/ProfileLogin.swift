internal import HuaweiCloud

/// Makes the login of a profile of the settings file.
struct ProfileLogin {
  let profile: SettingsFile.Profile
  let file: String
  let streams: Streams

  var place: String { "\(file): profiles.\(profile.name)" }

  /// The login, for another account where the profile names an agency.
  func login(region: String?) throws(Failure) -> Login {
    let own = try ownLogin(region: region)
    guard let agency = profile.agency else { return own }
    guard let name = agency["name"],
      let domain = agency["domain_id"].map(Domain.id) ?? agency["domain"].map(Domain.name)
    else {
      throw Failure(
        .configuration, "\(place).agency: want `name`, and `domain` or `domain_id` of the account")
    }
    return .agency(
      Agency(name: name, domain: domain, scope: try neededScope(region: region)), through: own)
  }

  /// How requests are signed.
  var algorithm: SigningAlgorithm {
    get throws(Failure) {
      guard let name = profile.signingAlgorithm else { return .sdk }
      guard let algorithm = SigningAlgorithm(rawValue: name) else {
        let names = SigningAlgorithm.allCases.map { "\"\($0.rawValue)\"" }
        throw Failure(
          .configuration,
          "\(place): `signing_algorithm`: got \"\(name)\", want \(names.joined(separator: " or "))")
      }
      return algorithm
    }
  }

  private func ownLogin(region: String?) throws(Failure) -> Login {
    var values: [String: String] = [:]
    for (key, reference) in profile.credentials { values[key] = try value(key, reference) }
    if let token = values["token"] { return .token(Secret(token)) }
    if values["access_key"] != nil || values["secret_key"] != nil {
      let id = try need("access_key", values)
      let secret = try need("secret_key", values)
      let key = AccessKey(
        id: id, secret: Secret(secret), securityToken: values["security_token"].map(Secret.init))
      return .accessKey(key, domainID: values["domain_id"])
    }
    guard values["user"] != nil || values["password"] != nil else {
      throw Failure(
        .configuration, "\(place): no credentials",
        advice:
          "Give it `credentials`: access_key and secret_key, token, or user, password and domain."
      )
    }
    let user = try need("user", values)
    let password = try need("password", values)
    let domain: Domain =
      if let id = values["domain_id"] { .id(id) } else { .name(try need("domain", values)) }
    return .password(
      PasswordLogin(
        user: .name(user, domain), password: Secret(password),
        scope: try neededScope(region: region)))
  }

  private func neededScope(region: String?) throws(Failure) -> TokenScope {
    if let id = profile.projectID { return .projectID(id) }
    guard let name = profile.projectName ?? region else {
      throw Failure(.configuration, "\(place): neither `project_id`, `project_name` nor `region`")
    }
    return .projectName(name)
  }

  private func need(_ key: String, _ values: [String: String]) throws(Failure) -> String {
    guard let value = values[key] else {
      let present = values.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw Failure(.configuration, "\(place).credentials: \(present) set, but `\(key)` is not")
    }
    return value
  }

  private static let secretKeys: Set<String> = [
    "secret_key", "security_token", "token", "password",
  ]

  private func value(
    _ key: String, _ reference: SettingsFile.Reference
  ) throws(Failure) -> String {
    let value = ReferencedValue(
      reference: reference, place: "\(place).credentials.\(key)", file: file, streams: streams)
    return try value.text(isSecret: Self.secretKeys.contains(key))
  }
}

extension Login {
  /// Whether the login itself says which project it is for.
  var namesProject: Bool {
    switch self {
    case .password, .agency: true
    case .accessKey, .token: false
    }
  }

  /// Puts what flags say into the scope of a token that is still to be fetched.
  mutating func scope(region: String?, projectID: String?, projectName: String?) {
    let scope: TokenScope? =
      if let projectID { .projectID(projectID) } else if let name = projectName ?? region {
        .projectName(name)
      } else { nil }
    guard let scope else { return }
    switch self {
    case .password(var login):
      login.scope = scope
      self = .password(login)
    case .agency(var agency, let own):
      agency.scope = scope
      self = .agency(agency, through: own)
    case .accessKey, .token: break
    }
  }
}
