extension CloudConfiguration {
  /// What loading may look at, so that it is a function of its arguments.
  public struct Surroundings: Sendable {
    /// The variables of the process.
    public var environment: [String: String]
    /// The text of a file, or `nil` where there is none.
    public var readFile: @Sendable (String) -> String?

    /// Makes surroundings.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - readFile: Gives the text of a file, or `nil` where there is none.
    public init(
      environment: [String: String],
      readFile: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
      self.environment = environment
      self.readFile = readFile
    }
  }

  /// Finds the credentials that other tools of Huawei Cloud use.
  ///
  /// Looks at `HUAWEICLOUD_SDK_*`, `HW_*`, `OS_*`, `~/.huaweicloud/credentials` and
  /// `~/.hcloud/config.json`, in this order. The first that has anything set counts alone:
  /// credentials, project and endpoints are never taken from two sources.
  ///
  /// - Parameters:
  ///   - surroundings: Variables and files.
  ///   - region: The region, for sources that name none.
  /// - Returns: The configuration; `nil` where nothing is set.
  /// - Throws: ``ConfigurationError`` where a source is set by half, naming what is missing.
  public static func load(
    from surroundings: Surroundings, region: String? = nil
  ) throws(ConfigurationError) -> Self? {
    let environment = surroundings.environment
    if let found = try fromSDKVariables(environment, region: region) { return found }
    if let found = try fromProviderVariables(environment, region: region) { return found }
    if let found = try fromOpenStackVariables(environment, region: region) { return found }
    if let found = try fromCredentialsFile(surroundings, region: region) { return found }
    return try fromKooCLI(surroundings, region: region)
  }
}

/// The variables of one source that are set, read by name.
struct VariableGroup {
  let source: String
  private let environment: [String: String]
  /// The names that are set, of those that belong to the group.
  let present: [String]

  init(_ source: String, _ names: [String], in environment: [String: String]) {
    self.source = source
    self.environment = environment
    present = names.filter { !(environment[$0] ?? "").isEmpty }
  }

  /// The value of the first name that is set.
  subscript(names: String...) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  func secret(_ name: String) -> Secret? { self[name].map(Secret.init) }

  func incomplete(missing: [String]) -> ConfigurationError {
    .incomplete(source: source, has: present, missing: missing)
  }

  /// The key that two variables hold; both or neither must be set.
  func accessKey(id: String, secret: String, token: String) throws(ConfigurationError) -> AccessKey?
  {
    switch (self[id], self.secret(secret)) {
    case (let key?, let value?):
      return AccessKey(id: key, secret: value, securityToken: self.secret(token))
    case (nil, nil): return nil
    case (nil, _): throw incomplete(missing: [id])
    case (_, nil): throw incomplete(missing: [secret])
    }
  }
}

extension Endpoint {
  /// The endpoint of IAM that an authentication URL names; the version at its end is no part of it.
  init(authURL text: String) throws(ConfigurationError) {
    try self.init(text)
    basePath = basePath.removing(suffix: "/v3").removing(suffix: "/v3.0")
  }
}
