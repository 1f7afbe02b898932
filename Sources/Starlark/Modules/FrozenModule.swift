import StarlarkCompiler

/// A module after its evaluation: immutable, and readable by any number of evaluations at once.
public final class FrozenModule: @unchecked Sendable {
  // Nothing of the heap or the globals changes after the initializer has frozen them.
  let owner: HeapOwner
  let globals: Globals

  /// Freezes what a program left in its globals.
  package init(globals: Globals, of evaluator: Evaluator) {
    owner = evaluator.owner
    self.globals = globals
    evaluator.surrenderSteps()
    var freezer = Freezer()
    for slot in globals.names.indices { freezer.freeze(globals[slot]) }
    unsafe evaluator.heap.state.pointee.isSealed = true
  }

  /// The names that other files can load.
  public var names: [String] {
    globals.names.indices.filter { isExported($0) }.map { globals.names[$0] }
  }

  private func isExported(_ slot: Int) -> Bool {
    !globals.loaded.contains(slot) && !globals.names[slot].hasPrefix("_")
      && !globals[slot].isUnbound
  }

  /// The value of an exported name, or nil.
  package func value(of name: String) -> Value? {
    globals.names.firstIndex(of: name).flatMap { isExported($0) ? globals[$0] : nil }
  }
}

/// Makes values immutable with everything that they refer to; nesting costs no native stack.
struct Freezer {
  private var pending: [Object] = []

  /// Freezes a value.
  mutating func freeze(_ value: Value) {
    push(value)
    while let object = pending.popLast() { freezeReferences(of: object) }
  }

  private mutating func push(_ value: Value) {
    guard value.isObject, !value.object.isFrozen else { return }
    let object = value.object
    // A frozen object never changes again, so what it would compute later is computed now.
    if object.kind == .string || object.kind == .bytes { _ = StringObject(object).hash }
    if object.kind == .dict || object.kind == .set {
      let table = TableObject(object)
      if table.hasManyHoles && table.isMutable { table.closeHoles() }
    }
    object.header.flags.insert(.frozen)
    if !object.kind.isLeaf { pending.append(object) }
  }

  private mutating func push(_ values: Values, count: Int) {
    for index in 0..<count { push(values[index]) }
  }

  private mutating func freezeReferences(of object: Object) {
    switch object.kind {
    case .list: push(ListObject(object).items, count: ListObject(object).count)
    case .tuple: push(TupleObject(object).items, count: TupleObject(object).count)
    case .dict, .set:
      let table = TableObject(object)
      var position = 0
      while let place = table.position(from: position) {
        push(table.key(at: place))
        push(table.value(at: place))
        position = place + 1
      }
    case .cell: push(CellObject(object).value)
    case .function:
      let function = FunctionObject(object)
      push(function.defaults, count: function.valueCount)
      freezeProgram(function.code.program)
    case .boundMethod:
      push(BoundMethodObject(object).receiver)
      push(BoundMethodObject(object).method)
    case .stringView: push(StringViewObject(object).string)
    case .structure:
      let structure = StructureObject(object)
      push(Value(structure.shape.object))
      push(structure.fields, count: structure.count)
    case .shape:
      let shape = ShapeObject(object)
      push(shape.typeName)
      push(Value(shape.names.object))
      push(Value(shape.positions.object))
    case .recordType:
      push(RecordTypeObject(object).shape)
      push(RecordTypeObject(object).types)
      push(RecordTypeObject(object).defaults)
    case .free, .string, .bytes, .double, .bigInt, .descriptor, .range, .builtin, .host: break
    }
  }

  /// What a function's code refers to is shared with it: its constants, and the globals that it reads.
  private mutating func freezeProgram(_ program: LinkedProgram) {
    for constant in program.constants { push(constant) }
    for slot in program.globals.names.indices { push(program.globals[slot]) }
  }
}
