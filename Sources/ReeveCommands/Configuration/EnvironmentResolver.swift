// Which cloud a command works on. One source gives credentials, project and endpoints together:
//
//     --profile, REEVE_PROFILE  ▶  credentials of other tools  ▶  config.toml's own choice  ▶  sandbox
//
// and flags and REEVE_* lie over it, setting by setting.

internal import HuaweiCloud
internal import Runbooks

package struct EnvironmentResolver {
  let streams: Streams
  let overrides: Overrides
  /// The text of a file; nil where there is none.
  let readFile: @Sendable (String) -> String?

  package init(_ options: CloudOptions, _ streams: Streams) throws(Failure) {
    self.streams = streams
    overrides = try Overrides(options, streams)
    readFile = { path in
      (try? InputFile.read(path, limit: 1 << 20)).flatMap { String(validating: $0, as: UTF8.self) }
    }
  }

  /// Finds the cloud.
  package func resolve() throws(Failure) -> CloudEnvironment {
    if let profile = overrides.profile {
      guard profile.value != CloudEnvironment.sandboxName else {
        return try sandbox(profile.source)
      }
      return try named(profile.value, source: profile.source)
    }
    if let ambient = try ambient() { return ambient }
    if let file = try settingsFile(), !file.profiles.isEmpty {
      return try chosen(by: file)
    }
    let names = overrides.namesOfCloud
    guard names.isEmpty else {
      throw Failure(
        .configuration,
        "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") set, but no credentials",
        advice: Self.credentialAdvice)
    }
    guard !overrides.forbidsSandbox else {
      throw Failure(
        .configuration, "no cloud is configured, and the sandbox is forbidden",
        advice: Self.credentialAdvice)
    }
    var environment = try sandbox("nothing is configured")
    environment.isFallback = true
    return environment
  }

  private static let credentialAdvice =
    "Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or OS_AUTH_TOKEN, or OS_USERNAME, OS_PASSWORD "
    + "and OS_USER_DOMAIN_NAME, or name a profile of config.toml by --profile."

  private func sandbox(_ source: String) throws(Failure) -> CloudEnvironment {
    guard !overrides.forbidsSandbox else {
      throw Failure(.configuration, "the sandbox is asked for by \(source), and forbidden")
    }
    // The sandbox counts no calls unless it is told to, so neither does the client.
    var environment = CloudEnvironment(
      access: .sandbox, profile: nil, rates: [:], timeout: overrides.timeout?.value)
    environment.note("environment", "embedded sandbox", from: source)
    for (service, rate, source) in overrides.rates {
      environment.rates[service] = rate
      environment.note("rate \(service.name)", rate.written, from: source)
    }
    return environment
  }

  // MARK: - Credentials of other tools

  private func ambient() throws(Failure) -> CloudEnvironment? {
    let configuration: CloudConfiguration?
    do throws(ConfigurationError) {
      configuration = try CloudConfiguration.load(
        from: .init(environment: Self.withProject(streams.environment), readFile: readFile),
        region: overrides.region?.value)
    } catch {
      throw Failure(
        error, advice: "Set what is missing, unset the rest, or name a profile by --profile.")
    }
    guard let configuration else { return nil }
    let environment = CloudEnvironment(
      access: .cloud(configuration), rates: SessionSettings.documentedRates,
      enterpriseProject: configuration.enterpriseProject)
    return try finish(environment, configuration, source: configuration.source)
  }

  /// `HUAWEICLOUD_SDK_PROJECT_ID` alone names the project of a login by `OS_*`.
  static func withProject(_ variables: [String: String]) -> [String: String] {
    let isSet = { (name: String) in !(variables[name] ?? "").isEmpty }
    let keys = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"]
    let logins = ["OS_AUTH_TOKEN", "OS_TOKEN", "OS_PASSWORD"]
    let project = "HUAWEICLOUD_SDK_PROJECT_ID"
    guard isSet(project), !keys.contains(where: isSet), logins.contains(where: isSet) else {
      return variables
    }
    var adjusted = variables
    adjusted[project] = nil
    adjusted["HUAWEICLOUD_SDK_DOMAIN_ID"] = nil
    if !isSet("OS_PROJECT_ID") { adjusted["OS_PROJECT_ID"] = variables[project] }
    return adjusted
  }

  // MARK: - Profiles

  private var settingsPath: String? { streams.settingsFolder.map { "\($0)/config.toml" } }

  private func settingsFile() throws(Failure) -> SettingsFile? {
    try SettingsFile.find(streams)
  }

  private func named(_ name: String, source: String) throws(Failure) -> CloudEnvironment {
    guard let file = try settingsFile() else {
      throw Failure(
        .configuration,
        "\(source): no profile \"\(name)\": there is no \(settingsPath ?? "config.toml")"
      )
    }
    guard let profile = file.profiles[name] else {
      let names = file.profiles.keys.sorted().joined(separator: ", ")
      throw Failure(
        .configuration, "\(source): \(file.path) has no profile \"\(name)\"",
        advice: names.isEmpty ? nil : "It has \(names).")
    }
    return try environment(of: profile, in: file)
  }

  /// The profile of the file that counts where none is named.
  private func chosen(by file: SettingsFile) throws(Failure) -> CloudEnvironment {
    let name = file.defaultProfile ?? "default"
    if let profile = file.profiles[name] { return try environment(of: profile, in: file) }
    let names = file.profiles.keys.sorted().joined(separator: ", ")
    throw Failure(
      .configuration,
      file.defaultProfile.map { "\(file.path): `profile` names \"\($0)\", which is not in it" }
        ?? "\(file.path) has profiles, and none of them is the default",
      advice: "Name one by --profile or by `profile = …` at the top of the file: \(names).")
  }

  private func environment(
    of profile: SettingsFile.Profile, in file: SettingsFile
  ) throws(Failure) -> CloudEnvironment {
    let login = ProfileLogin(profile: profile, file: file.path, streams: streams)
    let region = overrides.region?.value ?? profile.region
    var configuration = CloudConfiguration(
      source: "\(file.path), profile \"\(profile.name)\"", login: try login.login(region: region),
      endpoints: Endpoints(region: region, domain: profile.domain ?? Endpoints.publicDomain),
      projectID: profile.projectID, projectName: profile.projectName)
    configuration.algorithm = try login.algorithm
    for (name, text) in profile.endpoints {
      do throws(ConfigurationError) {
        configuration.endpoints.overrides[Service(name)] = try Endpoint(text)
      } catch {
        throw Failure(.configuration, "\(login.place).endpoints.\(name): \(error.message)")
      }
    }
    var environment = CloudEnvironment(
      access: .cloud(configuration), profile: profile.name, isProtected: profile.isProtected,
      rates: SessionSettings.documentedRates,
      certificateAuthorityFile: profile.certificateAuthorityFile,
      enterpriseProject: profile.enterpriseProject.map { EnterpriseProject($0) })
    for (name, text) in profile.rates {
      environment.rates[Service(name)] = try Overrides.value(
        "\(login.place).rates.\(name)", configuration: true
      ) { () throws(ValueProblem) in try RequestRate(written: text) }
    }
    return try finish(environment, configuration, source: configuration.source)
  }

  // MARK: - What lies over every source

  private func finish(
    _ environment: CloudEnvironment, _ base: CloudConfiguration, source: String
  ) throws(Failure) -> CloudEnvironment {
    var environment = environment
    var configuration = base
    var origin: [String: String] = [:]
    if let region = overrides.region {
      // A project belongs to one region: another region has another one.
      if base.endpoints.region != region.value {
        configuration.projectID = nil
        configuration.projectName = nil
      }
      configuration.endpoints.region = region.value
      origin["region"] = region.source
    }
    if let project = overrides.project {
      configuration.projectID = isProjectID(project.value) ? project.value : nil
      configuration.projectName = isProjectID(project.value) ? nil : project.value
      origin["project"] = project.source
    }
    configuration.login.scope(
      region: overrides.region?.value, projectID: configuration.projectID,
      projectName: overrides.project == nil ? nil : configuration.projectName)
    for (service, endpoint, source) in overrides.endpoints {
      configuration.endpoints.overrides[service] = endpoint
      origin["endpoint \(service.name)"] = source
    }
    for (service, rate, source) in overrides.rates {
      environment.rates[service] = rate
      origin["rate \(service.name)"] = source
    }
    if let file = overrides.certificateAuthorityFile {
      environment.certificateAuthorityFile = streams.absolute(file.value)
      guard InputFile.exists(streams.absolute(file.value)) else {
        throw Failure(.configuration, "\(file.source): \(file.value): there is no such file")
      }
      origin["ca_file"] = file.source
    }
    environment.timeout = overrides.timeout?.value
    environment.access = .cloud(configuration)
    try check(configuration, source: source)
    environment.facts = EnvironmentFacts(environment, configuration, source, origin).all
    return environment
  }

  /// Finds what no request could do without.
  private func check(_ configuration: CloudConfiguration, source: String) throws(Failure) {
    let endpoints = configuration.endpoints
    guard endpoints.region != nil || !endpoints.overrides.isEmpty else {
      throw Failure(
        .configuration, "\(source) is set, but no region",
        advice: "Name one by --region, or name endpoints by --endpoint SERVICE=URL.")
    }
    guard
      configuration.projectID != nil || configuration.projectName != nil
        || endpoints.region != nil || configuration.login.namesProject
    else {
      throw Failure(
        .configuration, "\(source) is set, but neither a project nor a region by which to find it",
        advice: "Name the project by --project, or the region by --region.")
    }
  }
}
