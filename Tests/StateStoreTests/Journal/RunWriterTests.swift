import StateStore
import Testing

struct RunWriterTests {
  let scratch = JournalScratch()

  @Test func `a run comes back as it was recorded`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(
      .example, inputs: [RunInput(.script, name: "close-ssh.star", content: Array("f()".utf8))])
    writer.record(.read(0))
    writer.record(RunInput(.data, name: "agents.csv", content: Array("a\nb\n".utf8)))
    let failing = RecordedCall(
      CallIdentity(lane: "0.1", ordinal: 2), operation: "ports", arguments: #"{"host":"h"}"#,
      result: .failure(#"{"code":"HSS.0001"}"#))
    writer.record(failing)
    let pack = try writer.intend(.ports(.port("a", ordinal: 1), .port("b", ordinal: 3)))
    scratch.advance(milliseconds: 2000)
    try writer.settle(pack, PackOutcome(.applied, requestID: "q-1", status: 200))
    try writer.note("warning", "slow")
    try writer.end(exitCode: 0, summary: #"{"applied":2}"#)

    let recording = try scratch.journal().recording(of: writer.id)
    let details = recording.details
    #expect(details.summary.state == .finished)
    #expect(details.summary.exitCode == 0)
    #expect(details.summary.summary == #"{"applied":2}"#)
    #expect(details.summary.start?.run == .example)
    #expect(details.inputs.map(\.name) == ["close-ssh.star", "agents.csv"])
    #expect(try journal.content(of: details.inputs[1].digest) == Array("a\nb\n".utf8))
    #expect(recording.calls[CallIdentity(ordinal: 0)] == .read(0))
    #expect(recording.calls[failing.identity] == failing)
    #expect(details.packs.map(\.id) == [pack])
    #expect(
      details.packs.first?.settledUptime.map { $0 - details.packs[0].uptime } == 2_000_000_000)
    let change = try #require(recording.changes[ChangeIdentity(CallIdentity(ordinal: 3))])
    #expect(change.change == .port("b", ordinal: 3))
    #expect(change.state == .settled(PackOutcome(.applied, requestID: "q-1", status: 200)))
    #expect(
      details.events.map(\.event) == [
        .note(kind: "warning", text: "slow"), .ended(exitCode: 0, summary: #"{"applied":2}"#),
      ])
    #expect(try journal.verify(writer.id).problems.isEmpty)
  }

  @Test func `reads wait for what must be on disk`() throws {
    let writer = try scratch.journal().begin(.example)
    let reader = try scratch.journal()
    writer.record(.read(0))
    #expect(try reader.details(of: writer.id).callCount == 0)
    let pack = try writer.intend(.ports(.port("a", ordinal: 1)))
    #expect(try reader.details(of: writer.id).callCount == 1)
    writer.record(.read(2))
    try writer.settle(pack, PackOutcome(.applied))
    #expect(try reader.details(of: writer.id).callCount == 2)
    writer.record(.read(3))
    try writer.flush()
    #expect(try reader.details(of: writer.id).callCount == 3)
  }

  @Test func `a hundred thousand reads are kept in order`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    for ordinal in 0..<100_000 { writer.record(.read(ordinal, answer: "\(ordinal)")) }
    try writer.end(exitCode: 0)
    var next = 0
    try journal.forEachEntry(of: writer.id) { entry in
      guard case .call(let call) = entry.body else { return }
      #expect(call.identity.ordinal == next && call.result == .answer("\(next)"))
      next += 1
    }
    #expect(next == 100_000)
    #expect(try journal.verify(writer.id).problems.isEmpty)
  }

