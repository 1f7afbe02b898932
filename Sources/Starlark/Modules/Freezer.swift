import StarlarkCompiler

/// Makes values immutable with everything that they refer to; nesting costs no native stack.
///
/// What is frozen already is looked into again, unless no code is among it: a global or cell that code names may have got
/// another value since. Objects of other heaps are frozen with all that they refer to.
@safe
struct Freezer {
  /// What of its program a function brings with it.
  enum Reach {
    /// All constants and globals.
    case programs
    /// The globals that its own code names.
    case namedGlobals
  }

  private let heap: Heap
  private let reach: Reach
  /// What lists, dicts and sets note that froze them, 0 for nothing that errors speak of.
  private let cause: UInt32
  private var pending: [Object] = []
  private var visited: [Object] = []
  private var programs: Set<ObjectIdentifier> = []
  /// Whether what was reached since the root includes code, or something of an earlier root.
  private var isMere = true
  private static let quantum = 1024

  init(heap: Heap, reach: Reach, cause: UInt32 = 0) {
    self.heap = heap
    self.reach = reach
    self.cause = cause
  }

  /// Freezes values.
  ///
  /// - Parameters:
  ///   - roots: The values.
  ///   - machine: Which evaluation they are of.
  ///   - isCharged: Whether the evaluation takes steps for it, and a limit or cancellation may end it halfway.
  /// - Returns: False after an error was recorded.
  mutating func freeze(_ roots: [Value], _ machine: Machine, isCharged: Bool = false) -> Bool {
    defer {
      for object in visited { object.header.flags.remove(.visited) }
    }
    for root in roots {
      isMere = true
      push(root)
      var patience = Freezer.quantum
      while let object = pending.popLast() {
        guard freezeReferences(of: object, machine) else { return false }
        patience -= 1
        if patience == 0 {
          guard !isCharged || machine.charge(Freezer.quantum) else { return false }
          patience = Freezer.quantum
        }
      }
      if isMere, root.isObject, root.object.header.heap == heap.identifier, root.object.isFrozen {
        root.object.header.flags.insert(.frozenData)
      }
    }
    return true
  }

  private mutating func push(_ value: Value) {
    guard value.isObject else { return }
    let object = value.object
    let header = object.header
    guard header.heap == heap.identifier, !header.flags.contains(.frozenData) else { return }
    guard !header.flags.contains(.visited) else {
      isMere = false
      return
    }
    if !header.flags.contains(.frozen) { seal(object) }
    guard !header.kind.isLeaf else { return }
    object.header.flags.insert(.visited)
    visited.append(object)
    pending.append(object)
  }

  private func seal(_ object: Object) {
    switch object.kind {
    // A frozen object never changes again, so what it would compute later is computed now.
    case .string, .bytes: _ = StringObject(object).hash
    case .list: object.header.extra = cause
    case .dict, .set:
      let table = TableObject(object)
      if table.hasManyHoles && table.isMutable { table.closeHoles(heap: heap) }
      object.header.extra = cause
    // The function that a cell belongs to may give it another value once those that were frozen have ended.
    case .cell: return
    default: break
    }
    object.header.flags.insert(.frozen)
  }

  private mutating func push(_ values: Values, count: Int) {
    for index in 0..<count { push(values[index]) }
  }

  private mutating func freezeReferences(of object: Object, _ machine: Machine) -> Bool {
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
      freezeProgram(function.code)
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
    case .host: return freezeHost(object, machine)
    case .free, .string, .bytes, .double, .bigInt, .descriptor, .range, .builtin: break
    }
    return true
  }

  /// What a function's code refers to is shared with it.
  private mutating func freezeProgram(_ code: LinkedCode) {
    isMere = false
    let program = code.program
    switch reach {
    case .programs:
      guard programs.insert(ObjectIdentifier(program)).inserted else { return }
      for constant in program.constants { push(constant) }
      for slot in program.globals.names.indices { push(program.globals[slot]) }
    case .namedGlobals:
      let named = program.named(by: code.index)
      for slot in named.globals { push(program.globals[slot]) }
      for value in named.constants { push(value) }
    }
  }

  private mutating func freezeHost(_ object: Object, _ machine: Machine) -> Bool {
    guard let host = machine.hostObject(Value(object)) else { return true }
    isMere = false
    guard let values = host.share(machine: machine) else { return false }
    for value in values { push(value) }
    return true
  }
}
