// How tables grow, shrink and close their holes. Where the entries are many this is done beside the table, piece by piece:
// an evaluation that may not go on gives it up, and the table stays as it was.
extension TableObject {
  /// Entries and slots between two looks at the cancellation, and how many a table has at most that is changed in place.
  private static let stretch = 1 << 14

  /// Most bytes of entries that are moved in one piece, which the system often does without copying them.
  private static let mostMoved = 8 << 20

  private typealias Index = (slots: UnsafeMutablePointer<Slot>, mask: UInt32)

  /// Whether passing the holes costs more than passing the entries.
  @inline(__always)
  var hasManyHoles: Bool { used > 32 && count < used / 2 }

  func closeHolesIfMany(heap: Heap) {
    if live == 0 {
      removeAll(heap: heap)
    } else if hasManyHoles {
      closeHoles(heap: heap)
    }
  }

  /// Closes all holes, unless the evaluation may not go on; the caller has checked that the table may change.
  @inline(never)
  func closeHoles(heap: Heap) {
    if used <= Self.stretch {
      closeHolesInPlace()
    } else {
      _ = rebuild(capacity: count * 2, heap: heap)
    }
  }

  private func closeHolesInPlace() {
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

  /// Empties the table; a small one keeps its memory.
  package func removeAll(heap: Heap) {
    live = 0
    used = 0
    guard let index = unsafe index else { return }
    if capacity > Self.stretch {
      releaseTables(to: heap)
    } else {
      unsafe index.update(repeating: 0, count: Int(mask) + 1)
    }
  }

  /// Makes room for one more entry, by closing holes where many are, by growing otherwise; false if the evaluation may not
  /// go on.
  @inline(never)
  func makeRoom(heap: Heap) -> Bool {
    let hasManyHoles = used > 16 && count < used / 2
    return rebuild(capacity: hasManyHoles ? capacity : max(4, capacity * 2), heap: heap)
  }

  /// Makes room for a number of entries in all, unless the evaluation may not go on.
  package func reserve(_ wanted: Int, heap: Heap) {
    if wanted > capacity { _ = rebuild(capacity: wanted, heap: heap) }
  }

  /// Makes the empty table a copy of another, entries and index as they lie; false, and nothing has changed, where that is
  /// not possible or would waste memory.
  func takeOver(_ source: TableObject, heap: Heap) -> Bool {
    let count = source.used
    guard used == 0, source.live == count, count <= Self.stretch, count * 2 >= source.capacity
    else { return false }
    reserve(source.capacity, heap: heap)
    guard capacity == source.capacity, mask == source.mask else { return false }
    unsafe entries.update(from: source.entries, count: count)
    if let index = unsafe index, let other = unsafe source.index {
      unsafe index.update(from: other, count: Int(mask) + 1)
    }
    used = count
    live = source.live
    return true
  }

  /// Gives the table other memory, without holes; false, and nothing has changed, if the evaluation may not go on.
  private func rebuild(capacity newCapacity: Int, heap: Heap) -> Bool {
    var fresh: Index?
    if newCapacity > TableObject.unindexedCapacity {
      guard let made = unsafe makeIndex(capacity: newCapacity, heap: heap) else { return false }
      unsafe fresh = made
    }
    let stride = MemoryLayout<Entry>.stride
    if live == used && capacity * stride <= Self.mostMoved {
      let moved = unsafe heap.resize(
        buffer: capacity > 0 ? UnsafeMutableRawPointer(entries) : nil, from: capacity * stride,
        to: newCapacity * stride)
      unsafe entries = moved.assumingMemoryBound(to: Entry.self)
    } else {
      guard let moved = unsafe entriesInPieces(capacity: newCapacity, heap: heap) else {
        if let fresh = unsafe fresh { unsafe release(fresh, to: heap) }
        return false
      }
      unsafe heap.release(buffer: UnsafeMutableRawPointer(entries), size: capacity * stride)
      unsafe entries = moved
      used = count
    }
    if let index = unsafe index { unsafe release((index, mask), to: heap) }
    unsafe index = fresh?.slots
    mask = unsafe fresh?.mask ?? 0
    capacity = newCapacity
    return true
  }

  /// The entries without holes in memory of their own; nil if the evaluation may not go on.
  private func entriesInPieces(
    capacity: Int, heap: Heap
  ) -> UnsafeMutablePointer<Entry>? {
    let size = capacity * MemoryLayout<Entry>.stride
    let fresh = unsafe heap.allocateBuffer(size: size).assumingMemoryBound(to: Entry.self)
    var count = 0
    for position in 0..<used {
      if _slowPath(position & (Self.stretch - 1) == Self.stretch - 1) && !heap.mayGoOn() {
        unsafe heap.release(buffer: UnsafeMutableRawPointer(fresh), size: size)
        return nil
      }
      if key(at: position).isUnbound { continue }
      unsafe fresh[count] = entries[position]
      count += 1
    }
    return unsafe fresh
  }

  /// An index for so many entries, as they are numbered once there are no holes; nil if the evaluation may not go on.
  private func makeIndex(capacity: Int, heap: Heap) -> Index? {
    var size = 16
    while size < capacity + capacity / 2 { size *= 2 }
    let slots = unsafe heap.allocateZeroedBuffer(size: size * MemoryLayout<Slot>.stride)
      .assumingMemoryBound(to: Slot.self)
    let fresh = unsafe Index(slots, UInt32(truncatingIfNeeded: size - 1))
    if unsafe link(in: fresh, heap: heap) { return unsafe fresh }
    unsafe release(fresh, to: heap)
    return nil
  }

  private func link(in fresh: Index, heap: Heap) -> Bool {
    var count = 0
    for position in 0..<used {
      if _slowPath(position & (Self.stretch - 1) == Self.stretch - 1) && !heap.mayGoOn() {
        return false
      }
      if key(at: position).isUnbound { continue }
      unsafe link(count, hash: hash(at: position), in: fresh.slots, mask: fresh.mask)
      count += 1
    }
    return true
  }

  private func release(_ index: Index, to heap: Heap) {
    unsafe heap.release(
      buffer: UnsafeMutableRawPointer(index.slots),
      size: (Int(index.mask) + 1) * MemoryLayout<Slot>.stride)
  }

  /// Returns what the table owns, which is garbage.
  func reclaimTables(to heap: Heap) {
    if capacity > 0 {
      unsafe heap.reclaim(
        buffer: UnsafeMutableRawPointer(entries), size: capacity * MemoryLayout<Entry>.stride)
      capacity = 0
    }
    if let index = unsafe index {
      unsafe heap.reclaim(
        buffer: UnsafeMutableRawPointer(index), size: (Int(mask) + 1) * MemoryLayout<Slot>.stride)
    }
    unsafe index = nil
  }

  private func releaseTables(to heap: Heap) {
    if capacity > 0 {
      unsafe heap.release(
        buffer: UnsafeMutableRawPointer(entries), size: capacity * MemoryLayout<Entry>.stride)
      capacity = 0
    }
    if let index = unsafe index { unsafe release((index, mask), to: heap) }
    unsafe index = nil
  }

  /// Bytes of the tables.
  var tableSize: Int {
    capacity * MemoryLayout<Entry>.stride
      + (unsafe index == nil ? 0 : (Int(mask) + 1) * MemoryLayout<Slot>.stride)
  }

  /// Gives the new table its entries, which are few enough to need no index.
  @inline(__always)
  func fill(keys: TupleObject, values: Values, count: Int, heap: Heap) {
    let capacity = max(count, 4)
    unsafe entries = heap.allocateBuffer(size: capacity &* MemoryLayout<Entry>.stride)
      .assumingMemoryBound(to: Entry.self)
    self.capacity = capacity
    var index = 0
    while index < count {
      unsafe entries[index] = Entry(key: keys[index], value: values[index])
      index &+= 1
    }
    used = count
    live = UInt32(truncatingIfNeeded: count)
  }

  func initialize() {
    unsafe entries = UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
    unsafe index = nil
    object.store(0 as UInt64, at: 24)
    object.store(0 as UInt64, at: 32)
  }
}
