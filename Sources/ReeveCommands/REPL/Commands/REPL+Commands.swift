internal import FoundationEssentials
internal import Glibc
internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

// What a line does that begins with a colon.
extension REPL {
  func obey(_ line: ConsoleLine) -> ExitCode {
    switch line {
    case .faulty(let message, let advice): refuse(message, advice)
    case .documentation(let name): explain(name)
    case .command(let command, let argument): obey(command, argument)
    }
  }

  private func obey(_ command: ConsoleCommand, _ argument: String) -> ExitCode {
    switch command {
    case .help: return help(argument)
    case .plan: return change(.plan, isOn: argument == "on")
    case .readOnly: return change(.readOnly, isOn: argument == "on")
    case .save: return save(argument)
    case .runs: return showRuns()
    case .undo: return undo()
    case .profile: return changeProfile(to: argument)
    case .history: return showHistory(argument)
    case .load:
      do throws(Failure) {
        return try load(argument)
      } catch {
        streams.errors.write(error.lines)
        return error.code
      }
    case .edit: return edit()
    case .time: return time(argument)
    case .watch: return watch(argument)
    case .transcript: return writeTranscript(argument)
    case .locals: return showVariables()
    case .up: return moveFrame(by: 1)
    case .down: return moveFrame(by: -1)
    case .quit:
      ending = .done
      return .done
    }
  }

  var pageWidth: Int { reporter.style.columns }

  private func help(_ name: String) -> ExitCode {
    let name = name.hasPrefix(":") ? String(name.dropFirst()) : name
    guard name.isEmpty else {
      guard let command = ConsoleCommand(rawValue: name) else {
        // Somebody who asks for a function here shall have it.
        return explain(name)
      }
      show(["\(command.usage)  \(command.summary)"])
      return .done
    }
    let width = ConsoleCommand.allCases.map(\.usage.count).max() ?? 0
    show(
      ConsoleCommand.allCases.map { "\($0.usage.padded(to: width))  \($0.summary)" } + [
        "?NAME or help(NAME) explains a name, ? alone lists all; _ is the last result.",
        "Tab completes, Ctrl-R searches, Ctrl-X Ctrl-E edits in your editor, Ctrl-_ undoes",
        "typing, Alt-Enter begins a line. A blank before a line keeps it out of the history.",
      ])
    return .done
  }

  // MARK: Files

  func runStartup() {
    guard !options.skipsStartup, let folder = streams.settingsFolder else { return }
    let path = "\(folder)/startup.star"
    guard InputFile.exists(path) else { return }
    do throws(Failure) {
      try load(path)
    } catch {
      streams.errors.write(error.lines)
    }
  }

  @discardableResult
  func load(_ file: String) throws(Failure) -> ExitCode {
    let source = try ScriptSource.read(file, streams)
    return evaluate(source, in: ScriptSource.folder(of: file, streams))
  }

  private func edit() -> ExitCode {
    guard streams.isInputTerminal else { return refuse(":edit needs a terminal") }
    let edited = ExternalEditor.edit(
      lastBlock, with: ExternalEditor.defaultCommand, suffix: ".star", terminal: streams.input)
    guard let edited else {
      return refuse(
        "\(ExternalEditor.defaultCommand) failed; nothing was run",
        "VISUAL or EDITOR names the editor.")
    }
    guard !edited.trimmingBlanks.isEmpty else {
      say("nothing to run")
      return .done
    }
    for line in edited.split(separator: "\n", omittingEmptySubsequences: false) { say("| \(line)") }
    lastBlock = edited
    if let kept = desk.history.kept(edited) {
      desk.reader.addHistory(kept)
      desk.history.finish(desk.history.begin(kept), .succeeded)
    }
    return evaluate(edited)
  }

  private func writeTranscript(_ file: String) -> ExitCode {
    if file == "off" {
      guard transcript.isWriting else { return refuse("no transcript is being written") }
      transcript.stop()
      say("the transcript ends here")
      return .done
    }
    if let problem = transcript.start(streams.absolute(file)) {
      return refuse(
        "\(file): \(problem)",
        InputFile.exists(streams.absolute(file))
          ? "A transcript never goes into a file that exists." : nil)
    }
    say("this session is written to \(file), from its start")
    return .done
  }

  // MARK: History

  private func showHistory(_ text: String) -> ExitCode {
    let entries = desk.history.entries(with: text, most: 200)
    guard !entries.isEmpty else {
      return text.isEmpty ? refuse("the history is empty") : refuse("no input holds \"\(text)\"")
    }
    show(
      entries.map { entry in
        let mark =
          switch entry.outcome {
          case .succeeded: "ok       "
          case .failed: "failed   "
          case .cancelled: "cancelled"
          case nil: "         "
          }
        let lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = Cells.line(String(lines.first ?? ""))
        let more = lines.count > 1 ? "  (+\(lines.count - 1) lines)" : ""
        return "\(Self.localTime(entry.time))  \(mark)  \(first)\(more)"
      })
    return .done
  }

  /// A time as people here write it.
  static func localTime(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = unsafe tm()
    unsafe localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
    let (hour, minute, second) = unsafe (parts.tm_hour, parts.tm_min, parts.tm_sec)
    return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)):\(two(second))"
  }

  // MARK: Time

  private func time(_ expression: String) -> ExitCode {
    let start = ContinuousClock.now
    let (outcome, ending) = perform(SourceText(name: "<time>", text: expression))
    let duration = ContinuousClock.now - start
    present(outcome)
    ending.tell(streams, options.session, reporter.style, showsPlace: false)
    let requests = outcome.run.requests.values.reduce(0, +)
    say("took \(Self.text(of: duration))\(requests > 0 ? ", \(counted(requests, "request"))" : "")")
    return ending.code
  }

  private static func text(of duration: Duration) -> String {
    let seconds =
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    if seconds < 0.001 { return "\(Int((seconds * 1e6).rounded())) µs" }
    if seconds < 1 { return "\((seconds * 1e4).rounded() / 10) ms" }
    return seconds < 60 ? "\((seconds * 100).rounded() / 100) s" : duration.shown
  }

  // MARK: Clouds

  private func changeProfile(to name: String) -> ExitCode {
    var changed = options
    changed.cloud.profile = name
    let workplace: Workplace
    do throws(Failure) {
      workplace = try Workplace.open(changed.cloud, changed.session, streams, reporter)
    } catch {
      streams.errors.write(error.lines)
      return error.code
    }
    let old = desk.workplace
    for sink in [streams.output, streams.errors] { sink.divert(nil) }
    leaveFrame()
    options = changed
    desk = Desk(workplace, options, streams, reporter)
    divert()
    _ = Blocking().wait { await old.close() }
    say("now at \(workplace.environment.name); the names of the session before are gone")
    runStartup()
    return .done
  }
}
