extension RunWriter {
  /// Notes something that the timeline is to show; it goes to disk at once.
  package func note(_ kind: String, _ text: String) throws(JournalError) {
    try add(.note(kind: kind, text: text))
  }

  /// Takes a plan for this run alone, over all processes and for good.
  ///
  /// - Parameter plan: A digest of the plan.
  /// - Throws: ``JournalError/planUsed(by:)`` when another run has it.
  package func claim(plan: String) throws(JournalError) {
    let (time, _) = moment
    let owner = try journal.access { () throws(StateStoreError) in
      try journal.store.write { connection throws(StateStoreError) in
        try connection.execute(
          "INSERT OR IGNORE INTO journal_plan (plan, id, time) VALUES (?, ?, ?)",
          .text(plan), .text(id.text), .integer(time))
        return try connection.rows(
          "SELECT id FROM journal_plan WHERE plan = ?", [.text(plan)]
        ) { RunID($0.text(0)) }.first
      }
    }
    if let owner, owner != id { throw .planUsed(by: owner) }
    try add(.claimed(plan: plan))
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
