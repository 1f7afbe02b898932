extension RunWriter {
  /// Notes something that the timeline is to show; it goes to disk at once.
  package func note(_ kind: String, _ text: String) throws(JournalError) {
    try add(.note(kind: kind, text: text))
  }

  /// Ends the run and lets go of it; the writer takes nothing more then.
  ///
  /// - Parameters:
  ///   - exitCode: That of the command.
  ///   - summary: JSON.
  /// - Throws: ``JournalError``; the run is still this writer's then, and open.
  package func end(exitCode: Int, summary: String = "{}") throws(JournalError) {
    let event = RunEvent.ended(exitCode: exitCode, summary: summary)
    let entry = entry(.event, event.values(journal.redact))
    _ = try wait { submit([entry], isEnd: true, $0) }.get()
    release()
  }

  func add(_ event: RunEvent) throws(JournalError) {
    let entry = entry(.event, event.values(journal.redact))
    _ = try wait { submit([entry], $0) }.get()
  }
}
