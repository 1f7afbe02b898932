internal import Glibc
internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

/// What belongs to one cloud at the console; `:profile` takes another one.
struct Desk {
  let workplace: Workplace
  let session: Session
  let events: ConsoleEvents
  let assistant: Assistant
  let history: SessionHistory
  let reader: any LineReading

  var environment: CloudEnvironment { workplace.environment }

  init(
    _ workplace: Workplace, _ options: InteractiveOptions, _ streams: Streams,
    _ reporter: Reporter
  ) {
    self.workplace = workplace
    var settings = workplace.settings
    settings.arguments = ScriptArguments(options.arguments)
    settings.scriptFolder = streams.currentDirectory
    settings.workingFolder = streams.currentDirectory
    settings.deadline = options.session.deadline
    settings.keepsVariables = options.isPostMortem
    // A person can try again by hand.
    settings.retries.total = .seconds(20)
    let execution = Execution(
      workplace: workplace,
      script: ScriptSettings("-", options.arguments, options.session, options.cloud, streams),
      streams: streams,
      options: options.session, reporter: reporter)
    settings.recording = execution.recordingOfLines()
    let confirmation = ConsoleConfirmation(
      workplace.environment, options.session, streams, reporter)
    settings.confirm = { confirmation.agrees(to: $0) }
    events = ConsoleEvents(reporter)
    session = Session(cloud: workplace.cloud, settings: settings, events: events)
    session.mode = options.mode
    let inventory = Inventory(cloud: workplace.cloud, settings: settings) {
      [secrets = workplace.secrets] in secrets.hidden(in: $0)
    }
    events.connect(inventory)
    assistant = Assistant(
      values: session, dialect: settings.dialect, inventory: inventory,
      folder: streams.currentDirectory,
      profiles: ProfileNames.all(streams))
    history = SessionHistory(
      workplace.store, profile: workplace.environment.name, dialect: settings.dialect)
    reader = Self.reader(
      streams, assistant, history: history.load(), usesColour: reporter.style.usesColour)
  }

  private static func reader(
    _ streams: Streams, _ assistant: Assistant, history: [String], usesColour: Bool
  ) -> any LineReading {
    LineEditor.useUTF8()
    guard PlainLineReader.canEdit(input: streams.input, output: STDERR_FILENO),
      let editor = try? LineEditor(
        input: streams.input, output: STDERR_FILENO, history: history, delegate: assistant,
        options: .init(colours: usesColour, fileSuffix: ".star"))
    else { return PlainPrompt(streams, assistant) }
    return editor
  }
}
