// `reeve sandbox`: the simulated cloud on a port, until somebody ends it.

internal import CloudSandbox
internal import Glibc
internal import StarlarkSyntax

extension Reeve {
  static func sandbox(
    _ options: SandboxOptions, _ streams: Streams
  ) async throws(Failure) -> ExitCode {
    let sandbox: Sandbox
    let address: SandboxAddress
    let configuration = try options.configuration(streams)
    do throws(SandboxError) {
      sandbox = try Sandbox(configuration)
      address = try sandbox.start()
    } catch {
      throw Failure(error)
    }
    let credentials = sandbox.credentials()
    if options.printsCredentials {
      streams.output.writeLine(credentials.line(at: address))
      streams.output.flush()
    }
    streams.errors.write(
      """
      the sandbox answers at \(address.baseURL); Ctrl-C ends it
        export OS_USERNAME=\(credentials.user) OS_PASSWORD='\(credentials.password)' \
      OS_USER_DOMAIN_NAME=\(credentials.domain) OS_PROJECT_NAME=\(credentials.projectName)
        export \(Self.services.map { "REEVE_ENDPOINT_\($0.uppercased())=\(address.endpoint(of: $0))" }.joined(separator: " "))

      """)
    let signal = await firstSignal(streams.interruption)
    await sandbox.stop()
    return .signal(signal)
  }

  static let services = ["hss", "dbss", "iam", "vpc", "eps"]

  private static func firstSignal(_ interruption: Interruption) async -> Int32 {
    await withCheckedContinuation { continuation in
      interruption.handle { signal, count in
        if count == 1 { continuation.resume(returning: signal) } else { _exit(128 + signal) }
      }
    }
  }
}

extension SandboxOptions {
  /// What the sandbox is told.
  fileprivate func configuration(_ streams: Streams) throws(Failure) -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.port = port
    configuration.host = host
    configuration.inventoryFile = inventoryFile.map(streams.absolute)
    // An inventory of one's own has other ids than what the usual file speaks of.
    if let stateFile {
      configuration.stateFile = streams.absolute(stateFile)
    } else if !isInMemory, inventoryFile == nil {
      configuration.stateFile = streams.sandboxFile
    }
    if hasQuota {
      let seconds = quotaWindow.map { $0 / .seconds(1) }
      configuration.quota = seconds.map { SandboxQuota(scaledBy: 60 / $0) } ?? SandboxQuota()
    }
    configuration.checksAgents = checksAgents
    let known = SandboxConfiguration.deniableOperations
    for name in deniedOperations where !known.contains(name) {
      let near = Spelling.nearest(to: name, among: known).map { "Did you mean \"\($0)\"?" }
      throw Failure(
        .usage, "--deny: got \"\(name)\", which the sandbox does not have",
        advice: near ?? "It has \(known.joined(separator: ", ")).")
    }
    configuration.deniedOperations = Set(deniedOperations)
    configuration.latencyMilliseconds = latency
    configuration.jitterMilliseconds = jitter
    configuration.faults = try faults.map { text throws(Failure) in
      do {
        return try SandboxFault(json: JSON(parsing: text))
      } catch let error as FieldError {
        throw Failure(.usage, "--fault: \(error.message)")
      } catch let error as JSONSyntaxError {
        throw Failure(.usage, "--fault: no JSON: \(error.reason) at byte \(error.offset)")
      } catch {
        throw Failure(.usage, "--fault: \(error)")
      }
    }
    if logsRequests {
      let errors = streams.errors
      configuration.requestLog = { errors.writeLine($0) }
    }
    return configuration
  }
}

extension Streams {
  /// What is changed in the sandbox, between commands.
  var sandboxFile: String? { stateFolder.map { "\($0)/sandbox.jsonl" } }
}

extension Failure {
  init(_ error: SandboxError) {
    let code: ExitCode =
      switch error {
      case .unreadableInventory: .badData
      case .cannotListen: .tryAgain
      case .system, .corruptState, .otherSeed: .configuration
      case .alreadyStarted: .internalError
      }
    self.init(code, error.description)
  }
}
