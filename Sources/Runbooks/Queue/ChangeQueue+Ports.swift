package import HuaweiCloud

/// What makes two port changes be about the same thing.
package struct PortTarget: Sendable, Hashable {
  package let agentID: String
  package let number: Int
  package let transportProtocol: Port.TransportProtocol
  package let containerID: String?

  package init(_ change: PortChange) {
    agentID = change.port.agentID
    number = change.port.number
    transportProtocol = change.port.transportProtocol
    containerID = change.port.containerID
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
      count += (newValue == nil ? 0 : 1) - (places[place - base] == nil ? 0 : 1)
      places[place - base] = newValue
    }
  }

  /// Takes out the first entries.
  mutating func takeFirst(_ limit: Int) -> [ChangeQueue.Entry] {
    var taken: [ChangeQueue.Entry] = []
    while taken.count < limit, head < places.count {
      if let entry = places[head] { taken.append(entry) }
      places[head] = nil
      head += 1
    }
    count -= taken.count
    if head > 1024, head > places.count / 2 {
      places.removeFirst(head)
      base += head
      head = 0
    }
    let rest = places[head...].lazy.compactMap { $0?.order }
    firstSequence = (isOrdered ? rest.first : rest.min()) ?? .max
    return taken
  }
}

/// Where the latest changes of a port are.
struct PortState {
  /// The place in a group of the change that is queued; nil when one is under way.
  var queued: (key: PortGroup.Key, place: Int)?
  /// Later changes, which wait for that one's outcome.
  var held: [ChangeQueue.Entry] = []

  var isUnderWay: Bool { queued == nil }

  /// The group that the next change joins once the one under way has its outcome.
  var joining: PortGroup.Key? {
    guard isUnderWay, case .port(let change)? = held.first?.ticket.content else { return nil }
    return PortGroup.Key(change)
  }
}

extension ChangeQueue {
  mutating func enqueue(_ entry: Entry, _ change: PortChange) {
    let target = PortTarget(change)
    guard let state = ports[target] else {
      add(entry, change, target)
      return
    }
    if let last = state.held.last {
      var state = state
      if let merged = Self.merge(last, entry, change) {
        state.held[state.held.count - 1] = merged
      } else {
        state.held.append(entry)
      }
      setPort(target, state)
      return
    }
    if let (key, place) = state.queued, let queued = groups[key]?[place],
      let merged = Self.merge(queued, entry, change)
    {
      if PortGroup.Key(change) == key {
        groups[key]?[place] = merged
      } else {
        remove(place, from: key)
        add(merged, change, target)
      }
      return
    }
    var rest = state
    rest.held.append(entry)
    setPort(target, rest)
  }

  /// Notes where the changes of a port are, and which group has to expect one.
  mutating func setPort(_ target: PortTarget, _ state: PortState?) {
    let (before, after) = (ports[target]?.joining, state?.joining)
    ports[target] = state
    guard before != after else { return }
    if let before, let count = joining[before] { joining[before] = count > 1 ? count - 1 : nil }
    if let after { joining[after, default: 0] += 1 }
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

  private mutating func add(_ entry: Entry, _ change: PortChange, _ target: PortTarget) {
    let key = PortGroup.Key(change)
    let place = groups[key, default: PortGroup()].append(entry)
    var state = ports[target] ?? PortState()
    state.queued = (key, place)
    setPort(target, state)
  }

  private mutating func remove(_ place: Int, from key: PortGroup.Key) {
    groups[key]?[place] = nil
    if groups[key]?.count == 0 { groups[key] = nil }
  }

  mutating func takePorts(of key: PortGroup.Key) -> [Entry] {
    let entries = groups[key]?.takeFirst(Self.packSize) ?? []
    if groups[key]?.count == 0 { groups[key] = nil }
    for entry in entries {
      guard case .port(let change) = entry.ticket.content else { continue }
      let target = PortTarget(change)
      guard var state = ports[target] else { continue }
      state.queued = nil
      setPort(target, state)
    }
    return entries
  }

  mutating func free(_ target: PortTarget) {
    guard var state = ports[target], state.isUnderWay else { return }
    guard !state.held.isEmpty else { return setPort(target, nil) }
    let next = state.held.removeFirst()
    setPort(target, state)
    guard case .port(let change) = next.ticket.content else { return }
    add(next, change, target)
  }
}
