package import StarlarkSyntax
package import StateStore

/// How what a session does is written down.
package struct RunRecording: Sendable {
  package var journal: Journal
  /// Begins the run of a text; it is on disk when this returns.
  package var begin: @Sendable (SourceText) throws(JournalError) -> RunWriter
  /// Whether a run begins only with its first change: each line of a REPL is a run, and most change nothing.
  package var isLazy: Bool
  /// What the journal has of the run already, where it goes on.
  package var replay: Replay?
  /// The exit code and the summary that a run ends with.
  package var ending: @Sendable (RunOutcome) -> (code: Int, summary: String)

  package init(
    journal: Journal, isLazy: Bool = false, replay: Replay? = nil,
    begin: @escaping @Sendable (SourceText) throws(JournalError) -> RunWriter,
    ending: @escaping @Sendable (RunOutcome) -> (code: Int, summary: String)
  ) {
    self.journal = journal
    self.isLazy = isLazy
    self.replay = replay
    self.begin = begin
    self.ending = ending
  }
}

/// What a run did so far, and what was decided about what is not known.
package struct Replay: Sendable {
  package var recording: Recording
  /// Requests of unknown outcome whose changes are not sent again: they count as failed.
  package var givenUp: Set<PackID>

  package init(_ recording: Recording, givenUp: Set<PackID> = []) {
    self.recording = recording
    self.givenUp = givenUp
  }
}
