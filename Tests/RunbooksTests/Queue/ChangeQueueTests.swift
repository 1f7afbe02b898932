import HuaweiCloud
import Runbooks
import Testing

struct ChangeQueueTests {
  static let ports = Set([WriteOperation.portStatus])

  static func port(
    _ agent: String, _ number: Int = 22, _ action: PortStatusChange.Action = .ignore,
    category: AssetCategory = .host, project: EnterpriseProject? = nil, host: String? = nil
  ) -> ChangeTicket {
    ChangeTicket(
      .port(
        PortChange(
          action, Port(agentID: agent, number: number, protocol: .tcp, hostID: host),
          category: category, enterpriseProject: project)))
  }

  static func taken(
    _ operation: WriteOperation, from queue: inout ChangeQueue
  ) throws -> ChangeQueue.Pack {
    let pack = queue.take(operation)
    return try #require(pack)
  }

  static func agents(_ pack: ChangeQueue.Pack?) -> [String] {
    (pack?.entries ?? []).map { entry in
      guard case .port(let change) = entry.ticket.content else { return "?" }
      return change.port.agentID
    }
  }

  @Test func `nothing leaves before it is released where somebody is asked`() {
    var queue = ChangeQueue()
    queue.sendsEarly = false
    for number in 0..<200 { queue.enqueue(Self.port("a\(number)")) }
    queue.enqueue(ChangeTicket(.securityGroup(instance: "i", group: "g")))
    queue.enqueue(ChangeTicket(.policy(PolicyEdit(id: "p"))))
    for operation in WriteOperation.allCases {
      let early = queue.take(operation)
      #expect(!queue.canTake(operation) && early == nil, "\(operation)")
      queue.release([operation])
      let late = queue.take(operation)
      #expect(late != nil, "\(operation)")
    }
  }

  @Test func `only full packs leave before a barrier`() {
    var queue = ChangeQueue()
    for number in 0..<199 { queue.enqueue(Self.port("a\(number)")) }
    #expect(!queue.canTake(.portStatus))
    queue.enqueue(Self.port("a199"))
    queue.enqueue(Self.port("a200"))
    let full = queue.take(.portStatus)
    #expect(Self.agents(full).count == 200)
    #expect(!queue.canTake(.portStatus))
    queue.release(Self.ports)
    let rest = queue.take(.portStatus)
    #expect(Self.agents(rest) == ["a200"])
    #expect(!queue.canTake(.portStatus))
  }

  @Test func `a pack that is not full takes what came after the barrier with it`() {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a"))
    queue.release(Self.ports)
    queue.enqueue(Self.port("b"))
    let pack = queue.take(.portStatus)
    #expect(Self.agents(pack) == ["a", "b"])
    queue.enqueue(Self.port("c"))
    #expect(!queue.canTake(.portStatus))
  }

  @Test func `equal changes are one, and all are settled by it`() throws {
    var queue = ChangeQueue()
    let tickets = (0..<3).map { _ in Self.port("a") }
    for ticket in tickets { queue.enqueue(ticket) }
    queue.release(Self.ports)
    let pack = try Self.taken(.portStatus, from: &queue)
    #expect(pack.entries.count == 1)
    #expect(pack.entries[0].count == 3)
    #expect(!queue.isSettled(Self.ports))
    queue.settle(pack.entries, .portStatus)
    #expect(queue.isSettled(Self.ports))
  }

  @Test func `a later change of a port takes the place of an earlier one`() throws {
    var queue = ChangeQueue()
    let first = Self.port("a", 22, .ignore)
    let second = Self.port("a", 22, .notIgnore)
    queue.enqueue(first)
    queue.enqueue(Self.port("b", 22, .ignore))
    queue.enqueue(second)
    queue.release(Self.ports)
    let ignoring = try Self.taken(.portStatus, from: &queue)
    #expect(Self.agents(ignoring) == ["b"])
    let reporting = try Self.taken(.portStatus, from: &queue)
    #expect(reporting.entries.map { $0.ticket === second } == [true])
    #expect(reporting.entries[0].superseded.map { $0 === first } == [true])
  }

