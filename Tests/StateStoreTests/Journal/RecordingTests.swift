import StateStore
import Testing

struct RecordingTests {
  let scratch = JournalScratch()

  private func state(_ ordinal: Int, of run: RunID) throws -> RecordedChange.State? {
    let identity = ChangeIdentity(CallIdentity(ordinal: ordinal))
    return try scratch.journal().recording(of: run).changes[identity]?.state
  }

  @Test func `what one request settles has its outcome, by whatever role`() throws {
    let writer = try scratch.journal().begin(.example)
    let pack = try writer.intend(
      .ports(
        .port("a", ordinal: 0, role: .superseded), .port("a", ordinal: 1),
        .port("a", ordinal: 2, role: .collapsed)))
    for ordinal in 0..<3 { #expect(try state(ordinal, of: writer.id) == .open(pack)) }
    try writer.settle(pack, PackOutcome(.applied))
    for ordinal in 0..<3 {
      #expect(try state(ordinal, of: writer.id) == .settled(PackOutcome(.applied)))
    }
  }

  @Test func `single changes may have outcomes of their own`() throws {
    let writer = try scratch.journal().begin(.example)
    let pack = try writer.intend(.ports(.port("a", ordinal: 0), .port("b", ordinal: 1)))
    let refusal = PackOutcome(
      .refused, requestID: "q", status: 400, code: "HSS.0001", message: "invalid", facts: "{}")
    try writer.settle(pack, PackOutcome(.applied), changes: [1: refusal])
    #expect(try state(0, of: writer.id) == .settled(PackOutcome(.applied)))
    #expect(try state(1, of: writer.id) == .settled(refusal))
  }

  @Test func `a divided request leaves its changes to its parts`() throws {
    let writer = try scratch.journal().begin(.example)
    let changes: [JournalChange] = (0..<4).map { .port("a\($0)", ordinal: $0) }
    let whole = try writer.intend(.ports(changes[0], changes[1], changes[2], changes[3]))
    try writer.settle(whole, PackOutcome(.divided, code: "HSS.0001"))
    for ordinal in 0..<4 { #expect(try state(ordinal, of: writer.id) == .pending) }

    let part = try writer.intend(.ports(changes[0]))
    #expect(try state(0, of: writer.id) == .open(part))
    try writer.settle(part, PackOutcome(.applied))
    let given = PackOutcome(.refused, facts: #"{"group":2}"#)
    try writer.settle(whole, PackOutcome(.divided), changes: [2: given])
    try writer.settle(whole, PackOutcome(.divided), changes: [3: given])
    #expect(try state(0, of: writer.id) == .settled(PackOutcome(.applied)))
    #expect(try state(1, of: writer.id) == .pending)
    #expect(try state(2, of: writer.id) == .settled(given))
    #expect(try state(3, of: writer.id) == .settled(given))
  }

  @Test(arguments: [
    // What earlier and later requests of one change came to, and what is known of it.
    ([PackOutcome.Result?.none, .applied], PackOutcome.Result?.some(.applied), true),
    ([nil, .refused], .refused, true), ([nil, .unsent], nil, true),
    ([.unsent, .applied], .applied, true), ([.unsent, .refused], .refused, false),
    ([.unknown, .applied], .applied, true), ([.applied, .refused], .applied, true),
  ])
  func `the requests of a change are taken together`(
    _ results: [PackOutcome.Result?], _ settled: PackOutcome.Result?, _ mayBeInEffect: Bool
  ) throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    for result in results {
      let pack = try writer.intend(.ports(.port("a", ordinal: 0)))
      if let result { try writer.settle(pack, PackOutcome(result)) }
    }
    let change = try #require(journal.details(of: writer.id).changes.first)
    #expect(change.packs.count == results.count)
    #expect(change.mayBeInEffect == mayBeInEffect)
    if let settled {
      #expect(change.state == .settled(PackOutcome(settled)))
    } else {
      #expect(change.state == .open(change.packs[0]))
    }
  }

  @Test func `an unsent change is still to be sent`() throws {
    let writer = try scratch.journal().begin(.example)
    let pack = try writer.intend(.ports(.port("a", ordinal: 0)))
    try writer.settle(pack, PackOutcome(.unsent))
    #expect(try state(0, of: writer.id) == .pending)
  }

  @Test func `all members of a change come back`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    let identity = ChangeIdentity(CallIdentity(lane: "3.0/1.7", ordinal: 4), item: 5)
    let full = JournalChange(
      identity, role: .collapsed, kind: "modifyWhitelistPolicy", target: #"{"policy":"é\u0000"}"#,
      before: "{}", after: "", place: .init(file: "a.star", line: 12, column: 34))
    let bare = JournalChange(
      ChangeIdentity(CallIdentity(ordinal: 0)), kind: "cloud.call", target: "")
    try writer.intend(.ports(full, bare, isIdempotent: false))
    let intent = try #require(journal.details(of: writer.id).packs.first?.intent)
    #expect(intent == .ports(full, bare, isIdempotent: false))
  }

  @Test func `a target is known by what set it last`() throws {
    let journal = try scratch.journal()
    let target = JournalChange.port("a", ordinal: 0).target
    #expect(try journal.lastSet(target: target) == nil)
    let first = try journal.begin(.example)
    let one = try first.intend(.ports(.port("a", ordinal: 0), .port("b", ordinal: 1)))
    #expect(try journal.lastSet(target: target)?.outcome == nil)
    try first.settle(one, PackOutcome(.applied))
    #expect(try journal.lastSet(target: target)?.isConfirmed == true)

    let second = try journal.begin(.example)
    let two = try second.intend(.ports(.port("a", ordinal: 0, after: #""reported""#)))
    #expect(try journal.lastSet(target: target)?.run == second.id)
    #expect(try journal.lastSet(target: target)?.change.after == #""reported""#)
    try second.settle(two, PackOutcome(.refused))
    #expect(try journal.lastSet(target: target)?.run == first.id)
    let three = try second.intend(
      .ports(.port("a", ordinal: 1, role: .superseded), .port("c", ordinal: 2)))
    #expect(try journal.lastSet(target: target)?.pack == one)
    try second.settle(three, PackOutcome(.unsent))

    #expect(try journal.targets().laterIntents(of: target, after: one).map(\.run) == [second.id])
    #expect(try journal.targets().laterIntents(of: target, after: two).isEmpty)
    let all = try journal.lastSet(
      targets: ["a", "b", "c", "d"].map { JournalChange.port($0, ordinal: 0).target })
    #expect(Set(all.keys) == Set(["a", "b"].map { JournalChange.port($0, ordinal: 0).target }))
  }

  @Test func `the outcome of a single change counts for its target`() throws {
    let journal = try scratch.journal()
    let writer = try journal.begin(.example)
    let pack = try writer.intend(.ports(.port("a", ordinal: 0), .port("b", ordinal: 1)))
    try writer.settle(pack, PackOutcome(.applied), changes: [1: PackOutcome(.refused)])
    let target = { JournalChange.port($0, ordinal: 0).target }
    #expect(try journal.lastSet(target: target("a"))?.isConfirmed == true)
    #expect(try journal.lastSet(target: target("b")) == nil)
  }
}
