import HuaweiCloud

// Changes between the script and the wire, as a value: it packs, keeps the order that targets need, and does no
// I/O. What is taken from it is unsent until then, so that the latest word on a port is what leaves.
//
//   enqueue ─▶ group (ports of one action, category, project) ─▶ take: up to 200 ─▶ under way ─▶ settle
//          ├─▶ chain (one policy or instance, first in first out) ─▶ take: 1 ────────▶    │
//          └─▶ held: a port whose earlier change is under way ◀── freed by ──────────────┘

/// The changes that are queued or under way.
package struct ChangeQueue {
  /// A change that is sent, with those that it settles too.
  package struct Entry {
    package let ticket: ChangeTicket
    /// Earlier equals of it.
    package var collapsed: [ChangeTicket] = []
    /// Earlier changes of the same target that it replaces.
    package var superseded: [ChangeTicket] = []
    fileprivate var sequence: Int
    /// Where the table of ports has what it is about.
    var slot: Int32 = -1

    package var count: Int { 1 + collapsed.count + superseded.count }
  }

  /// What one request carries.
  package struct Pack {
    package let operation: WriteOperation
    package let entries: [Entry]
  }

  /// Most ports of a request.
  package static let packSize = PortStatusChange.maximumCount

  /// Few, and found by their number.
  var groups: [PortGroup] = []
  var ports = PortTable()
  private var chains: [Chain.Key: Chain] = [:]
  /// Chains with a change that may leave.
  private var ready: [WriteOperation: Fifo<Chain.Key>] = [:]
  private var sequence = 0
  private var releasedThrough: [WriteOperation: Int] = [:]
  private var unsettled: [WriteOperation: Int] = [:]
  private var waitingInChains: [WriteOperation: Int] = [:]
  /// Changes that are not under way yet, those that others settle included.
  package private(set) var unsentCount = 0
  /// Whether what makes a request of its own leaves before it is released: a full pack, a change of a policy or an
  /// instance.
  package var sendsEarly = true

  package init() {}

  // MARK: In

  /// Takes a change in.
  package mutating func enqueue(_ ticket: ChangeTicket) {
    sequence += 1
    unsentCount += 1
    unsettled[ticket.content.operation, default: 0] += 1
    let entry = Entry(ticket: ticket, sequence: sequence)
    switch ticket.content {
    case .port(let change): enqueue(entry, change)
    case .policy(let edit): enqueue(entry, .policy(edit.id), .whitelistPolicy)
    case .securityGroup(let instance, _): enqueue(entry, .instance(instance), .securityGroup)
    }
  }

  private mutating func enqueue(
    _ entry: Entry, _ key: Chain.Key, _ operation: WriteOperation
  ) {
    var chain = chains[key] ?? Chain()
    if let last = chain.waiting.last, last.ticket.content == entry.ticket.content {
      chain.waiting.updateLast { $0.collapsed.append(entry.ticket) }
    } else {
      chain.waiting.append(entry)
      waitingInChains[operation, default: 0] += 1
      if chain.waiting.count == 1, !chain.isUnderWay {
        ready[operation, default: Fifo()].append(key)
      }
    }
    chains[key] = chain
  }

  // MARK: Out

  /// Lets all that is queued leave, in packs that are not full too.
  package mutating func release(_ operations: Set<WriteOperation>) {
    for operation in operations { releasedThrough[operation] = sequence }
  }

  /// How many requests with as many ports as fit could leave.
  var fullPackCount: Int { groups.reduce(0) { $0 + $1.count / Self.packSize } }

  /// Whether something may leave now.
  package func canTake(_ operation: WriteOperation) -> Bool {
    switch operation {
    case .portStatus: nextGroup != nil
    case .whitelistPolicy, .securityGroup: nextKey(operation) != nil
    }
  }

  /// What leaves with the next request of an operation; nil where nothing may.
  package mutating func take(_ operation: WriteOperation) -> Pack? {
    let entries: [Entry]
    switch operation {
    case .portStatus:
      guard let group = nextGroup else { return nil }
      entries = takePorts(of: group)
    case .whitelistPolicy, .securityGroup:
      guard nextKey(operation) != nil, let key = ready[operation]?.popFirst() else { return nil }
      guard let entry = chains[key]?.waiting.popFirst() else { return nil }
      chains[key]?.isUnderWay = true
      waitingInChains[operation, default: 0] -= 1
      entries = [entry]
    }
    unsentCount -= entries.reduce(0) { $0 + $1.count }
    return Pack(operation: operation, entries: entries)
  }

  /// The group whose changes may leave next.
  private var nextGroup: Int? {
    let limit = releasedThrough[.portStatus] ?? 0
    var next: Int?
    for (number, group) in groups.enumerated() where group.count > 0 {
      let isFull = sendsEarly && group.count >= Self.packSize
      // One request less, for the time of an answer that is on its way.
      guard isFull || (group.firstSequence <= limit && group.joining == 0) else { continue }
      if next.map({ group.firstSequence < groups[$0].firstSequence }) ?? true { next = number }
    }
    return next
  }

  /// The policy or instance whose change may leave next.
  private func nextKey(_ operation: WriteOperation) -> Chain.Key? {
    guard let key = ready[operation]?.first else { return nil }
    guard !sendsEarly else { return key }
    let limit = releasedThrough[operation] ?? 0
    return (chains[key]?.waiting.first).flatMap { $0.sequence <= limit ? key : nil }
  }

  /// The changes that wait, in no order.
  var unsent: [Entry] {
    unsentPorts + chains.values.flatMap(\.waiting.all)
  }

  /// How many requests the queue still needs, as far as is known.
  package func requestCount(_ operation: WriteOperation) -> Int {
    switch operation {
    case .portStatus:
      groups.reduce(0) { $0 + ($1.count + Self.packSize - 1) / Self.packSize }
    case .whitelistPolicy, .securityGroup:
      waitingInChains[operation] ?? 0
    }
  }

  // MARK: Done

  /// Notes that changes which were under way have their outcome, so that those behind them may leave.
  package mutating func settle(_ entries: [Entry], _ operation: WriteOperation) {
    unsettled[operation, default: 0] -= entries.reduce(0) { $0 + $1.count }
    for entry in entries {
      switch entry.ticket.content {
      case .port: free(entry.slot)
      case .policy(let edit): free(.policy(edit.id), operation)
      case .securityGroup(let instance, _): free(.instance(instance), operation)
      }
    }
  }

  private mutating func free(_ key: Chain.Key, _ operation: WriteOperation) {
    guard let chain = chains[key] else { return }
    if chain.waiting.isEmpty {
      chains[key] = nil
    } else {
      chains[key]?.isUnderWay = false
      ready[operation, default: Fifo()].append(key)
    }
  }

  /// Whether every change of some operations has its outcome.
  package func isSettled(_ operations: Set<WriteOperation>) -> Bool {
    operations.allSatisfy { unsettled[$0, default: 0] == 0 }
  }

  /// Gives up all that is not under way.
  package mutating func abandon() -> [Entry] {
    var entries = abandonPorts()
    for key in chains.keys {
      while let entry = chains[key]?.waiting.popFirst() { entries.append(entry) }
      if chains[key]?.isUnderWay == false { chains[key] = nil }
    }
    ready = [:]
    waitingInChains = [:]
    for entry in entries { unsettled[entry.ticket.content.operation, default: 0] -= entry.count }
    unsentCount = 0
    return entries.sorted { $0.sequence < $1.sequence }
  }

  /// Changes of one policy or instance.
  private struct Chain {
    enum Key: Hashable {
      case policy(String)
      case instance(String)
    }

    var waiting = Fifo<Entry>()
    var isUnderWay = false
  }
}

extension ChangeQueue.Entry {
  /// Whether it may leave once all up to some point may.
  func isAtMost(_ sequence: Int) -> Bool { self.sequence <= sequence }

  var order: Int { sequence }

  /// This change in the place of an earlier one that has not left.
  func replacing(_ earlier: ChangeQueue.Entry) -> ChangeQueue.Entry {
    var result = self
    result.collapsed = []
    result.superseded = earlier.superseded + earlier.collapsed + [earlier.ticket]
    return result
  }
}
