package import HuaweiCloud

/// What makes two port changes be about the same thing.
package struct PortTarget: Sendable, Hashable {
  package let agentID: String
  package let number: Int
  package let transportProtocol: Port.TransportProtocol
  package let containerID: String?

  package init(_ change: PortChange) {
    agentID = change.agentID
    number = change.number
    transportProtocol = change.transportProtocol
    containerID = change.containerID
  }
}

/// Unsent changes that may share requests, in order.
struct PortGroup {
  struct Key: Hashable {
    let action: PortStatusChange.Action
    let category: AssetCategory
    let enterpriseProject: EnterpriseProject?

    init(_ change: PortChange) {
      action = change.action
      category = change.category
      enterpriseProject = change.enterpriseProject
    }
  }

  /// Places of entries; those that were superseded are empty.
  private var places: [ChangeQueue.Entry?] = []
  private var head = 0
  /// The place of `places[0]` since the group began.
  private var base = 0
  private(set) var count = 0
  /// The earliest change in the group.
  private(set) var firstSequence = Int.max
  let key: Key
  /// How many changes join as soon as what is under way has its outcome.
  var joining = 0

  init(_ key: Key) { self.key = key }

  var entries: [ChangeQueue.Entry] { places[head...].compactMap { $0 } }

  /// Whether entries stand in the order of their sequence; those that were held may not.
  private var isOrdered = true
  private var lastSequence = 0

  /// Appends an entry and answers its place.
  mutating func append(_ entry: ChangeQueue.Entry) -> Int {
    places.append(entry)
    count += 1
    if entry.order < lastSequence { isOrdered = false }
    lastSequence = entry.order
    firstSequence = min(firstSequence, entry.order)
    return base + places.count - 1
  }

  subscript(place: Int) -> ChangeQueue.Entry? {
    get { places[place - base] }
    set {
      let before = places[place - base]
      count += (newValue == nil ? 0 : 1) - (before == nil ? 0 : 1)
      places[place - base] = newValue
      // What comes now must not leave because one that went away was let leave.
      if newValue == nil, let before, before.order <= firstSequence { settleStart() }
    }
  }

  /// Takes out the first entries.
  mutating func takeFirst(_ limit: Int) -> [ChangeQueue.Entry] {
    var taken: [ChangeQueue.Entry] = []
    taken.reserveCapacity(min(limit, count))
    while taken.count < limit, head < places.count {
      if let entry = places[head] { taken.append(entry) }
      places[head] = nil
      head += 1
    }
    count -= taken.count
    settleStart()
    return taken
  }

  /// Passes empty places at the start, and finds the earliest change anew.
  private mutating func settleStart() {
    while head < places.count, places[head] == nil { head += 1 }
    if head > 1024, head > places.count / 2 {
      places.removeFirst(head)
      base += head
      head = 0
    }
    let rest = places[head...].lazy.compactMap { $0?.order }
    firstSequence = (isOrdered ? rest.first : rest.min()) ?? .max
  }
}

extension ChangeQueue {
  mutating func enqueue(_ entry: Entry, _ change: PortChange) {
    let (slot, isNew) = ports.slot(of: entry.ticket, change)
    var entry = entry
    entry.slot = slot
    guard !isNew else { return add(entry, change) }
    if let last = ports[slot].held.last {
      var held = ports[slot].held
      if let merged = Self.merge(last, entry, change) {
        held[held.count - 1] = merged
      } else {
        held.append(entry)
      }
      return hold(held, slot)
    }
    let (group, place) = (Int(ports[slot].group), Int(ports[slot].place))
    guard group >= 0, let queued = groups[group][place],
      let merged = Self.merge(queued, entry, change)
    else { return hold([entry], slot) }
    if groups[group].key == PortGroup.Key(change) {
      groups[group][place] = merged
    } else {
      groups[group][place] = nil
      add(merged, change)
    }
  }

  /// Notes what waits for the outcome of a port's change, and which group has to expect it.
  private mutating func hold(_ held: [Entry], _ slot: Int32) {
    if let group = joined(by: slot) { groups[group].joining -= 1 }
    ports[slot].held = held
    if let group = joined(by: slot) { groups[group].joining += 1 }
  }

  /// The group that the next change of a port joins once the one under way has its outcome.
  private mutating func joined(by slot: Int32) -> Int? {
    guard ports[slot].isUnderWay, case .port(let change)? = ports[slot].held.first?.ticket.content
    else { return nil }
    return number(of: PortGroup.Key(change))
  }

  /// The one entry that two changes of a target make while neither has left; nil where both have to.
  private static func merge(_ earlier: Entry, _ later: Entry, _ change: PortChange) -> Entry? {
    guard case .port(let before) = earlier.ticket.content else { return nil }
    if before == change {
      var result = earlier
      result.collapsed.append(later.ticket)
      return result
    }
    // Another category or project may be another truth, so both are sent, in order.
    guard before.category == change.category,
      before.enterpriseProject == change.enterpriseProject
    else { return nil }
    return later.replacing(earlier)
  }

  /// The number of a group, which is made where there is none.
  private mutating func number(of key: PortGroup.Key) -> Int {
    if let known = groups.firstIndex(where: { $0.key == key }) { return known }
    groups.append(PortGroup(key))
    return groups.count - 1
  }

  private mutating func add(_ entry: Entry, _ change: PortChange) {
    let group = number(of: PortGroup.Key(change))
    ports[entry.slot].place = Int32(groups[group].append(entry))
    ports[entry.slot].group = Int32(group)
  }

  mutating func takePorts(of group: Int) -> [Entry] {
    let entries = groups[group].takeFirst(Self.packSize)
    for entry in entries {
      ports[entry.slot].group = -1
      // Held are those that could not be sent as one with it.
      if let joined = joined(by: entry.slot) { groups[joined].joining += 1 }
    }
    return entries
  }

  mutating func free(_ slot: Int32) {
    guard ports[slot].isUnderWay else { return }
    guard !ports[slot].held.isEmpty else { return ports.remove(slot) }
    if let group = joined(by: slot) { groups[group].joining -= 1 }
    let next = ports[slot].held.removeFirst()
    guard case .port(let change) = next.ticket.content else { return }
    add(next, change)
  }

  /// Gives up the changes of ports that are not under way.
  mutating func abandonPorts() -> [Entry] {
    var entries = groups.flatMap(\.entries)
    for slot in ports.slots {
      entries += ports[slot].held
      if ports[slot].isUnderWay {
        ports[slot].held = []
      } else {
        ports.remove(slot)
      }
    }
    groups = []
    return entries
  }

  /// The changes of ports that wait, in no order.
  var unsentPorts: [Entry] { groups.flatMap(\.entries) + ports.slots.flatMap { ports[$0].held } }
}