  @Test func `another project of the same port is sent after the first, not in its place`() throws {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a", project: "1"))
    queue.enqueue(Self.port("a", 22, .notIgnore, project: "2"))
    queue.release(Self.ports)
    let first = try Self.taken(.portStatus, from: &queue)
    #expect(!queue.canTake(.portStatus))
    queue.settle(first.entries, .portStatus)
    queue.release(Self.ports)
    let second = try Self.taken(.portStatus, from: &queue)
    #expect(second.entries.count == 1)
  }

  @Test(arguments: [0, 1])
  func `a change that was replaced lets nothing leave that comes after the barrier`(
    others: Int
  ) throws {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a", 22, .ignore))
    queue.enqueue(Self.port("a", 22, .notIgnore))
    queue.release(Self.ports)
    let sent = try Self.taken(.portStatus, from: &queue)
    queue.settle(sent.entries, .portStatus)
    for number in 0...others { queue.enqueue(Self.port("b\(number)", 22, .ignore)) }
    #expect(!queue.canTake(.portStatus))
    queue.release(Self.ports)
    #expect(Self.agents(queue.take(.portStatus)).count == others + 1)
  }

  @Test func `a change of a port that is under way waits for its outcome`() throws {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a", 22, .ignore))
    queue.release(Self.ports)
    let first = try Self.taken(.portStatus, from: &queue)
    queue.enqueue(Self.port("a", 22, .notIgnore))
    queue.enqueue(Self.port("a", 22, .ignore))
    queue.release(Self.ports)
    #expect(!queue.canTake(.portStatus))
    queue.settle(first.entries, .portStatus)
    let second = try Self.taken(.portStatus, from: &queue)
    #expect(second.entries.count == 1)
    #expect(second.entries[0].superseded.count == 1)
  }

  @Test func `a pack waits for a change that joins it as soon as an answer comes`() throws {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a", 22, .ignore))
    queue.release(Self.ports)
    let first = try Self.taken(.portStatus, from: &queue)
    queue.enqueue(Self.port("a", 22, .notIgnore))
    queue.enqueue(Self.port("b", 22, .notIgnore))
    queue.enqueue(Self.port("c", 22, .ignore))
    queue.release(Self.ports)
    // What has nothing to wait for leaves.
    #expect(Self.agents(queue.take(.portStatus)) == ["c"])
    #expect(!queue.canTake(.portStatus))
    queue.settle(first.entries, .portStatus)
    #expect(Self.agents(queue.take(.portStatus)) == ["b", "a"])
  }

  @Test func `what is given up is waited for no more`() throws {
    var queue = ChangeQueue()
    queue.enqueue(Self.port("a", 22, .ignore))
    queue.release(Self.ports)
    let first = try Self.taken(.portStatus, from: &queue)
    queue.enqueue(Self.port("a", 22, .notIgnore))
    #expect(queue.abandon().count == 1)
    queue.enqueue(Self.port("b", 22, .notIgnore))
    queue.release(Self.ports)
    #expect(Self.agents(queue.take(.portStatus)) == ["b"])
    queue.settle(first.entries, .portStatus)
    #expect(!queue.canTake(.portStatus))
  }

  @Test func `changes of one policy go one after the other, those of two at once`() throws {
    var queue = ChangeQueue()
    func edit(_ id: String, _ days: Int) -> ChangeTicket {
      var edit = PolicyEdit(id: id)
      edit.learningDays = days
      return ChangeTicket(.policy(edit))
    }
    func days(_ pack: ChangeQueue.Pack?) -> Int? {
      guard case .policy(let edit)? = pack?.entries.first?.ticket.content else { return nil }
      return edit.learningDays
    }
    for ticket in [edit("p", 3), edit("p", 4), edit("p", 4), edit("p", 3), edit("q", 9)] {
      queue.enqueue(ticket)
    }
    let first = try Self.taken(.whitelistPolicy, from: &queue)
    #expect(days(first) == 3)
    let other = queue.take(.whitelistPolicy)
    #expect(days(other) == 9)
    #expect(!queue.canTake(.whitelistPolicy))
    queue.settle(first.entries, .whitelistPolicy)
    let second = try Self.taken(.whitelistPolicy, from: &queue)
    // Nothing but an equal neighbour collapses: 3, 4, 3 are three truths.
    #expect(days(second) == 4 && second.entries[0].count == 2)
    queue.settle(second.entries, .whitelistPolicy)
    let third = queue.take(.whitelistPolicy)
    #expect(days(third) == 3)
  }

