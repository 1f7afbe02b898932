/// A dict, or a set whose values are not used: entries in the order of insertion, and an index of their hashes.
///
///     0 header (extra: iterators under way)   8 entries   16 index   24 live   28 used   32 capacity   36 mask
///
/// A removed entry stays as a hole, its key unbound, until the table grows or is compacted. Up to eight entries need no
/// index. A slot of the index holds the number of an entry plus one, 0 where none ever was, in as many of its lowest bits
/// as the mask has, and in the others those of the key's hash: where the slot lies tells the lowest ones.
@safe
package struct TableObject {
  package let object: Object
  static let size = 40
  static let unindexedCapacity = 8

  struct Entry {
    var key: Value
    var value: Value
  }

  private typealias Slot = UInt32

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  var entries: UnsafeMutablePointer<Entry> {
    get { unsafe object.load(8, as: UnsafeMutablePointer<Entry>.self) }
    nonmutating set { unsafe object.store(newValue, at: 8) }
  }

  @inline(__always)
  private var index: UnsafeMutablePointer<Slot>? {
    get { unsafe object.load(16, as: UnsafeMutablePointer<Slot>?.self) }
    nonmutating set { unsafe object.store(newValue, at: 16) }
  }

  /// How many entries the table has.
  @inline(__always)
  package var count: Int { Int(live) }

  @inline(__always)
  private var live: UInt32 {
    get { object.load(24, as: UInt32.self) }
    nonmutating set { object.store(newValue, at: 24) }
  }

  /// How many places for entries are taken, holes included: the positions that iteration visits.
  @inline(__always)
  package var used: Int {
    get { Int(object.load(28, as: UInt32.self)) }
    nonmutating set { object.store(UInt32(truncatingIfNeeded: newValue), at: 28) }
  }

  @inline(__always)
  var capacity: Int {
    get { Int(object.load(32, as: UInt32.self)) }
    nonmutating set { object.store(UInt32(truncatingIfNeeded: newValue), at: 32) }
  }

  @inline(__always)
  private var mask: UInt32 {
    get { object.load(36, as: UInt32.self) }
    nonmutating set { object.store(newValue, at: 36) }
  }

  /// Whether a script may change the table: neither frozen nor being iterated.
  @inline(__always)
  package var isMutable: Bool { !object.header.flags.contains(.frozen) && object.header.extra == 0 }

  // MARK: Entries by position

  /// The key at a position, unbound for a hole.
  @inline(__always)
  package func key(at position: Int) -> Value { unsafe entries[position].key }
  @inline(__always)
  package func value(at position: Int) -> Value { unsafe entries[position].value }
  @inline(__always)
  func hash(at position: Int) -> UInt32 { Hashing.key(key(at: position)) }
  @inline(__always)
  package func setValue(_ value: Value, at position: Int) { unsafe entries[position].value = value }

  /// The first position from one on that is no hole, or nil at the end.
  @inline(__always)
  package func position(from start: Int) -> Int? {
    var position = start
    let used = self.used
    while position < used {
      if !key(at: position).isUnbound { return position }
      position &+= 1
    }
    return nil
  }

  /// The position of the first entry, nil where there is none; the caller has checked that the table may change.
  ///
  /// Where a table begins with holes, the first of them keeps how many are known, so that taking entries from the front
  /// one after the other does not pass all earlier ones again.
  func firstPosition() -> Int? {
    guard used > 0, key(at: 0).isUnbound else { return used > 0 ? 0 : nil }
    let known = value(at: 0)
    let first = position(from: known.isSmallInt ? known.smallInt : 1)
    if let first { setValue(Value(small: first), at: 0) }
    return first
  }

  // MARK: Entries by key

  /// The position of a key with its hash, or -1.
  @inline(__always)
  func find(_ wanted: Value, hash: UInt32) -> Int {
    guard let index = unsafe index else { return findUnindexed(wanted) }
    // Most lookups end at the first slot.
    let mask = self.mask
    let place = hash & mask
    let slot = unsafe index[Int(place)]
    let number = slot & mask
    if number == 0 { return -1 }
    let position = Int(number &- 1)
    if (slot ^ hash) & ~mask == 0, Value.same(unsafe entries[position].key, wanted) {
      return position
    }
    return find(wanted, hash: hash, from: place)
  }

  @inline(never)
  private func find(_ wanted: Value, hash: UInt32, from start: UInt32) -> Int {
    guard let index = unsafe index else { return -1 }
    let entries = unsafe self.entries
    let mask = self.mask
    var place = start
    while true {
      let slot = unsafe index[Int(place)]
      let number = slot & mask
      if number == 0 { return -1 }
      let position = Int(number &- 1)
      if (slot ^ hash) & ~mask == 0, Equality.keys(unsafe entries[position].key, wanted) {
        return position
      }
      place = (place &+ 1) & mask
    }
  }

  /// The position of a key among the few of a table without index: most are found by identity, as names are interned.
  @inline(__always)
  private func findUnindexed(_ wanted: Value) -> Int {
    let entries = unsafe self.entries
    let used = self.used
    var position = 0
    while position < used {
      if Value.same(unsafe entries[position].key, wanted) { return position }
      position &+= 1
    }
    return used == 0 ? -1 : findEqual(wanted)
  }

  @inline(never)
  private func findEqual(_ wanted: Value) -> Int {
    let entries = unsafe self.entries
    let used = self.used
    var position = 0
    while position < used {
      if Equality.keys(unsafe entries[position].key, wanted) { return position }
      position &+= 1
    }
    return -1
  }

  /// Sets the value of a key; the caller has checked that the table may change and computed the hash.
  @inline(__always)
  package func set(_ key: Value, hash: UInt32, to value: Value, heap: Heap) {
    let position = find(key, hash: hash)
    if position >= 0 {
      setValue(value, at: position)
    } else {
      add(key, hash: hash, value: value, heap: heap)
    }
  }

  /// Adds an entry whose key is not in the table.
  @inline(__always)
  func add(_ key: Value, hash: UInt32, value: Value, heap: Heap) {
    if _slowPath(used == capacity) { makeRoom(heap: heap) }
    let position = used
    unsafe entries[position] = Entry(key: key, value: value)
    used = position &+ 1
    live &+= 1
    if let index = unsafe index {
      unsafe link(position, hash: hash, in: index, mask: mask)
    }
  }

  @inline(__always)
  private func link(
    _ position: Int, hash: UInt32, in index: UnsafeMutablePointer<Slot>, mask: UInt32
  ) {
    var place = hash & mask
    while unsafe index[Int(place)] & mask != 0 { place = (place &+ 1) & mask }
    unsafe index[Int(place)] = hash & ~mask | UInt32(truncatingIfNeeded: position &+ 1)
  }

  /// Removes the entry at a position and gives its value.
  package func remove(at position: Int) -> Value {
    let value = self.value(at: position)
    makeHole(at: position)
    closeHolesIfMany()
    return value
  }

  /// Removes the entry at a position; all others keep theirs, as a loop over them needs, which closes holes at its end.
  func makeHole(at position: Int) {
    // Its slot stays: lookups that pass it compare keys, and an unbound key equals none.
    unsafe entries[position].key = .unbound
    unsafe entries[position].value = .none
    live &-= 1
  }

  func closeHolesIfMany() {
    if live == 0 {
      forgetEntries()
    } else if hasManyHoles {
      closeHoles()
    }
  }

  /// Empties the table but keeps its memory.
  package func removeAll() {
    live = 0
    forgetEntries()
  }

  private func forgetEntries() {
    used = 0
    if let index = unsafe index {
      unsafe index.update(repeating: 0, count: Int(mask) + 1)
    }
  }

  // MARK: Memory

  /// Whether passing the holes costs more than passing the entries.
  @inline(__always)
  var hasManyHoles: Bool { used > 32 && count < used / 2 }

  /// Closes all holes without memory of its own; the caller has checked that the table may change.
  @inline(never)
  func closeHoles() {
    let entries = unsafe self.entries
    var count = 0
    for position in 0..<used where !key(at: position).isUnbound {
      unsafe entries[count] = entries[position]
      count += 1
    }
    used = count
    guard let index = unsafe index else { return }
    unsafe index.update(repeating: 0, count: Int(mask) + 1)
    for position in 0..<count {
      unsafe link(position, hash: hash(at: position), in: index, mask: mask)
    }
  }

  /// Makes room for one more entry: by closing holes where many are, by growing otherwise.
  @inline(never)
  private func makeRoom(heap: Heap) {
    if used > 16 && count < used / 2 {
      rebuild(capacity: capacity, heap: heap)
    } else {
      rebuild(capacity: max(4, capacity * 2), heap: heap)
    }
  }

  /// Makes room for a number of entries in all.
  package func reserve(_ wanted: Int, heap: Heap) {
    if wanted > capacity { rebuild(capacity: wanted, heap: heap) }
  }

  private func rebuild(capacity newCapacity: Int, heap: Heap) {
    let fresh = unsafe heap.allocateBuffer(size: newCapacity * MemoryLayout<Entry>.stride)
      .assumingMemoryBound(to: Entry.self)
    var count = 0
    for position in 0..<used where !key(at: position).isUnbound {
      unsafe fresh[count] = entries[position]
      count += 1
    }
    releaseTables(to: heap)
    unsafe entries = fresh
    capacity = newCapacity
    used = count
    live = UInt32(truncatingIfNeeded: count)
    if newCapacity > TableObject.unindexedCapacity { makeIndex(heap: heap) }
  }

  private func makeIndex(heap: Heap) {
    var slots = 16
    while slots < capacity + capacity / 2 { slots *= 2 }
    let index = unsafe heap.allocateBuffer(size: slots * MemoryLayout<Slot>.stride)
      .assumingMemoryBound(to: Slot.self)
    unsafe index.update(repeating: 0, count: slots)
    mask = UInt32(truncatingIfNeeded: slots - 1)
    for position in 0..<used {
      unsafe link(position, hash: hash(at: position), in: index, mask: mask)
    }
    unsafe self.index = index
  }

  func releaseTables(to heap: Heap) {
    if capacity > 0 {
      unsafe heap.release(
        buffer: UnsafeMutableRawPointer(entries), size: capacity * MemoryLayout<Entry>.stride)
      capacity = 0
    }
    if let index = unsafe index {
      unsafe heap.release(
        buffer: UnsafeMutableRawPointer(index), size: (Int(mask) + 1) * MemoryLayout<Slot>.stride)
      unsafe self.index = nil
    }
  }

  /// Bytes of the tables.
  var tableSize: Int {
    capacity * MemoryLayout<Entry>.stride
      + (unsafe index == nil ? 0 : (Int(mask) + 1) * MemoryLayout<Slot>.stride)
  }

  func initialize() {
    unsafe entries = UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
    unsafe index = nil
    object.store(0 as UInt64, at: 24)
    object.store(0 as UInt64, at: 32)
  }
}
