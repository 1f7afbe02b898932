/// What a source of variables calls each setting; of several names the first that is set counts.
struct SourceNames {
  let accessKey: String
  let secretKey: String
  let securityToken: String
  let token: [String]
  let user: [String]
  let userID: [String]
  let password: String
  let domainName: [String]
  let domainID: [String]
  let projectName: [String]
  let projectID: [String]
  let region: String
  let authURL: String

  var all: [String] {
    [accessKey, secretKey, securityToken, password, region, authURL] + token + user + userID
      + domainName + domainID + projectName + projectID
  }

  private func first(_ names: [String], of group: VariableGroup) -> String? {
    names.lazy.compactMap { group[$0] }.first
  }

  /// The configuration that the variables make.
  func configuration(
    _ group: VariableGroup, region: String?
  ) throws(ConfigurationError) -> CloudConfiguration {
    let name = first(projectName, of: group)
    // A project is named after its region, with or without a suffix.
    let region = group[self.region] ?? region ?? name.map { String($0.prefix { $0 != "_" }) }
    var endpoints = Endpoints(region: region)
    if let text = group[authURL] { endpoints.overrides[.iam] = try Endpoint(authURL: text) }
    let (login, source) = try login(group, region: region)
    return CloudConfiguration(
      source: source, login: login, endpoints: endpoints, projectID: first(projectID, of: group),
      projectName: name)
  }

  /// A token goes before a key, a key before a password: each needs less of the service.
  private func login(
    _ group: VariableGroup, region: String?
  ) throws(ConfigurationError) -> (Login, source: String) {
    if let text = first(token, of: group) { return (.token(Secret(text)), token[0]) }
    if let key = try group.accessKey(id: accessKey, secret: secretKey, token: securityToken) {
      return (.accessKey(key, domainID: first(domainID, of: group)), accessKey)
    }
    let name = first(user, of: group)
    let id = first(userID, of: group)
    guard let word = group.secret(password) else {
      throw group.incomplete(
        missing: name == nil && id == nil ? [accessKey, secretKey] : [password])
    }
    let scope = try scope(group, region: region)
    if let id {
      return (.password(PasswordLogin(user: .id(id), password: word, scope: scope)), password)
    }
    guard let name else { throw group.incomplete(missing: [user[0]]) }
    guard
      let domain = first(domainID, of: group).map(Domain.id)
        ?? first(domainName, of: group).map(Domain.name)
    else { throw group.incomplete(missing: [domainName[0]]) }
    let user = PasswordLogin.User.name(name, domain)
    return (.password(PasswordLogin(user: user, password: word, scope: scope)), password)
  }

  /// What a token is good for: the project named, else the region's.
  func scope(_ group: VariableGroup, region: String?) throws(ConfigurationError) -> TokenScope {
    if let id = first(projectID, of: group) { return .projectID(id) }
    guard let name = first(projectName, of: group) ?? region else {
      throw group.incomplete(missing: [projectID[0]])
    }
    return .projectName(name)
  }
}
