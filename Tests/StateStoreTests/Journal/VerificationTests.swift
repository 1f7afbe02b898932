import StateStore
import Synchronization
import Testing

struct VerificationTests {
  let scratch = JournalScratch()

  // 0 start · 1, 2 input · 3 call · 4 intent · 5 outcome · 6 call · 7 ended
  private func makeRun(_ journal: Journal) throws -> RunID {
    let writer = try journal.begin(
      .example, inputs: [RunInput(.script, name: "a.star", content: Array("f()".utf8))])
    writer.record(RunInput(.module, name: "lib.star", content: Array("def f(): pass".utf8)))
    writer.record(.read(0))
    let pack = try writer.intend(.ports(.port("a", ordinal: 1), .port("b", ordinal: 2)))
    try writer.settle(pack, PackOutcome(.applied), changes: [1: PackOutcome(.refused)])
    writer.record(.read(3))
    try writer.end(exitCode: 0)
    return writer.id
  }

  static let edits: [(String, [JournalProblem])] = [
    ("UPDATE journal_start SET user = 'nobody'", [.changed(sequence: 0)]),
    ("UPDATE journal_call SET answer = '[]' WHERE sequence = 3", [.changed(sequence: 3)]),
    ("UPDATE journal_call SET answer = NULL WHERE sequence = 3", [.changed(sequence: 3)]),
    ("UPDATE journal_call SET time = time + 1 WHERE sequence = 6", [.changed(sequence: 6)]),
    ("UPDATE journal_intent SET idempotent = 0", [.changed(sequence: 4)]),
    (
      "UPDATE journal_intent SET changes = replace(changes, '\"b\"', '\"c\"')",
      [.changed(sequence: 4)]
    ),
    ("UPDATE journal_intent SET changes = NULL, count = NULL", [.changed(sequence: 4)]),
    ("UPDATE journal_intent SET count = 3", [.changed(sequence: 4)]),
    (
      """
      INSERT INTO journal_change (run, sequence, position, role, lane, ordinal, item, kind, target)
      VALUES (1, 4, 0, 'sent', '', 1, 0, 'ignorePort', '[]')
      """, [.changed(sequence: 4)]
    ),
    ("UPDATE journal_outcome SET result = 'unsent'", [.changed(sequence: 5)]),
    ("DELETE FROM journal_change_outcome", [.changed(sequence: 5)]),
    ("UPDATE journal_event SET code = 1", [.changed(sequence: 7)]),
    (
      "UPDATE journal_call SET hash = x'00' WHERE sequence = 3",
      [.changed(sequence: 3), .changed(sequence: 4)]
    ),
    ("DELETE FROM journal_call WHERE sequence = 3", [.missing(sequence: 3)]),
    (
      "DELETE FROM journal_intent", [.missing(sequence: 4)]
    ),
    (
      """
      UPDATE journal_call SET sequence = 99 WHERE sequence = 3;
      UPDATE journal_call SET sequence = 3 WHERE sequence = 6;
      UPDATE journal_call SET sequence = 6 WHERE sequence = 99
      """,
      [
        .changed(sequence: 3), .changed(sequence: 4), .changed(sequence: 6), .changed(sequence: 7),
      ]
    ),
    (
      """
      INSERT INTO journal_event (run, sequence, hash, time, uptime, kind)
      VALUES (1, 5, x'00', 0, 0, 'note')
      """, [.surplus(sequence: 5)]
    ),
    (
      """
      INSERT INTO journal_event (run, sequence, hash, time, uptime, kind)
      VALUES (1, 8, x'00', 0, 0, 'note')
      """, [.surplus(sequence: 8)]
    ),
    (
      "DELETE FROM journal_event; DELETE FROM journal_call WHERE sequence = 6",
      [.truncated(last: 5, expected: 7)]
    ),
    ("UPDATE journal_content SET bytes = x'00' WHERE id = 1", [.contentChanged(name: "a.star")]),
    ("DELETE FROM journal_content WHERE id = 2", [.contentMissing(name: "lib.star")]),
    ("UPDATE journal_head SET hash = x'00'", [.headChanged, .changed(sequence: 7)]),
    ("UPDATE journal_head SET started = started - 1", [.headChanged]),
    ("UPDATE journal_head SET touched = touched - 1", [.headChanged]),
    ("UPDATE journal_head SET plan = 'sha256:1'", [.headChanged]),
    ("UPDATE journal_head SET seal = x'00'", [.headChanged]),
    ("UPDATE journal_head SET seal = NULL", [.headChanged]),
  ]

  @Test(arguments: edits)
  func `what was edited is found`(_ sql: String, _ problems: [JournalProblem]) throws {
    let id = try makeRun(scratch.journal())
    #expect(try scratch.journal().verify(id).problems.isEmpty)
    #expect(try scratch.tamper(sql).verify(id).problems == problems)
  }

