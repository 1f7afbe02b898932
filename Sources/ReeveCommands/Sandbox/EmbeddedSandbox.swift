internal import CloudSandbox
internal import HuaweiCloud

/// The simulated cloud within this process, for commands where nothing is configured.
struct EmbeddedSandbox: Sendable {
  let sandbox: Sandbox
  let configuration: CloudConfiguration

  /// Starts it on a free port of this machine; what is changed is kept between commands.
  ///
  /// - Parameters:
  ///   - streams: Where its state is.
  ///   - isInMemory: Whether it begins anew and keeps nothing.
  /// - Returns: The sandbox, answering.
  /// - Throws: A failure where it cannot listen or its state cannot be read.
  static func start(
    _ streams: Streams, isInMemory: Bool = false
  ) async throws(Failure) -> Self {
    var settings = SandboxConfiguration()
    if !isInMemory { settings.stateFile = streams.sandboxFile }
    do throws(SandboxError) {
      let sandbox = try Sandbox(settings)
      let address = try await sandbox.start()
      return Self(sandbox: sandbox, configuration: configuration(sandbox, address))
    } catch {
      throw Failure(error)
    }
  }

  private static func configuration(
    _ sandbox: Sandbox, _ address: SandboxAddress
  ) -> CloudConfiguration {
    let login = sandbox.login()
    var endpoints = Endpoints(region: login.region)
    for service in Reeve.services {
      endpoints.overrides[Service(service)] = try? Endpoint(address.endpoint(of: service))
    }
    return CloudConfiguration(
      source: "embedded sandbox", login: key(of: login), endpoints: endpoints,
      projectID: login.projectID)
  }

  /// What its client signs with.
  static func key(of login: SandboxLogin) -> Login {
    let key = AccessKey(id: login.accessKey, secret: Secret(login.secretKey))
    return .accessKey(key, domainID: login.domainID)
  }
}