  @Test func `tasks that send at the same time make one chain`() async throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    try await withThrowingTaskGroup { group in
      for index in 0..<100 {
        group.addTask {
          writer.record(.read(index))
          let intent = PackIntent.ports(.port("a\(index)", ordinal: 1000 + index))
          let pack = try await writer.intend(intent)
          try await writer.settle(pack, PackOutcome(.applied, requestID: "q\(index)"))
        }
      }
      try await group.waitForAll()
    }
    try writer.end(exitCode: 0)
    let details = try journal.details(of: writer.id)
    #expect(details.callCount == 100)
    #expect(Set(details.packs.map(\.id)).count == 100)
    for pack in details.packs {
      let agent = try #require(pack.intent.changes.first).identity.call.ordinal - 1000
      #expect(pack.outcome(of: 0)?.requestID == "q\(agent)")
    }
    #expect(try journal.verify(writer.id).problems.isEmpty)
  }

  @Test func `a request is settled once, and by its own run`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    let other = try journal.begin(.example)
    let pack = try writer.intend(.ports(.port("a", ordinal: 0)))
    #expect(throws: JournalError.notOpen(pack)) { try other.settle(pack, PackOutcome(.applied)) }
    try writer.settle(pack, PackOutcome(.applied))
    #expect(throws: JournalError.notOpen(pack)) { try writer.settle(pack, PackOutcome(.refused)) }
  }

  @Test func `an ended run takes nothing more`() throws {
    let writer = try scratch.journal().begin(.example)
    try writer.end(exitCode: 3)
    #expect(throws: JournalError.ended(writer.id)) { try writer.end(exitCode: 0) }
    #expect(throws: JournalError.ended(writer.id)) {
      try writer.intend(.ports(.port("a", ordinal: 0)))
    }
  }

  @Test func `entries that somebody else wrote stop the writer`() throws {
    let writer = try scratch.journal().begin(.example)
    _ = try scratch.tamper("UPDATE journal_head SET last = last + 1")
    #expect(throws: JournalError.lost(writer.id)) {
      try writer.intend(.ports(.port("a", ordinal: 0)))
    }
  }

  @Test func `secrets never enter`() throws {
    let secret = "hunter2"
    let journal = try scratch.journal { text in
      text.split(separator: "hunter2", omittingEmptySubsequences: false).joined(
        separator: "‹redacted›")
    }
    var run = NewRun.example
    run.arguments = #"{"password":"hunter2"}"#
    run.settings = #""hunter2""#
    let writer = try journal.begin(
      run, inputs: [RunInput(.script, name: "s", content: Array("login('hunter2')".utf8))])
    writer.record(
      RecordedCall(
        CallIdentity(ordinal: 0), operation: "cloud.call", arguments: #"{"key":"hunter2"}"#,
        result: .answer(#"{"key":"hunter2"}"#)))
    writer.record(
      RecordedCall(
        CallIdentity(ordinal: 1), operation: "cloud.call", arguments: "{}",
        result: .failure("hunter2")))
    writer.record(RunInput(.environment, name: "KEY", content: Array(secret.utf8)))
    let pack = try writer.intend(
      .ports(.port(secret, ordinal: 2, after: #""hunter2""#)))
    try writer.settle(
      pack, PackOutcome(.refused, code: secret, message: secret, facts: secret),
      changes: [0: PackOutcome(.refused, message: secret)])
    try writer.note("note", secret)
    try writer.end(exitCode: 0, summary: #""hunter2""#)
    var lines: [String] = []
    try journal.export(writer.id) { lines.append($0) }
    #expect(lines.count == 9)
    #expect(!lines.contains { $0.contains(secret) })
    let recording = try journal.recording(of: writer.id)
    #expect(recording.calls[CallIdentity(ordinal: 0)]?.result == .withheld)
    #expect(
      recording.calls[CallIdentity(ordinal: 0)]?.arguments
        == journal.redacted(#"{"key":"hunter2"}"#))
    #expect(recording.details.inputs.allSatisfy { !$0.isKept })
    for input in recording.details.inputs {
      #expect(try journal.content(of: input.digest) == nil)
    }
    #expect(try journal.verify(writer.id).problems.isEmpty)
    // What was asked for with a secret is found all the same.
    #expect(
      try journal.targets().laterIntents(of: #"["0","hunter2",22,"TCP"]"#, after: pack).isEmpty)
  }
}
