internal import CloudSandbox
internal import HuaweiCloud

/// The simulated cloud within this process, for commands where nothing is configured.
///
/// It has an address from the start, and serves from the first request on: what asks the cloud for nothing starts no server.
struct EmbeddedSandbox: Sendable {
  let sandbox: Sandbox
  let configuration: CloudConfiguration

  /// Opens it on a free port of this machine; what is changed is kept between commands.
  ///
  /// - Parameters:
  ///   - streams: Where its state is.
  ///   - isInMemory: Whether it begins anew and keeps nothing.
  /// - Returns: The sandbox, which answers as soon as it is asked through ``serving(_:)``.
  /// - Throws: A failure where it cannot listen or its state cannot be read.
  static func open(_ streams: Streams, isInMemory: Bool = false) throws(Failure) -> Self {
    var settings = SandboxConfiguration()
    if !isInMemory { settings.stateFile = streams.sandboxFile }
    do throws(SandboxError) {
      let sandbox = try Sandbox(settings)
      let address = try sandbox.listen()
      return Self(sandbox: sandbox, configuration: configuration(sandbox, address))
    } catch {
      throw Failure(error)
    }
  }

  /// A transport whose first request has the sandbox serve.
  func serving(_ transport: any Transport) -> any Transport {
    ServingTransport(transport: transport, sandbox: sandbox)
  }

  private struct ServingTransport: Transport {
    let transport: any Transport
    let sandbox: Sandbox

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      sandbox.serve()
      return try await transport.send(request)
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
