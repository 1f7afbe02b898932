/// A string: UTF-8 bytes that never change.
///
/// `bytes` values have the same form.
///
///     0 header (extra: hash, 0 if not computed)   8 length   12 method number + 1, 0 if none   16 bytes…
///
/// A string that came about by adding to another one may be part of a ``GrowingText``:
///
///     … 16 where its bytes begin   24 the growing text
@safe
package struct StringObject {
  package let object: Object
  static let headerSize = 16

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  package var count: Int { Int(object.load(8, as: UInt32.self)) }

  @inline(__always)
  package var bytes: Bytes {
    _fastPath(!object.header.flags.contains(.shared)) ? object.bytes(at: 16) : sharedBytes
  }

  @inline(__always)
  private var sharedBytes: Bytes {
    unsafe Bytes(object.load(16, as: UnsafeMutablePointer<UInt8>.self))
  }

  @inline(__always)
  package var buffer: UnsafeBufferPointer<UInt8> { unsafe bytes.buffer(count: count) }

  /// The number of the method that an interned string names.
  @inline(__always)
  var methodNumber: Int? {
    get {
      let number = Int(object.load(12, as: UInt32.self))
      return number == 0 ? nil : number - 1
    }
    nonmutating set { object.store(UInt32((newValue ?? -1) + 1), at: 12) }
  }

  /// The hash, which a string that is not frozen keeps.
  @inline(__always)
  var hash: UInt32 {
    let known = object.header.extra
    return _fastPath(known != 0) ? known : computeHash()
  }

  @inline(never)
  private func computeHash() -> UInt32 {
    let hash = unsafe Hashing.bytes(bytes.buffer(count: count))
    if !object.isFrozen { object.header.extra = hash }
    return hash
  }

  @inline(__always)
  static func equal(_ x: StringObject, _ y: StringObject) -> Bool {
    if x.object == y.object { return true }
    guard x.count == y.count else { return false }
    let (xHash, yHash) = (x.object.header.extra, y.object.header.extra)
    if xHash != yHash && xHash != 0 && yHash != 0 { return false }
    return haveSameBytes(x, y)
  }

  @inline(__always)
  static func haveSameBytes(_ x: StringObject, _ y: StringObject) -> Bool {
    let count = x.count
    guard count == y.count else { return false }
    return Bytes.areSame(x.bytes, y.bytes, count: count)
  }

  /// The order of the bytes: below 0, 0, or above 0.
  @inline(__always)
  static func compare(_ x: StringObject, _ y: StringObject) -> Int {
    Bytes.order(x.bytes, x.count, y.bytes, y.count)
  }

  /// The text as a Swift string; invalid UTF-8 becomes U+FFFD.
  package var text: String {
    unsafe String(decoding: buffer, as: UTF8.self)
  }
}
