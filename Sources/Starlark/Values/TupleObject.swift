/// A tuple.
///
///     0 header   8 count   16 items…
@safe
package struct TupleObject {
  package let object: Object

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  package var count: Int { object.load(8, as: Int.self) }

  @inline(__always)
  package var items: Values { object.values(at: 16) }

  @inline(__always)
  package subscript(index: Int) -> Value {
    get { items[index] }
    nonmutating set { items[index] = newValue }
  }
}
