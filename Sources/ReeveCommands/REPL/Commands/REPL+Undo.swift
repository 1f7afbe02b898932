internal import Runbooks
internal import StateStore

// `:undo`: what the last line changed is taken back.
extension REPL {
  func undo() -> ExitCode {
    guard let journal = desk.workplace.journal else {
      return refuse("there is no journal here, so nothing can be taken back")
    }
    guard let run = runs.last else {
      return refuse(
        "no line of this session has changed anything",
        "`reeve undo RUN` takes back what others did; :runs lists them.")
    }
    do throws(Failure) {
      let code = try undo(run, journal)
      if code == .done { runs.removeLast() }
      return code
    } catch {
      streams.errors.write(error.lines)
      return error.code
    }
  }

  private func undo(_ run: RunID, _ journal: Journal) throws(Failure) -> ExitCode {
    guard session.mode == .live else {
      throw Failure(
        .failed, ":undo sends changes, and the session is \(Self.name(of: session.mode))")
    }
    let details: RunDetails
    do throws(JournalError) {
      details = try journal.details(of: run)
    } catch {
      throw Failure(error)
    }
    var undo = UndoOptions(run.text)
    undo.session = options.session
    let unknown = try Inverses(details: details, journal: journal, assumesBefore: false)
      .all(only: nil).count { $0.obstacle == .unknownBefore }
    if unknown > 0 {
      let asking = Confirmation(options.session, streams)
      let question =
        "what was before \(counted(unknown, "change")) is not known; "
        + "type yes to set the opposite of what the line set: "
      guard options.session.isConfirmed || asking.canAsk && asking.answer(question) == "yes" else {
        throw Failure(.unconfirmed, "not confirmed; nothing was changed")
      }
      undo.assumesBefore = true
    }
    let execution = Execution(
      workplace: desk.workplace,
      script: ScriptSettings("-", [], options.session, options.cloud, streams), streams: streams,
      options: options.session, reporter: reporter)
    let confirmation = ConsoleConfirmation(desk.environment, options.session, streams, reporter)
    let echo = TerminalEcho.off(streams.input)
    defer { echo?.restore() }
    let result = Blocking().wait { [undo] () async -> Result<ExitCode, Failure> in
      do throws(Failure) {
        return .success(
          try await execution.undo(details, undo) { confirmation.agrees(to: $0) })
      } catch {
        return .failure(error)
      }
    }
    return try (result ?? .success(.interrupted)).get()
  }
}
