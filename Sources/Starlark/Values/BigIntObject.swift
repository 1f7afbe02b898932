/// An integer past 62 bits: sign and magnitude, the lowest limb first.
///
///     0 header (extra: 1 if negative)   8 number of limbs   16 limbs…
///
/// The highest limb is not zero, and no value that fits 62 bits has this form.
@safe
package struct BigIntObject {
  package let object: Object

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  package var isNegative: Bool { object.header.extra != 0 }
  package var limbCount: Int { object.load(8, as: Int.self) }
  /// The magnitude, readable while the object is reachable.
  var limbs: Limbs {
    unsafe Limbs(
      base: (object.pointer + 16).assumingMemoryBound(to: UInt64.self), count: limbCount)
  }
}
