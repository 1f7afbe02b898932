// `reeve runs verify`: whether the journal is what was written.

internal import ArgumentParser
internal import HuaweiCloud
internal import StateStore

package struct VerifyRunsOptions: Hashable, Sendable {
  /// All runs where none is named.
  package var runs: [String]
  package var format: SummaryFormat

  package init(runs: [String] = [], format: SummaryFormat = .human) {
    self.runs = runs
    self.format = format
  }
}

struct VerifyRunsCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that nobody has edited the journal.",
    usage: "reeve runs verify [OPTIONS] [RUN…]",
    discussion: """
      Every entry of a run holds a hash over the entry before it. Says which entry of which run differs, and \
      exits with 65 then. Without RUN, checks all runs, and that none is missing. Whoever can write the database \
      could also compute a whole chain anew: keep the hashes that `--output json` gives, or an export, where they \
      cannot.
      """)

  @Argument(help: "The runs; all where none is named.", completion: .runs)
  var runs: [String] = []

  @Option(
    name: .customLong("output"), help: ArgumentHelp("human, json or jsonl.", valueName: "form"),
    completion: .list(SummaryFormat.allCases.map(\.rawValue)), transform: Reading.choice)
  var format = SummaryFormat.human

  func invocation() -> Invocation { .verifyRuns(VerifyRunsOptions(runs: runs, format: format)) }
}

extension Reeve {
  static func verifyRuns(
    _ options: VerifyRunsOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let journal = try JournalAccess(streams).journal
    let progress = WorkProgress("checking", streams, options.format)
    let (verifications, missing) = try RunJournal.ask {
      () throws(JournalError) -> ([Verification], [JournalProblem]) in
      let ids = try RunJournal.named(options.runs, in: journal)
      var verifications: [Verification] = []
      for id in ids {
        progress.show(verifications.count, of: ids.count, "run")
        verifications.append(try journal.verify(id))
      }
      return (verifications, options.runs.isEmpty ? try journal.verifyRuns() : [])
    }
    progress.end()
    tell(verifications, missing, options.format, streams)
    let isSound = missing.isEmpty && verifications.allSatisfy(\.problems.isEmpty)
    return isSound ? .done : .badData
  }

  private static func tell(
    _ verifications: [Verification], _ missing: [JournalProblem], _ format: SummaryFormat,
    _ streams: Streams
  ) {
    let broken = verifications.filter { !$0.problems.isEmpty }
    switch format {
    case .human:
      for verification in broken {
        for problem in verification.problems {
          streams.output.writeLine("run \(verification.run): \(problem)")
        }
      }
      for problem in missing { streams.output.writeLine("\(problem)") }
      let pruned = verifications.count(where: \.isPruned)
      let entries = verifications.reduce(0) { $0 + ($1.isPruned ? 0 : $1.entryCount) }
      let checked =
        "\(counted(verifications.count, "run")) checked, \(counted(entries, "entry", "entries"))"
        + (pruned > 0 ? ", \(pruned) pruned" : "")
      guard !broken.isEmpty || !missing.isEmpty else {
        streams.output.writeLine("\(checked): the journal is as it was written")
        return
      }
      streams.output.flush()
      streams.errors.write(
        """
        error: the journal is not what was written: \(checked), \(broken.count) broken\
        \(missing.isEmpty ? "" : ", \(missing.count) missing")
          Do not resume or undo these runs. Compare them with an export or a backup from before.

        """)
    case .json:
      streams.output.writeLine(
        "\(["version": .int(RunReport.version), "sound": .bool(broken.isEmpty && missing.isEmpty), "runs": .array(verifications.map(\.json)), "problems": .array(missing.map { .string($0.description) })] as JSON)"
      )
    case .jsonl:
      for verification in verifications { streams.output.writeLine("\(verification.json)") }
      for problem in missing {
        streams.output.writeLine("\(["problems": [.string(problem.description)]] as JSON)")
      }
    }
  }
}

extension Verification {
  fileprivate var json: JSON {
    [
      "id": .string(run.text), "entries": .int(entryCount), "pruned": .bool(isPruned),
      "hash": .string(Journal.hexadecimal(hash)),
      "problems": .array(problems.map { .string($0.description) }),
    ]
  }
}