  @Test func `a run that is gone as a whole is missed`() throws {
    let journal = try scratch.journal()
    for _ in 0..<3 { _ = try makeRun(journal) }
    #expect(try journal.verifyRuns().isEmpty)
    let tampered = try scratch.tamper("DELETE FROM journal_head WHERE run IN (2, 3)")
    #expect(try tampered.verifyRuns() == [.runMissing(number: 2), .runMissing(number: 3)])
  }

  static let otherEdits: [(String, [JournalProblem])] = [
    ("DELETE FROM journal_plan", [.planChanged(plan: "sha256:1")]),
    ("UPDATE journal_plan SET id = 'r-20261121-0000'", [.planChanged(plan: "sha256:1")]),
    (
      "INSERT INTO journal_plan VALUES ('sha256:2', 'r-20261121-0000', 0)",
      [.planChanged(plan: "sha256:2")]
    ),
    (
      "INSERT INTO journal_content (digest, bytes) VALUES (x'abcd', x'00')",
      [.surplusContent(digest: "abcd")]
    ),
    ("DELETE FROM journal_place", [.indexChanged]),
    ("UPDATE journal_place SET position = position + 1", [.indexChanged]),
    ("UPDATE journal_target_end SET pack = 100", [.indexChanged]),
  ]

  @Test(arguments: otherEdits)
  func `what was edited beside runs is found`(_ sql: String, _ problems: [JournalProblem]) throws {
    let journal = try scratch.journal()
    _ = try makeRun(journal)
    try journal.begin(.example, claiming: "sha256:1").end(exitCode: 0)
    let target = JournalChange.port("a", ordinal: 0).target
    let last = try #require(try journal.lastSet(target: target))
    #expect(try journal.verifyRuns().isEmpty)
    let tampered = try scratch.tamper(sql)
    #expect(try tampered.verifyRuns() == problems)
    // The index is made anew.
    #expect(try tampered.verifyRuns() == problems.filter { $0 != .indexChanged })
    #expect(try tampered.lastSet(target: target) == last)
  }

