// The files that other tools of Huawei Cloud keep.
extension CloudConfiguration {
  /// The file of the SDKs: `~/.huaweicloud/credentials`, in INI form.
  static func fromCredentialsFile(
    _ surroundings: Surroundings, region: String?
  ) throws(ConfigurationError) -> Self? {
    let named = surroundings.environment["HUAWEICLOUD_SDK_CREDENTIALS_FILE"].flatMap {
      $0.isEmpty ? nil : $0
    }
    guard let path = named ?? surroundings.home(".huaweicloud/credentials") else { return nil }
    guard let text = surroundings.readFile(path) else {
      guard named != nil else { return nil }
      throw .unreadable(file: path, problem: "it cannot be read")
    }
    let sections = INI(text).sections
    guard let section = sections["basic"] ?? sections["global"] else {
      throw .unreadable(file: path, problem: "it has neither a section [basic] nor [global]")
    }
    let group = VariableGroup(
      path, ["ak", "sk", "security_token", "project_id", "domain_id"], in: section)
    guard let key = try group.accessKey(id: "ak", secret: "sk", token: "security_token") else {
      throw group.incomplete(missing: ["ak", "sk"])
    }
    var endpoints = Endpoints(region: region)
    if let text = section["iam_endpoint"] {
      endpoints.overrides[.iam] = try Endpoint(authURL: text)
    }
    return Self(
      source: path, login: .accessKey(key, domainID: group["domain_id"]), endpoints: endpoints,
      projectID: group["project_id"])
  }

  /// The file of KooCLI: `~/.hcloud/config.json`, its current profile.
  static func fromKooCLI(
    _ surroundings: Surroundings, region: String?
  ) throws(ConfigurationError) -> Self? {
    guard let path = surroundings.home(".hcloud/config.json"),
      let text = surroundings.readFile(path)
    else { return nil }
    let json: JSON
    do throws(JSONError) {
      json = try JSON(parsing: text)
    } catch {
      throw .unreadable(file: path, problem: error.description)
    }
    guard let current = json["current"]?.string, !current.isEmpty else { return nil }
    let profiles = json["profiles"]?.array ?? []
    guard let profile = profiles.first(where: { $0["name"]?.string == current }) else {
      throw .unreadable(file: path, problem: "its current profile \"\(current)\" is not in it")
    }
    return try fromProfile(profile, named: current, path: path, region: region)
  }

  private static func fromProfile(
    _ profile: JSON, named name: String, path: String, region: String?
  ) throws(ConfigurationError) -> Self? {
    var settings: [String: String] = [:]
    for (key, value) in profile.object ?? [:] { settings[key] = value.string }
    let mode = settings["mode"] ?? "AKSK"
    if mode == "SSO" {
      for (key, value) in profile["ssoAuth"]?["stsToken"]?.object ?? [:] {
        settings[key] = value.string
      }
    } else if mode != "AKSK" {
      throw .unsupportedMode(file: path, profile: name, mode: mode)
    }
    let group = VariableGroup(
      "\(path), profile \"\(name)\"",
      ["accessKeyId", "secretAccessKey", "securityToken", "region", "projectId", "domainId"],
      in: settings)
    guard
      let key = try group.accessKey(
        id: "accessKeyId", secret: "secretAccessKey", token: "securityToken")
    else { throw group.incomplete(missing: ["accessKeyId", "secretAccessKey"]) }
    // Encrypted keys are longer and hold characters that no key has.
    guard key.id.utf8.count <= 40, key.id.utf8.allSatisfy(\.isASCIIAlphanumeric) else {
      throw .encrypted(file: path, profile: name)
    }
    var login = Login.accessKey(key, domainID: group["domainId"])
    let region = group["region"] ?? region
    if let agency = group["agencyName"] {
      guard
        let domain = group["agencyDomainId"].map(Domain.id)
          ?? group["agencyDomainName"].map(Domain.name)
      else { throw group.incomplete(missing: ["agencyDomainName"]) }
      let scope = group["projectId"].map(TokenScope.projectID) ?? region.map(TokenScope.projectName)
      guard let scope else { throw group.incomplete(missing: ["region"]) }
      login = .agency(Agency(name: agency, domain: domain, scope: scope), through: login)
    }
    return Self(
      source: path, login: login, endpoints: Endpoints(region: region),
      projectID: group["projectId"])
  }
}

extension CloudConfiguration.Surroundings {
  /// A path below the user's home.
  fileprivate func home(_ path: String) -> String? {
    environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/\(path)" }
  }
}

/// The sections of a text in INI form.
private struct INI {
  var sections: [String: [String: String]] = [:]

  init(_ text: String) {
    var section = ""
    for line in text.split(whereSeparator: \.isNewline).map({ String($0).trimmed() }) {
      if line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = String(line.dropFirst().dropLast()).trimmed().lowercased()
        sections[section] = sections[section] ?? [:]
      } else if let equals = line.firstIndex(of: "=") {
        let name = String(line[..<equals]).trimmed().lowercased()
        sections[section, default: [:]][name] =
          String(line[line.index(after: equals)...]).trimmed()
      }
    }
  }
}
