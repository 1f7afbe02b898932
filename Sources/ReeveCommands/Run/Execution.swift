internal import Glibc
internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

/// What a script runs with, whether it begins, goes on, or follows a plan: all that the journal keeps to run it again.
struct ScriptSettings: Sendable, Hashable {
  /// The script's path, or `-`.
  var file: String
  var folder: String
  var workingFolder: String
  var arguments: [String]
  var maxFailures: Int?
  var maxSteps: Int?
  var maxMemory: Int?
  var maxValue: Int?
  var maxOutput: Int?
  var maxFrames: Int?
  var deadline: Duration?
  var languageOptions: [String]?
  var enterpriseProject: String?
  /// Where the services answer, by name.
  var endpoints: [String: String] = [:]
  /// What flags said about the cloud, the profile aside.
  var cloud = CloudOptions()
}

extension ScriptSettings {
  init(
    _ file: String, _ arguments: [String], _ options: SessionOptions, _ cloud: CloudOptions,
    _ streams: Streams
  ) {
    self.file = file == "-" ? file : streams.absolute(file)
    folder = ScriptSource.folder(of: file, streams)
    workingFolder = streams.currentDirectory
    self.arguments = arguments
    maxFailures = options.maxFailures
    maxSteps = options.maxSteps
    maxMemory = options.maxMemory
    maxValue = options.maxValue
    maxOutput = options.maxOutput
    maxFrames = options.maxFrames
    deadline = options.deadline
    languageOptions = options.languageOptions
    note(cloud, streams)
  }

  /// Takes over what the place of work decides.
  mutating func note(_ workplace: Workplace) {
    enterpriseProject = workplace.settings.enterpriseProject?.id
    guard workplace.environment.name != CloudEnvironment.sandboxName else { return }
    for service in Reeve.services {
      guard let endpoint = try? workplace.endpoints.endpoint(of: Service(service)) else { continue }
      endpoints[service] = endpoint.description
    }
  }

  /// The options that are given now, over those that the run was given; its language stays.
  func options(_ given: SessionOptions) -> SessionOptions {
    var options = given
    options.maxFailures = given.maxFailures ?? maxFailures
    options.maxSteps = given.maxSteps ?? maxSteps
    options.maxMemory = given.maxMemory ?? maxMemory
    options.maxValue = given.maxValue ?? maxValue
    options.maxOutput = given.maxOutput ?? maxOutput
    options.maxFrames = given.maxFrames ?? maxFrames
    options.deadline = given.deadline ?? deadline
    options.languageOptions = languageOptions
    return options
  }

  var json: JSON {
    var object: JSONObject = [
      "file": .string(file), "folder": .string(folder), "working_folder": .string(workingFolder),
      "words": .array(arguments.map(JSON.string)),
    ]
    let numbers: [(String, Int?)] = [
      ("max_failures", maxFailures), ("max_steps", maxSteps), ("max_memory", maxMemory),
      ("max_value", maxValue), ("max_output", maxOutput), ("max_frames", maxFrames),
      ("deadline_ms", deadline.map { Int($0 / .milliseconds(1)) }),
    ]
    for (name, number) in numbers { object[name] = number.map(JSON.int) }
    object["options"] = languageOptions.map { .array($0.map(JSON.string)) }
    object["enterprise_project"] = enterpriseProject.map(JSON.string)
    var places = JSONObject()
    for (service, endpoint) in endpoints.sorted(by: { $0.key < $1.key }) {
      places[service] = .string(endpoint)
    }
    object["endpoints"] = .object(places)
    object["flags"] = cloud.json
    return .object(object)
  }

  /// What the journal has of a run that begins with these settings.
  func run(
    _ mode: RunMode, _ name: String, parent: RunID? = nil, profile: String?, project: String?,
    region: String?
  ) -> NewRun {
    let arguments = ScriptArguments(arguments)
    var object = JSONObject()
    for argument in arguments.named { object[argument.name] = .string(argument.value) }
    object["positional"] = .array(arguments.positional.map(JSON.string))
    return NewRun(
      mode: mode, parent: parent, script: name, arguments: JSON.object(object).description,
      settings: json.description, profile: profile, project: project, region: region,
      engine: Reeve.version)
  }

  init(json: JSON) {
    file = json["file"]?.string ?? "-"
    folder = json["folder"]?.string ?? "/"
    workingFolder = json["working_folder"]?.string ?? "/"
    arguments = json["words"]?.array?.compactMap(\.string) ?? []
    maxFailures = json["max_failures"]?.int
    maxSteps = json["max_steps"]?.int
    maxMemory = json["max_memory"]?.int
    maxValue = json["max_value"]?.int
    maxOutput = json["max_output"]?.int
    maxFrames = json["max_frames"]?.int
    // Earlier versions kept whole seconds.
    deadline =
      json["deadline_ms"]?.int.map { .milliseconds($0) }
      ?? json["deadline"]?.int.map { .seconds($0) }
    languageOptions = json["options"]?.array?.compactMap(\.string)
    enterpriseProject = json["enterprise_project"]?.string
    for (name, value) in json["endpoints"]?.object ?? JSONObject() {
      endpoints[name] = value.string
    }
    cloud = CloudOptions(json: json["flags"] ?? .null)
  }
}