  @Test func `a run under way verifies`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    for ordinal in 0..<600 {
      try writer.intend(.ports(.port("a", ordinal: ordinal)))
      if ordinal.isMultiple(of: 100) {
        let found = try scratch.journal().verify(writer.id)
        #expect(found.problems.isEmpty)
        #expect(found.entryCount == ordinal + 2)
      }
    }
  }

  @Test func `a clock that was put back makes no run older`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    scratch.advance(milliseconds: -3 * 86_400_000)
    try writer.end(exitCode: 0)
    scratch.advance(milliseconds: 2 * 86_400_000)
    #expect(try journal.prune(olderThan: scratch.wall.withLock { $0 }).isEmpty)
    #expect(try journal.verify(writer.id).problems.isEmpty)
    #expect(try journal.verifyRuns().isEmpty)
  }

  @Test func `pruning leaves the head of the chain`() throws {
    let journal = try scratch.journal()
    let old = try makeRun(journal)
    let alive = try journal.begin(.example)
    let before = try journal.verify(old)
    scratch.advance(milliseconds: 90 * 86_400_000)
    let kept = try makeRun(journal)
    let now = scratch.wall.withLock { $0 }
    #expect(try journal.prune(olderThan: now) == [old])
    #expect(try journal.prune(olderThan: now).isEmpty)

    let after = try journal.verify(old)
    #expect(after.isPruned && after.problems.isEmpty)
    #expect((after.hash, after.entryCount) == (before.hash, before.entryCount))
    #expect(throws: JournalError.pruned(old)) { try journal.recording(of: old) }
    #expect(throws: JournalError.pruned(old)) { _ = try journal.resume(old) }
    #expect(try journal.runs().map(\.id) == [kept, alive.id])
    #expect(try journal.runs(RunFilter(state: .pruned)).map(\.id) == [old])
    #expect(try journal.run(old).start == nil)
    #expect(try journal.verify(kept).problems.isEmpty)
    #expect(try journal.verifyRuns().isEmpty)
    let target = JournalChange.port("a", ordinal: 0).target
    #expect(try journal.lastSet(target: target)?.run == kept)

    // Numbers of requests are not used again, and what was removed does not come back unseen.
    let pack = try alive.intend(.ports(.port("a", ordinal: 0)))
    #expect(pack.number == 3)
    let tampered = try scratch.tamper(
      "INSERT INTO journal_event (run, sequence, hash, time, uptime, kind) VALUES (1, 0, x'', 0, 0, '')"
    )
    #expect(try tampered.verify(old).problems == [.surplus(sequence: 0)])
  }

  @Test func `a run that was removed by hand does not pass for a pruned one`() throws {
    let id = try makeRun(scratch.journal())
    let tables = ["start", "input", "call", "intent", "outcome", "change_outcome", "event"]
    let tampered = try scratch.tamper(
      tables.map { "DELETE FROM journal_\($0);" }.joined() + "UPDATE journal_head SET pruned = 1")
    #expect(try tampered.verify(id).problems == [.headChanged])
  }

  @Test func `a run that did not end is pruned only where that is asked for`() throws {
    let journal = try scratch.journal()
    let ended = try makeRun(journal)
    let interrupted = try { try journal.begin(.example).id }()
    let alive = try journal.begin(.example)
    scratch.advance(milliseconds: 1)
    let now = scratch.wall.withLock { $0 }
    let planned = try journal.prunable(olderThan: now)
    #expect(planned.runs == [ended])
    #expect((planned.alive, planned.interrupted) == (1, 1))
    #expect(
      try journal.prunable(olderThan: now, includingInterrupted: true).runs == [ended, interrupted])
    #expect(try journal.prunable(olderThan: now - 1).runs.isEmpty)
    #expect(try journal.prune(olderThan: now) == [ended])
    #expect(try journal.prune(olderThan: now, includingInterrupted: true) == [interrupted])
    #expect(try journal.runs().map(\.id) == [alive.id])
  }

  @Test func `pruning forgets what set a target`() throws {
    let journal = try scratch.journal()
    _ = try makeRun(journal)
    let target = JournalChange.port("a", ordinal: 0).target
    #expect(try journal.lastSet(target: target) != nil)
    scratch.advance(milliseconds: 1)
    try journal.prune(olderThan: scratch.wall.withLock { $0 })
    #expect(try journal.lastSet(target: target) == nil)
  }

  @Test func `an export has one object a line`() throws {
    let journal = try scratch.journal()
    let id = try makeRun(journal)
    var lines: [String] = []
    try journal.export(id) { lines.append($0) }
    let hash = #/,"hash":"[0-9a-f]{16}"}$/#
    let texts = lines.map { $0.replacing(hash, with: "}") }
    let head = { (sequence: Int) in
      "{\"v\":1,\"run\":\"\(id)\",\"seq\":\(sequence),\"time\":\"2026-11-21T10:00:00.000Z\","
        + "\"uptime\":1000000000000,"
    }
    let place = #""file":"close-ssh.star","line":3,"column":1}"#
    let change = { (agent: String, ordinal: Int) in
      #"{"role":"sent","lane":"","ordinal":\#(ordinal),"item":0,"kind":"ignorePort","#
        + #""target":["0","\#(agent)",22,"TCP"],"after":"ignored",\#(place)"#
    }
    #expect(texts.count == 8)
    #expect(
      texts[0].hasPrefix(
        head(0)
          + #""type":"start","mode":"run","script":"books/close-ssh.star","arguments":{"#
          + #""inventory":"agents.csv"},"settings":{},"profile":"prod","project":"p-1","#
          + #""region":"eu-west-101","engine":"1.0","user":""#))
    #expect(
      texts[3] == head(3)
        + #""type":"call","lane":"","ordinal":0,"operation":"hosts","arguments":{},"#
        + #""answer":[{"agent_id":"a"}]}"#)
    #expect(
      texts[4] == head(4)
        + #""type":"intent","pack":1,"operation":"BatchModifyPortStatus","request":"d1","#
        + #""idempotent":true,"changes":[\#(change("a", 1)),\#(change("b", 2))]}"#)
    #expect(
      texts[5] == head(5)
        + #""type":"outcome","pack":1,"result":"applied","changes":[{"change":1,"result":"refused"}]}"#
    )
    #expect(
      texts[7] == head(7) + #""type":"event","event":"ended","exit":0,"summary":{}}"#)
  }

  @Test(arguments: [
    ("{ \"a\" :\n 1.50 }", #"{"a":1.50}"#), ("not json", #""not json""#),
    ("line\nbreak\u{1}\"\\é", #""line\nbreak\u0001\"\\é""#), ("{}\u{0}x", #""{}\u0000x""#),
    ("", #""""#), ("12345678901234567890123", "12345678901234567890123"),
  ])
  func `a text that is no JSON is exported as a string`(_ text: String, _ exported: String) throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    writer.record(.read(0, answer: text))
    try writer.flush()
    var lines: [String] = []
    try journal.export(writer.id) { lines.append($0) }
    #expect(lines.last?.contains("\"answer\":\(exported),\"hash\"") == true)
    #expect(lines.allSatisfy { !$0.contains("\n") })
  }
}