  @Test func `what is given up is all that is not under way`() throws {
    var queue = ChangeQueue()
    let underWay = Self.port("a")
    queue.enqueue(underWay)
    queue.release(Self.ports)
    let pack = try Self.taken(.portStatus, from: &queue)
    let held = Self.port("a", 22, .notIgnore)
    let queued = Self.port("b")
    let policy = ChangeTicket(.policy(PolicyEdit(id: "p")))
    for ticket in [held, queued, policy] { queue.enqueue(ticket) }
    let given = queue.abandon().map { ObjectIdentifier($0.ticket) }
    #expect(given == [held, queued, policy].map { ObjectIdentifier($0) })
    #expect(!queue.isSettled(Self.ports))
    queue.settle(pack.entries, .portStatus)
    #expect(queue.isSettled(Set(WriteOperation.allCases)))
    #expect(queue.unsentCount == 0)
  }

  // MARK: Whatever the order

  /// Plays random changes, barriers and answers, and checks what the rules promise at every step.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the last word on a target is what the service hears last`(_ seed: UInt64) {
    var random = SplitMix(seed)
    var queue = ChangeQueue()
    var underWay: [ChangeQueue.Pack] = []
    var wanted: [PortTarget: PortChange] = [:]
    var heard: [PortTarget: PortChange] = [:]
    var entered = 0
    var settled = 0
    func settle(_ index: Int) {
      let pack = underWay.remove(at: index)
      queue.settle(pack.entries, .portStatus)
      settled += pack.entries.reduce(0) { $0 + $1.count }
    }
    func take() {
      guard let pack = queue.take(.portStatus) else { return }
      #expect(pack.entries.count <= 200)
      var keys: Set<String> = []
      for entry in pack.entries {
        guard case .port(let change) = entry.ticket.content else { continue }
        keys.insert("\(change.action) \(change.category) \(change.enterpriseProject?.id ?? "-")")
        let isUnderWay = underWay.contains { other in
          other.entries.contains { entry in
            guard case .port(let sent) = entry.ticket.content else { return false }
            return PortTarget(sent) == PortTarget(change)
          }
        }
        #expect(!isUnderWay, "two requests for one port at once")
        heard[PortTarget(change)] = change
      }
      #expect(keys.count == 1, "one request, one action, category and project")
      underWay.append(pack)
    }
    for _ in 0..<600 {
      switch random.next(10) {
      case 0..<7:
        let ticket = Self.port(
          "a\(random.next(12))", random.next(3), random.next(2) == 0 ? .ignore : .notIgnore,
          project: random.next(8) == 0 ? "7" : nil, host: random.next(8) == 0 ? "h" : nil)
        if case .port(let change) = ticket.content { wanted[PortTarget(change)] = change }
        queue.enqueue(ticket)
        entered += 1
      case 7: queue.release(Self.ports)
      case 8: take()
      default: if !underWay.isEmpty { settle(random.next(underWay.count)) }
      }
    }
    while !queue.isSettled(Self.ports) {
      queue.release(Self.ports)
      while queue.canTake(.portStatus) { take() }
      if !underWay.isEmpty { settle(random.next(underWay.count)) }
    }
    #expect(heard == wanted)
    #expect(settled == entered)
    #expect(queue.unsentCount == 0)
  }
}

/// A generator of random numbers that a seed repeats.
struct SplitMix {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  /// A number from 0 up to a bound.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