/// A script that is carried out at a place of work.
struct Execution: Sendable {
  let workplace: Workplace
  let script: ScriptSettings
  let streams: Streams
  let options: SessionOptions
  let reporter: Reporter
  var profile = ProfileOptions()

  /// What a session of the script works with.
  func settings() -> SessionSettings {
    var settings = workplace.settings
    settings.arguments = ScriptArguments(script.arguments)
    settings.scriptFolder = script.folder
    settings.workingFolder = script.workingFolder
    settings.deadline = options.deadline
    return settings
  }

  /// Runs a script to its end, signals included.
  func run(
    _ source: SourceText, _ settings: SessionSettings, mode: SessionMode = .live
  ) async -> RunOutcome {
    await run(settings, mode: mode) { $0.run(source) }
  }

  /// Has a session do something, signals included.
  func run(
    _ settings: SessionSettings, mode: SessionMode = .live,
    _ work: @escaping @Sendable (Session) -> RunOutcome
  ) async -> RunOutcome {
    let session = Session(cloud: workplace.cloud, settings: settings, events: reporter)
    session.mode = mode
    streams.interruption.handle { signal, count in
      guard count <= 2 else { _exit(128 + signal) }
      session.cancel()
    }
    reporter.start()
    let outcome = await Thread.run { work(session) }
    reporter.stop()
    streams.interruption.handle(nil)
    return outcome
  }

  /// Tells what came of it, and gives the exit code.
  func tell(_ outcome: RunOutcome) -> ExitCode {
    let ending = Ending(outcome, signal: streams.interruption.signal)
    ending.tell(streams, options, reporter.style)
    return ending.code
  }

  /// Runs a script, tells what came of it, and where it spent its steps if that is wanted.
  func runProfiled(
    _ source: SourceText, _ settings: SessionSettings
  ) async throws(Failure) -> ExitCode {
    var settings = settings
    settings.recordsLines = profile.isWanted
    let outcome = await run(source, settings)
    let code = tell(outcome)
    if let measured = outcome.profile {
      try ProfileReport(profile: measured).tell(profile, streams)
    }
    return code
  }

  // MARK: The journal

  /// How the script is written down; nil where there is no state folder.
  func recording(
    _ mode: RunMode, _ source: SourceText, parent: RunID? = nil, inputs: [RunInput] = [],
    claiming plan: String? = nil
  ) -> RunRecording? {
    guard let journal = workplace.journal else { return nil }
    let run = newRun(mode, source.name, parent: parent)
    let role: RunInput.Role = script.file == "-" ? .standardInput : .script
    let texts = [input(role, source, isOwn: mode == .undo)] + inputs
    return RunRecording(journal: journal) { _ throws(JournalError) in
      try journal.begin(run, inputs: texts, claiming: plan)
    } ending: {
      ending($0)
    }
  }

  /// How a run goes on that is in the journal.
  func recording(
    of writer: RunWriter, _ journal: Journal, _ replay: Replay
  ) -> RunRecording {
    RunRecording(journal: journal, replay: replay) { _ in
      writer
    } ending: {
      ending($0)
    }
  }

  /// How the lines of a session are written down: each that changes something is a run.
  func recordingOfLines() -> RunRecording? {
    guard let journal = workplace.journal else { return nil }
    return RunRecording(journal: journal, isLazy: true) { source throws(JournalError) in
      try journal.begin(
        newRun(.repl, source.name, parent: nil),
        inputs: [input(.script, source)])
    } ending: {
      ending($0)
    }
  }

  /// The text of a run; one that takes a run back is made of what the journal has already.
  private func input(
    _ role: RunInput.Role, _ source: SourceText, isOwn: Bool = false
  ) -> RunInput {
    let text = String(decoding: source.bytes, as: UTF8.self)
    let isSuspect = !isOwn && SecretText.mayBe(in: text, dialect: workplace.settings.dialect)
    return RunInput(
      role, name: source.name, content: source.bytes, without: isSuspect ? .suspected : .known)
  }

  private func newRun(_ mode: RunMode, _ name: String, parent: RunID?) -> NewRun {
    var script = script
    script.note(workplace)
    return script.run(
      mode, name, parent: parent, profile: workplace.profile, project: workplace.cloud.project,
      region: workplace.endpoints.region)
  }

  private func ending(_ outcome: RunOutcome) -> (code: Int, summary: String) {
    Self.ending(outcome, signal: streams.interruption.signal)
  }

  /// The exit code and the summary that the journal has of the end of a run.
  static func ending(_ outcome: RunOutcome, signal: Int32?) -> (code: Int, summary: String) {
    let code = Ending(outcome, signal: signal).code
    var summary = RunJSON.summary(outcome, code: code, withDetails: false)
    if case .object(var object) = summary {
      object["event"] = nil
      object["run"] = nil
      object["resumable"] = .bool(outcome.isResumable)
      summary = .object(object)
    }
    return (Int(code.rawValue), summary.description)
  }
}
