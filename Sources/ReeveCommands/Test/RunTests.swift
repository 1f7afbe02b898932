// What `reeve test` does: each file in a session of its own, on a simulated cloud that keeps nothing.

internal import Glibc
internal import CloudSandbox
internal import HuaweiCloud
internal import HuaweiCloudHTTP
internal import Runbooks
internal import Starlark
internal import StarlarkSyntax
internal import Synchronization

extension Reeve {
  static func test(_ options: TestOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    var (passed, failed) = (0, 0)
    var coverage = Coverage()
    let style = TextStyle(.automatic, streams.output, streams)
    for file in options.files {
      let source = try ScriptSource.read(file, streams)
      let events = TestEvents()
      let run = try await run(source, file, options, events, streams)
      if let profile = run.profile { coverage.add(profile) }
      for problem in problems(of: run.file, style) {
        streams.output.writeLine("\(file): FAILED")
        streams.output.writeLine(problem)
        failed += 1
      }
      for test in run.tests {
        let problems = problems(of: test.outcome, style)
        streams.output.writeLine("\(file): \(test.name): \(problems.isEmpty ? "ok" : "FAILED")")
        if !problems.isEmpty { streams.output.write(events.printed(by: test.name)) }
        for problem in problems { streams.output.writeLine(problem) }
        if problems.isEmpty { passed += 1 } else { failed += 1 }
      }
      streams.output.flush()
      if let signal = streams.interruption.signal { return .signal(signal) }
    }
    if options.showsCoverage {
      for line in coverage.lines { streams.output.writeLine(line) }
    }
    if let path = options.coverageFile {
      try OutputFile.write(coverage.tracefile(streams), to: path, streams)
    }
    streams.output.flush()
    streams.errors.writeLine("\(passed) passed, \(failed) failed")
    return failed > 0 ? .failed : .done
  }

  private static func run(
    _ source: SourceText, _ file: String, _ options: TestOptions, _ events: TestEvents,
    _ streams: Streams
  ) async throws(Failure) -> TestRun {
    let sandbox = try EmbeddedSandbox.open(streams, isInMemory: true)
    let transport: HTTPTransport
    do throws(ConfigurationError) {
      transport = try HTTPTransport(HTTPTransport.Configuration())
    } catch {
      throw Failure(error)
    }
    var settings = SessionSettings()
    settings.rates = [:]
    settings.isTest = true
    settings.secrets = InventedSecrets()
    settings.recordsLines = options.showsCoverage || options.coverageFile != nil
    settings.scriptFolder = ScriptSource.folder(of: file, streams)
    settings.workingFolder = streams.currentDirectory
    let client = CloudClient(
      sandbox.configuration, transport: sandbox.serving(transport),
      userAgent: "reeve/\(Reeve.version)")
    let session = Session(
      cloud: CloudAccess(client: client), settings: settings, events: events)
    streams.interruption.handle { signal, count in
      guard count <= 2 else { _exit(128 + signal) }
      session.cancel()
    }
    let run = await session.test(source, only: options.filter) { events.begin($0) }
    streams.interruption.handle(nil)
    await sandbox.sandbox.stop()
    return run
  }

  /// Why a test failed; none where it passed.
  private static func problems(of outcome: RunOutcome, _ style: TextStyle) -> [String] {
    var problems = outcome.diagnostics.map { Reports.text($0, style) }
    let errors = [outcome.error].compactMap { $0 } + outcome.deferredErrors
    problems += errors.map { Reports.text($0, style) }
    if let stop = outcome.stop, outcome.error == nil { problems.append("stopped: \(stop)") }
    for record in outcome.records {
      guard case .failed(let failure) = record.outcome, !record.wasRead else { continue }
      problems.append("\(record.kind.rawValue): \(record.target): \(failure.message)")
    }
    return problems
  }
}

/// A value for every name, so that tests run where no secret is, and touch none where some are.
private struct InventedSecrets: SecretSource {
  func secret(_ name: String) throws(SecretProblem) -> Secret { Secret("invented secret \(name)") }

  func fingerprint(of secret: Secret, named name: String) throws(SecretProblem) -> String { name }
}

/// Keeps what tests print, to show it where one fails.
private final class TestEvents: SessionEvents {
  private struct State {
    var test = ""
    var printed: [String: [UInt8]] = [:]
  }

  private let state = Mutex(State())

  func begin(_ test: String) {
    state.withLock { $0.test = test }
  }

  func printed(by test: String) -> [UInt8] { state.withLock { $0.printed[test] ?? [] } }

  func printed(_ bytes: [UInt8]) {
    state.withLock { $0.printed[$0.test, default: []] += bytes }
  }

  func warned(_ warning: Diagnostic) {
    printed(Array((warning.message + "\n").utf8))
  }

  func progressed(_ progress: RunProgress) {}
  var followsChanges: Bool { false }
}
