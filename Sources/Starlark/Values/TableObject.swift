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

  typealias Slot = UInt32

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
  var index: UnsafeMutablePointer<Slot>? {
    get { unsafe object.load(16, as: UnsafeMutablePointer<Slot>?.self) }
    nonmutating set { unsafe object.store(newValue, at: 16) }
  }

  /// How many entries the table has.
  @inline(__always)
  package var count: Int { Int(live) }

  @inline(__always)
  var live: UInt32 {
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
  var mask: UInt32 {
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
    guard let index = unsafe index else { return findUnindexed(wanted, hash: hash) }
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
  private func findUnindexed(_ wanted: Value, hash: UInt32) -> Int {
    let entries = unsafe self.entries
    let used = self.used
    var position = 0
    while position < used {
      if Value.same(unsafe entries[position].key, wanted) { return position }
      position &+= 1
    }
    return used == 0 ? -1 : findEqual(wanted, hash: hash)
  }

  @inline(never)
  private func findEqual(_ wanted: Value, hash: UInt32) -> Int {
    let entries = unsafe self.entries
    let used = self.used
    var position = 0
    if wanted.isObject(.string) {
      let string = StringObject(wanted.object)
      while position < used {
        let key = unsafe entries[position].key
        if key.isObject {
          let header = key.object.header
          // A frozen string may not know its hash.
          if header.extra == hash || header.extra == 0, header.kind == .string,
            StringObject.haveSameBytes(StringObject(key.object), string)
          {
            return position
          }
        }
        position &+= 1
      }
      return -1
    }
    let isInt = wanted.isSmallInt
    while position < used {
      // Ints that are not the same differ.
      if isInt && (unsafe entries[position].key.isSmallInt) {
        position &+= 1
        continue
      }
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
  ///
  /// Nothing is added where a large table would have to grow and the evaluation may not go on: its next step fails.
  @inline(__always)
  func add(_ key: Value, hash: UInt32, value: Value, heap: Heap) {
    if _slowPath(used == capacity) && !makeRoom(heap: heap) { return }
    let position = used
    unsafe entries[position] = Entry(key: key, value: value)
    used = position &+ 1
    live &+= 1
    if let index = unsafe index {
      unsafe link(position, hash: hash, in: index, mask: mask)
    }
  }

  @inline(__always)
  func link(
    _ position: Int, hash: UInt32, in index: UnsafeMutablePointer<Slot>, mask: UInt32
  ) {
    var place = hash & mask
    while unsafe index[Int(place)] & mask != 0 { place = (place &+ 1) & mask }
    unsafe index[Int(place)] = hash & ~mask | UInt32(truncatingIfNeeded: position &+ 1)
  }

  /// Removes the entry at a position and gives its value.
  package func remove(at position: Int, heap: Heap) -> Value {
    let value = self.value(at: position)
    makeHole(at: position)
    closeHolesIfMany(heap: heap)
    return value
  }

  /// Removes the entry at a position; all others keep theirs, as a loop over them needs, which closes holes at its end.
  func makeHole(at position: Int) {
    // Its slot stays: lookups that pass it compare keys, and an unbound key equals none.
    unsafe entries[position].key = .unbound
    unsafe entries[position].value = .none
    live &-= 1
  }
}
