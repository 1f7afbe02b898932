internal import HuaweiCloud
internal import Runbooks

/// A value and what set it.
struct Sourced<Value> {
  let value: Value
  let source: String
}

/// What flags and `REEVE_*` set, flags first; it lies over whatever source the rest comes from.
struct Overrides {
  var profile: Sourced<String>?
  var region: Sourced<String>?
  var project: Sourced<String>?
  var certificateAuthorityFile: Sourced<String>?
  var timeout: Sourced<Duration>?
  var endpoints: [(service: Service, endpoint: Endpoint, source: String)] = []
  var rates: [(service: Service, rate: RequestRate, source: String)] = []
  var forbidsSandbox: Bool

  private static let endpointPrefix = "REEVE_ENDPOINT_"
  private static let ratePrefix = "REEVE_RATE_"

  init(_ options: CloudOptions, _ streams: Streams) throws(Failure) {
    func pick(_ flag: String?, _ name: String, _ variable: String) -> Sourced<String>? {
      if let flag { return Sourced(value: flag, source: name) }
      return streams.variable(variable).map { Sourced(value: $0, source: variable) }
    }
    profile = pick(options.profile, "--profile", "REEVE_PROFILE")
    region = pick(options.region, "--region", "REEVE_REGION")
    project = pick(options.project, "--project", "REEVE_PROJECT")
    certificateAuthorityFile = pick(
      options.certificateAuthorityFile, "--ca-file", "REEVE_CA_FILE")
    forbidsSandbox =
      options.forbidsSandbox || (streams.variable("REEVE_NO_SANDBOX") ?? "0") != "0"
    if let timeout = options.timeout {
      self.timeout = Sourced(value: timeout, source: "--timeout")
    } else if let text = streams.variable("REEVE_TIMEOUT") {
      timeout = Sourced(
        value: try Self.value("REEVE_TIMEOUT", configuration: true) { () throws(ValueProblem) in
          try Duration(written: text)
        }, source: "REEVE_TIMEOUT")
    }
    for (name, text) in streams.environment.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
      if name.hasPrefix(Self.endpointPrefix) {
        let service = Service(String(name.dropFirst(Self.endpointPrefix.count)))
        endpoints.append((service, try Self.endpoint(text, name, .configuration), name))
      } else if name.hasPrefix(Self.ratePrefix) {
        let service = Service(String(name.dropFirst(Self.ratePrefix.count)))
        let rate = try Self.value(name, configuration: true) { () throws(ValueProblem) in
          try RequestRate(written: text)
        }
        rates.append((service, rate, name))
      }
    }
    try addFlags(options)
  }

  private mutating func addFlags(_ options: CloudOptions) throws(Failure) {
    for text in options.endpoints {
      let setting = try Self.value("--endpoint") { () throws(ValueProblem) in
        try ServiceSetting(written: text)
      }
      endpoints.removeAll { $0.service == setting.service }
      endpoints.append(
        (setting.service, try Self.endpoint(setting.value, "--endpoint", .usage), "--endpoint"))
    }
    for text in options.rates {
      let setting = try Self.value("--rate") { () throws(ValueProblem) in
        try ServiceSetting(written: text)
      }
      let rate = try Self.value("--rate \(setting.service.name)") { () throws(ValueProblem) in
        try RequestRate(written: setting.value)
      }
      rates.removeAll { $0.service == setting.service }
      rates.append((setting.service, rate, "--rate"))
    }
  }

  private static func endpoint(
    _ text: String, _ name: String, _ code: ExitCode
  ) throws(Failure) -> Endpoint {
    do throws(ConfigurationError) {
      return try Endpoint(text)
    } catch {
      throw Failure(code, "\(name): \(error.message)")
    }
  }

  /// Reads a value, or says what is wrong with it under the name of what set it.
  static func value<Value>(
    _ name: String, configuration: Bool = false,
    _ read: () throws(ValueProblem) -> Value
  ) throws(Failure) -> Value {
    do throws(ValueProblem) {
      return try read()
    } catch {
      throw Failure(
        configuration ? .configuration : .usage, "\(name): got \"\(error.got)\", want \(error.want)"
      )
    }
  }

  /// What names a cloud, although no credentials need be there.
  var namesOfCloud: [String] {
    ([region, project].compactMap { $0?.source } + endpoints.map(\.source))
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
