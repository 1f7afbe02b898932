/// What does not agree in the entries of a run.
package enum JournalProblem: Sendable, Hashable, CustomStringConvertible {
  /// The entry is not what was written, or the one before it is not.
  case changed(sequence: Int)
  /// The entry is gone.
  case missing(sequence: Int)
  /// There is an entry, or a part of one, that the run did not write.
  case surplus(sequence: Int)
  /// The entries end too early.
  case truncated(last: Int, expected: Int)
  /// The content of an input is not what was read.
  case contentChanged(name: String)
  case contentMissing(name: String)
  /// What is kept of a run for good is not what was written.
  case headChanged
  /// The plan that a run took is another's, or nobody's, and could be carried out again.
  case planChanged(plan: String)
  /// Content that no input names.
  case surplusContent(digest: String)
  /// The index of targets does not say what the requests say.
  case indexChanged
  /// A run was removed with its head; runs are numbered without a gap.
  case runMissing(number: Int)

  package var description: String {
    switch self {
    case .changed(let sequence): "entry \(sequence) is not what was written"
    case .missing(let sequence): "entry \(sequence) is missing"
    case .surplus(let sequence): "entry \(sequence) has something that the run did not write"
    case .truncated(let last, let expected):
      "the entries end at \(last), and the last one was \(expected)"
    case .contentChanged(let name): "the content of \(name) is not what was read"
    case .contentMissing(let name): "the content of \(name) is missing"
    case .headChanged: "what is kept of it for good is not what was written"
    case .planChanged(let plan):
      "the note that plan \(plan) was carried out is not what was written"
    case .surplusContent(let digest): "there is content that no run has read, of digest \(digest)"
    case .indexChanged: "the index of targets is not what the requests say"
    case .runMissing(let number): "the \(number). run is missing as a whole"
    }
  }
}

/// What a check of a run found.
package struct Verification: Sendable, Hashable {
  package let run: RunID
  package let problems: [JournalProblem]
  /// How many entries it has, or had before they were removed.
  package let entryCount: Int
  /// The last hash of the chain.
  package let hash: [UInt8]
  /// Whether only the head of the chain is kept, so that there is nothing to check.
  package let isPruned: Bool
}

extension Journal {
  /// Checks every entry of a run against its chain.
  package func verify(_ id: RunID) throws(JournalError) -> Verification {
    let head = try head(of: id)
    let problems = try problems(of: head)
    // It may have been pruned meanwhile.
    if !problems.isEmpty, head.pruned == nil, try self.head(of: id).pruned != nil {
      return try verify(id)
    }
    return Verification(
      run: id, problems: problems, entryCount: Int(head.end.last) + 1, hash: head.end.hash,
      isPruned: head.pruned != nil)
  }

  /// Refuses a run whose entries are not what was written.
  package func requireUnedited(_ id: RunID) throws(JournalError) {
    let problems = try verify(id).problems
    guard let first = problems.first else { return }
    throw .edited(id, first, count: problems.count)
  }

  private func problems(of head: RunHead) throws(JournalError) -> [JournalProblem] {
    var problems = try problems(ofHeadAlone: head)
    guard head.pruned == nil else {
      return try problems + surplus(of: head.number, after: -1)
    }
    var chain = Chain()
    try forEachStored(of: head) { stored throws(JournalError) in
      guard stored.sequence > chain.last else {
        problems.append(.surplus(sequence: Int(stored.sequence)))
        return
      }
      for sequence in (chain.last + 1)..<stored.sequence {
        problems.append(.missing(sequence: Int(sequence)))
      }
      let content = stored.raw.content(after: chain.hash, sequence: stored.sequence)
      // After a gap there is nothing to compare with.
      if stored.sequence == chain.last + 1, digest(content) != stored.hash {
        problems.append(.changed(sequence: Int(stored.sequence)))
      }
      chain = Chain(last: stored.sequence, hash: stored.hash)
      switch stored.raw.table {
      case .input: problems += try self.problems(ofInput: JournalEntry(stored))
      case .start where !Self.agrees(head, with: JournalEntry(stored)):
        if !problems.contains(.headChanged) { problems.append(.headChanged) }
      default: break
      }
    }
    if chain.last < head.end.last {
      problems.append(.truncated(last: Int(chain.last), expected: Int(head.end.last)))
    } else if chain.hash != head.end.hash, problems.allSatisfy({ $0 == .headChanged }) {
      problems.append(.changed(sequence: Int(chain.last)))
    }
    return problems + (try surplus(of: head.number, after: head.end.last))
  }

  private func problems(ofHeadAlone head: RunHead) throws(JournalError) -> [JournalProblem] {
    if let seal = head.seal { return seal == self.seal(of: head) ? [] : [.headChanged] }
    let sealed = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        try connection.integer("SELECT max(after) FROM journal_sealed")
      }
    }
    return head.number <= sealed ?? 0 ? [] : [.headChanged]
  }

  /// Whether a head says of the beginning of its run what its first entry says.
  private static func agrees(_ head: RunHead, with entry: JournalEntry) -> Bool {
    guard case .start(let start) = entry.body else { return true }
    return start.id == head.id && entry.time == head.started
  }

  private func problems(ofInput entry: JournalEntry) throws(JournalError) -> [JournalProblem] {
    guard case .input(let input) = entry.body, input.isKept else { return [] }
    guard let content = try content(of: input.digest) else {
      return [.contentMissing(name: input.name)]
    }
    return digest(content) == input.digest ? [] : [.contentChanged(name: input.name)]
  }

  /// Entries beyond the end, and parts whose entry is not there.
  private func surplus(of run: Int64, after last: Int64) throws(JournalError) -> [JournalProblem] {
    let found = try access { () throws(StateStoreError) in
      try store.read { connection throws(StateStoreError) in
        // The run may have gone on since its head was read.
        let now = try connection.integer(
          "SELECT last FROM journal_head WHERE run = ? AND pruned IS NULL", .integer(run))
        var found: Set<Int64> = []
        for table in JournalTable.allCases {
          found.formUnion(
            try connection.rows(
              "SELECT sequence FROM \(table.name) WHERE run = ? AND NOT sequence BETWEEN 0 AND ?",
              [.integer(run), .integer(max(last, now ?? -1))]
            ) { $0.integer(0) })
          guard let parts = table.parts else { continue }
          found.formUnion(
            try connection.rows(
              """
              SELECT DISTINCT sequence FROM \(parts.name) p WHERE run = ?1 AND NOT EXISTS (
                SELECT 1 FROM \(table.name) e WHERE e.run = ?1 AND e.sequence = p.sequence)
              """, [.integer(run)]
            ) { $0.integer(0) })
        }
        return found.sorted()
      }
    }
    return found.map { .surplus(sequence: Int($0)) }
  }
}
