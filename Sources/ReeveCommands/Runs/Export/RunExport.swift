internal import StateStore

extension Reeve {
  static func exportRuns(
    _ options: ExportRunsOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let journal = try JournalAccess(streams).journal
    let ids = try RunJournal.ask { () throws(JournalError) in
      // In the order in which they began, so that an export that is added to stays in order.
      try RunJournal.named(options.runs, in: journal, withPruned: false).reversed()
    }
    let socket = try options.socket.map { path throws(Failure) in
      try SyslogSocket(path, streams.interruption)
    }
    let progress = WorkProgress("exporting", streams, .human)
    defer { progress.end() }
    var sent = 0
    for (index, id) in ids.enumerated() {
      progress.show(index, of: ids.count, "run")
      switch options.format {
      case .jsonl:
        try RunJournal.ask { () throws(JournalError) in
          try journal.export(id) { streams.output.writeLine($0) }
        }
      case .syslog:
        var failure: Failure?
        var lines = SyslogLines(id)
        try RunJournal.ask { () throws(JournalError) in
          try journal.forEachEntry(of: id) { entry throws(JournalError) in
            for line in lines.lines(for: entry) where failure == nil {
              guard let socket else {
                streams.output.writeLine(line)
                continue
              }
              do throws(Failure) {
                try socket.send(line)
                sent += 1
              } catch {
                failure = error
              }
            }
          }
        }
        if let failure { throw failure.after(sent) }
      }
      // Nobody reads any more.
      guard streams.output.failure == nil else { break }
    }
    if socket != nil {
      streams.errors.writeLine(
        "\(counted(sent, "line")) of \(counted(ids.count, "run")) sent to the system log")
    }
    return .done
  }
}

extension Failure {
  /// The failure, with how much was done before it.
  fileprivate func after(_ sent: Int) -> Failure {
    Failure(
      code, message,
      advice: "\(counted(sent, "line")) had been sent; the same command sends them again.")
  }
}

extension RunJournal {
  /// The runs that words name, the newest first; all where there are none.
  static func named(
    _ words: [String], in journal: Journal, withPruned: Bool = true
  ) throws(JournalError) -> [RunID] {
    guard words.isEmpty else {
      return try words.map { word throws(JournalError) in try journal.resolve(word) }
    }
    let kept = try journal.runs(RunFilter(limit: .max)).map(\.id)
    guard withPruned else { return kept }
    let pruned = try journal.runs(RunFilter(state: .pruned, limit: .max)).map(\.id)
    return (kept + pruned).sorted { $0.text > $1.text }
  }
}
