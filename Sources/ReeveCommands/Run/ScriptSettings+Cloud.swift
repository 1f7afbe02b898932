internal import HuaweiCloud

// The flags that a run was given about its cloud, so that whoever goes on with it need not give them again. The
// journal has them for its owner alone; a plan, which others may hand over, does not tell where to log in.

extension ScriptSettings {
  /// Takes over what flags said.
  mutating func note(_ given: CloudOptions, _ streams: Streams) {
    cloud = given
    cloud.certificateAuthorityFile = given.certificateAuthorityFile.map(streams.absolute)
  }

  /// The flags that are given now, over those that the run was given.
  func cloud(_ given: CloudOptions) -> CloudOptions {
    var options = given
    options.region = given.region ?? cloud.region
    options.project = given.project ?? cloud.project
    options.endpoints = cloud.endpoints + given.endpoints
    options.certificateAuthorityFile =
      given.certificateAuthorityFile ?? cloud.certificateAuthorityFile
    options.timeout = given.timeout ?? cloud.timeout
    options.rates = cloud.rates + given.rates
    options.forbidsSandbox = given.forbidsSandbox || cloud.forbidsSandbox
    return options
  }

  /// The same at the profile of what is gone on with, which nobody may change.
  func cloud(
    _ given: CloudOptions, profile: String?, of what: String
  ) throws(Failure) -> CloudOptions {
    if let other = given.profile, other != profile {
      throw Failure(
        .usage,
        "\(what) is one of \(profile.map { "profile \"\($0)\"" } ?? "no profile"), not of profile \"\(other)\""
      )
    }
    var options = cloud(given)
    options.profile = profile
    return options
  }
}

extension CloudOptions {
  /// All but the profile.
  var json: JSON {
    var object = JSONObject()
    object["region"] = region.map(JSON.string)
    object["project"] = project.map(JSON.string)
    object["endpoints"] = endpoints.isEmpty ? nil : .array(endpoints.map(JSON.string))
    object["ca_file"] = certificateAuthorityFile.map(JSON.string)
    object["timeout_ms"] = timeout.map { .int(Int($0 / .milliseconds(1))) }
    object["rates"] = rates.isEmpty ? nil : .array(rates.map(JSON.string))
    object["no_sandbox"] = forbidsSandbox ? true : nil
    return .object(object)
  }

  init(json: JSON) {
    self.init()
    region = json["region"]?.string
    project = json["project"]?.string
    endpoints = json["endpoints"]?.array?.compactMap(\.string) ?? []
    certificateAuthorityFile = json["ca_file"]?.string
    timeout = json["timeout_ms"]?.int.map { .milliseconds($0) }
    rates = json["rates"]?.array?.compactMap(\.string) ?? []
    forbidsSandbox = json["no_sandbox"] == true
  }
}
