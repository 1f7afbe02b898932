import HuaweiCloud

// Tens of thousands of ports wait at once, and each is looked up once when it comes and once when it goes. So what is
// known of a port stands in a list, entries know their place in it, and no copy of what tells ports apart is kept.

/// Where the changes of one port are that have no outcome yet.
struct PortState {
  /// One of them, which tells what port it is; nil where the place is free.
  fileprivate(set) var ticket: ChangeTicket?
  fileprivate let hash: UInt32
  /// The next place with the same end of the hash, or the next free one.
  fileprivate var next: Int32
  /// The group with the change that is queued; -1 when one is under way.
  var group: Int32 = -1
  /// The place of the queued change in its group.
  var place: Int32 = 0
  /// Later changes, which wait for the outcome of the one under way.
  var held: [ChangeQueue.Entry] = []

  var isUnderWay: Bool { group < 0 }
}

/// The ports that have changes without an outcome, by what tells them apart.
struct PortTable {
  private var states: [PortState] = []
  /// The first place for each end of a hash.
  private var buckets = [Int32](repeating: -1, count: 256)
  private var firstFree: Int32 = -1
  private var count = 0

  /// The numbers of the places in use.
  var slots: [Int32] {
    states.indices.compactMap { states[$0].ticket == nil ? nil : Int32($0) }
  }

  subscript(slot: Int32) -> PortState {
    get { states[Int(slot)] }
    _modify { yield &states[Int(slot)] }
  }

  /// The place of a port; a new one where it has none.
  mutating func slot(
    of ticket: ChangeTicket, _ change: PortChange
  ) -> (slot: Int32, isNew: Bool) {
    let target = PortTarget(change)
    let hash = UInt32(truncatingIfNeeded: target.hashValue)
    var slot = buckets[bucket(of: hash)]
    while slot >= 0 {
      if states[Int(slot)].hash == hash, case .port(let known)? = states[Int(slot)].ticket?.content,
        PortTarget(known) == target
      {
        return (slot, false)
      }
      slot = states[Int(slot)].next
    }
    return (insert(ticket, hash), true)
  }

  private func bucket(of hash: UInt32) -> Int { Int(hash) & (buckets.count - 1) }

  private mutating func insert(_ ticket: ChangeTicket, _ hash: UInt32) -> Int32 {
    if count == buckets.count { grow() }
    count += 1
    let bucket = bucket(of: hash)
    let state = PortState(ticket: ticket, hash: hash, next: buckets[bucket])
    let slot: Int32
    if firstFree >= 0 {
      slot = firstFree
      firstFree = states[Int(slot)].next
      states[Int(slot)] = state
    } else {
      slot = Int32(states.count)
      states.append(state)
    }
    buckets[bucket] = slot
    return slot
  }

  private mutating func grow() {
    buckets = [Int32](repeating: -1, count: buckets.count * 2)
    for slot in states.indices where states[slot].ticket != nil {
      let bucket = bucket(of: states[slot].hash)
      states[slot].next = buckets[bucket]
      buckets[bucket] = Int32(slot)
    }
  }

  /// Forgets a port.
  mutating func remove(_ slot: Int32) {
    let bucket = bucket(of: states[Int(slot)].hash)
    if buckets[bucket] == slot {
      buckets[bucket] = states[Int(slot)].next
    } else {
      var before = Int(buckets[bucket])
      while states[before].next != slot { before = Int(states[before].next) }
      states[before].next = states[Int(slot)].next
    }
    states[Int(slot)].ticket = nil
    states[Int(slot)].held = []
    states[Int(slot)].next = firstFree
    firstFree = slot
    count -= 1
  }
}
