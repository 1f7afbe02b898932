// `reeve apply`: carries out a plan, and nothing that it does not show.

internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

extension Reeve {
  static func apply(_ options: ApplyOptions, _ streams: Streams) async throws(Failure) -> ExitCode {
    let document = try PlanDocument(reading: options.plan, streams)
    try document.checkWhole()
    try document.checkFiles()
    let session = document.script.options(options.session)
    let reporter = Reporter(streams, session)
    var script = document.script
    script.cloud = CloudOptions()
    let cloud = try script.cloud(options.cloud, profile: document.profile, of: "the plan")
    script.note(options.cloud, streams)
    let workplace = try Workplace.open(cloud, session, streams, reporter)
    let execution = Execution(
      workplace: workplace, script: script, streams: streams, options: session,
      reporter: reporter)
    do throws(Failure) {
      try execution.checkPlace(
        project: document.project, region: document.region, of: "the plan")
      try Confirmation(session, streams).ask(
        toRun: options.plan, in: workplace.environment)
      let code = try await execution.apply(document)
      await workplace.close()
      return code
    } catch {
      await workplace.close()
      throw error
    }
  }
}

extension Execution {
  /// Carries out a plan as a run of its own.
  func apply(_ document: PlanDocument) async throws(Failure) -> ExitCode {
    if let journal = workplace.journal, !document.digest.isEmpty {
      do throws(JournalError) {
        if let run = try journal.owner(ofPlan: document.digest) {
          throw JournalError.planUsed(by: run)
        }
      } catch {
        throw Failure(error)
      }
    }
    let source = SourceText(name: document.scriptName, bytes: document.text)
    var settings = settings()
    settings.enterpriseProject = script.enterpriseProject.map { EnterpriseProject($0) }
    settings.plan = document.plan
    let bytes = document.encoded(hiding: workplace.secrets.known.redactor)
    settings.recording = recording(
      .apply, source, inputs: [RunInput(.plan, name: "plan", content: bytes)],
      claiming: document.digest.isEmpty ? nil : document.digest)
    let differences = await Preconditions(workplace.cloud, settings).differences(document.plan)
    guard differences.isEmpty else {
      let shown = differences.prefix(10)
      let rest = differences.count - shown.count
      throw Failure(
        .planIsStale, "the plan is stale; nothing was changed",
        advice: (shown + (rest > 0 ? ["… and \(rest) more"] : []) + ["Make a new plan."])
          .joined(separator: "\n  "))
    }
    return try await runProfiled(source, settings)
  }

  /// Refuses to go on elsewhere.
  func checkPlace(
    project: String?, region: String?, of what: String
  ) throws(Failure) {
    let facts = [
      ("project", workplace.cloud.project, project), ("region", workplace.endpoints.region, region),
    ]
    for (name, now, then) in facts where now != then {
      throw Failure(
        .configuration,
        "\(what) is of \(name) \(then ?? "none"), and this is \(now ?? "none")",
        advice: "Give the same profile, credentials and flags as then.")
    }
    var current = script
    current.endpoints = [:]
    current.note(workplace)
    for (service, endpoint) in script.endpoints.sorted(by: { $0.key < $1.key })
    where current.endpoints[service] != endpoint {
      throw Failure(
        .configuration,
        "\(what) reaches \(service) at \(endpoint), and this would be \(current.endpoints[service] ?? "elsewhere")",
        advice: "Give the same profile, credentials and flags as then.")
    }
  }
}

extension PlanDocument {
  /// Refuses a plan that ends before its script does.
  func checkWhole() throws(Failure) {
    guard let reason = plan.incomplete else { return }
    throw Failure(
      .planIsStale, "the plan is incomplete: \(reason)",
      advice: "`reeve run` carries the runbook out without a plan.")
  }

  /// Refuses where the script, or a file that it read, is another now.
  func checkFiles() throws(Failure) {
    try check(script.file, String(decoding: text, as: UTF8.self))
    for (path, text) in plan.modules.merging(plan.files, uniquingKeysWith: { $1 })
      .sorted(by: { $0.key < $1.key })
    {
      try check(path, text)
    }
  }

  private func check(_ path: String, _ text: String) throws(Failure) {
    guard path != "-", InputFile.isRegular(path) else { return }
    let now = String(
      decoding: try InputFile.read(path, limit: 1 << 30), as: UTF8.self)
    guard now != text else { return }
    throw Failure(
      .planIsStale, "\(path) is not what the plan was made from; nothing was changed",
      advice: (TextDifference(from: text, to: now).lines + ["Make a new plan."])
        .joined(separator: "\n  "))
  }
}
