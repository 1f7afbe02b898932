/// The shapes of structures that calls of `struct` make, by the names that the call is written with.
@safe
final class StructureShapes {
  /// What one call makes: its shape, and for each field which argument it is.
  private struct Plan {
    var names: UInt = 0
    var shape: Value = .none
    var arguments: [Int] = []
  }

  /// One place for each of some of the bits of the address of the names.
  private var plans = [Plan](repeating: Plan(), count: 64)

  /// A structure whose fields have these names and the values in the registers.
  func make(_ names: Value, _ values: Values, _ machine: Machine) -> Value {
    let address = names.object.address
    let place = Int(truncatingIfNeeded: address &>> 4) & 63
    if plans[place].names != address { plans[place] = plan(names, machine) }
    let structure = machine.heap.structure(ShapeObject(plans[place].shape.object))
    let fields = structure.fields
    let arguments = plans[place].arguments
    for index in 0..<arguments.count { fields[index] = values[arguments[index]] }
    return Value(structure.object)
  }

  private func plan(_ names: Value, _ machine: Machine) -> Plan {
    let names = TupleObject(names.object)
    let order = (0..<names.count).sorted {
      StringObject.compare(StringObject(names[$0].object), StringObject(names[$1].object)) < 0
    }
    let heap = machine.heap
    let shape = heap.shape(
      type: heap.intern("struct"),
      names: order.map { heap.interned(StringObject(names[$0].object)) })
    return Plan(names: names.object.address, shape: Value(shape.object), arguments: order)
  }

  func mark(_ marker: inout Marker) {
    for plan in plans { marker.mark(plan.shape) }
  }
}
