/// Bytes that several strings are beginnings of, with room for more: `s += t` in a loop copies `t` and not `s`.
///
/// It is a `bytes` object that no script sees, whose length is its capacity, with how much is in use where a string has
/// the number of a method. Strings that end where the used part ends can be added to in place; those that end before
/// stay what they are.
@safe
struct GrowingText {
  let object: Object

  /// A shorter text is copied as fast as it is shared.
  static let least = 256

  @inline(__always)
  private var capacity: Int { StringObject(object).count }

  @inline(__always)
  private var used: Int {
    get { Int(object.load(12, as: UInt32.self)) }
    nonmutating set { object.store(UInt32(truncatingIfNeeded: newValue), at: 12) }
  }

  /// The text that a string is part of and can grow in, on its own heap and with nobody reading it but this thread.
  init?(of string: StringObject, growingBy count: Int, heap: Heap) {
    guard string.object.header.flags.contains(.shared) else { return nil }
    object = string.object.load(24, as: Value.self).object
    guard object.header.heap == heap.identifier, !string.object.isFrozen, used == string.count,
      used + count <= capacity
    else { return nil }
  }

  init(capacity: Int, heap: Heap) {
    object = heap.uninitializedString(.bytes, count: capacity).object
  }

  /// Where the next bytes go.
  var end: Bytes { object.bytes(at: 16 + used) }

  /// The string of all bytes in use, so many more than before.
  func extended(by count: Int, heap: Heap) -> StringObject {
    used += count
    let string = StringObject(heap.allocate(.string, size: 32))
    string.object.header.flags.insert(.shared)
    string.object.store(UInt32(truncatingIfNeeded: used), at: 8)
    string.object.store(0 as UInt32, at: 12)
    unsafe string.object.store(object.bytes(at: 16).base, at: 16)
    string.object.store(Value(object), at: 24)
    return string
  }
}
