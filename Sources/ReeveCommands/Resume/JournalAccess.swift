internal import HuaweiCloud
internal import StateStore

/// The journal of this user, before any cloud is known.
struct JournalAccess {
  let journal: Journal

  init(_ streams: Streams) throws(Failure) {
    guard let folder = streams.stateFolder else {
      throw Failure(
        .configuration, "neither XDG_STATE_HOME nor HOME is set, so there is no journal",
        advice: "Set XDG_STATE_HOME to the folder that the run had.")
    }
    do throws(StateStoreError) {
      journal = Workplace.journal(try StateStore(folder: folder))
    } catch {
      throw Failure(error)
    }
  }

  /// The run that a command means; nil means the newest of some modes.
  func run(_ text: String?, among modes: Set<RunMode>) throws(Failure) -> RunID {
    do throws(JournalError) {
      if let text { return try journal.resolve(text) }
      var filter = RunFilter()
      while true {
        let runs = try journal.runs(filter)
        if let found = runs.first(where: { $0.start.map { modes.contains($0.run.mode) } ?? false })
        {
          return found.id
        }
        guard let last = runs.last else { throw JournalError.unknownRun("yet") }
        filter.after = last.id
      }
    } catch {
      throw Failure(error)
    }
  }

  func details(of run: RunID) throws(Failure) -> RunDetails {
    do throws(JournalError) {
      return try journal.details(of: run)
    } catch {
      throw Failure(error)
    }
  }
}
