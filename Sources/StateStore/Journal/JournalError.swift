/// Why the journal did not do what it was asked to.
package enum JournalError: Error, Sendable, Hashable {
  /// The database failed. Nothing of what was asked for is recorded.
  case store(StateStoreError)
  /// Another process works on the run.
  case alive(RunID, RunProcess)
  /// No run has this id.
  case unknownRun(String)
  /// Several runs have this end of their id.
  case ambiguousRun(String, [RunID])
  /// Only the head of the run's chain is kept.
  case pruned(RunID)
  /// Its entries are not what was written: the first problem, and how many there are.
  case edited(RunID, JournalProblem, count: Int)
  /// The plan was applied before.
  case planUsed(by: RunID)
  /// The writer's run has ended.
  case ended(RunID)
  /// The run has entries that its writer did not make.
  case lost(RunID)
  /// The request has its outcome already, or is another run's.
  case notOpen(PackID)
}

extension JournalError: CustomStringConvertible {
  package var description: String {
    if case .store(let error) = self { return error.description }
    return "\(what)\n  \(advice)"
  }

  package var what: String {
    switch self {
    case .store(let error): "state database \(error.path): \(error.what)"
    case .alive(let run, let process):
      "run \(run) is under way in process \(process.number) of \(process.host)"
    case .unknownRun(let text): "there is no run \(text)"
    case .ambiguousRun(let text, let runs):
      "\(text) may be \(runs.map(\.text).joined(separator: " or "))"
    case .pruned(let run): "the entries of run \(run) have been removed"
    case .edited(let run, let problem, let count):
      "the journal of run \(run) was edited: \(problem)\(count > 1 ? ", and \(count - 1) more" : "")"
    case .planUsed(let run): "the plan was applied already, by run \(run)"
    case .ended(let run): "run \(run) has ended"
    case .lost(let run): "run \(run) has entries that this process did not write"
    case .notOpen(let pack): "request \(pack.number) is not open"
    }
  }

  /// What lets the journal be written again, for those who know how to go on then.
  package var relief: String { if case .store(let error) = self { error.relief } else { advice } }

  package var advice: String {
    switch self {
    case .store(let error): error.advice
    case .alive: "Wait for that process to end, or end it, then try again."
    case .unknownRun, .ambiguousRun: "`reeve runs` lists the runs."
    case .pruned: "What is left of it is when it ran and the end of its chain."
    case .edited(let run, _, _):
      "Nothing was sent. `reeve runs verify \(run)` tells all; compare it with an export or a backup from before."
    case .planUsed(let run):
      "Make a new plan. Where that run was cut off, `reeve resume \(run)` goes on with it."
    case .lost: "Nothing more is sent. `reeve runs verify` looks for what was changed."
    case .ended, .notOpen: "This is a mistake in Reeve: please report it."
    }
  }
}
