/// Copies values of Swift into the heap of an evaluation.
///
/// Nothing is collected meanwhile.
struct ValueImporter {
  let machine: Machine
  private var heap: Heap { machine.heap }

  init(_ machine: Machine) {
    self.machine = machine
  }

  /// The value in the heap; `.failed` after an error was recorded.
  func value(_ value: StarlarkValue) -> Value {
    do throws(TransferFailure) {
      return try make(value, depth: 0)
    } catch {
      return machine.fail(error)
    }
  }

  private func charge(bytes: Int) throws(TransferFailure) {
    guard machine.charge(bytes: bytes) else { throw .recorded }
  }

  func make(_ value: StarlarkValue, depth: Int) throws(TransferFailure) -> Value {
    guard depth <= TransferFailure.depthLimit else { throw .tooDeep }
    guard machine.charge() else { throw .recorded }
    switch value {
    case .none: return .none
    case .bool(let truth): return Value(truth)
    case .int(let number): return heap.int(number)
    case .wideInt(let number):
      guard Integers.checkSize(machine, bits: number.bitWidth) else {
        throw .recorded
      }
      return heap.bigInt(isNegative: number.isNegative, magnitude: number.limbs)
    case .float(let number): return heap.double(number)
    case .string(let text):
      try charge(bytes: text.utf8.count)
      return heap.string(text)
    case .bytes(let bytes):
      try charge(bytes: bytes.count)
      return heap.bytes(bytes)
    case .list(let elements):
      try charge(bytes: elements.count * 8)
      return heap.list(try all(elements, depth))
    case .tuple(let elements):
      try charge(bytes: elements.count * 8)
      return heap.tuple(try all(elements, depth))
    case .set(let elements):
      let set = heap.set()
      for element in elements { try insert(element, .none, into: set, depth) }
      return Value(set.object)
    case .dict(let entries):
      let dict = heap.dict()
      for entry in entries { try insert(entry.key, entry.value, into: dict, depth) }
      return Value(dict.object)
    case .structure(let name, let fields):
      try charge(bytes: fields.count * 8)
      let shape = heap.shape(typeName: name, names: fields.map(\.name))
      let structure = heap.structure(shape)
      for (index, field) in fields.enumerated() {
        structure.fields[index] = try make(field.value, depth: depth + 1)
      }
      return Value(structure.object)
    case .object(let reference): return heap.host(ObjectAdapter(reference.object))
    case .handle(let handle): return try self.handle(handle)
    }
  }

  private func all(_ values: [StarlarkValue], _ depth: Int) throws(TransferFailure) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(values.count)
    for value in values { result.append(try make(value, depth: depth + 1)) }
    return result
  }

  private func insert(
    _ key: StarlarkValue, _ value: StarlarkValue, into table: TableObject, _ depth: Int
  ) throws(TransferFailure) {
    let key = try make(key, depth: depth + 1)
    guard let hash = machine.hash(key) else { throw .recorded }
    table.set(key, hash: hash, to: try make(value, depth: depth + 1), heap: heap)
    guard machine.checkGrowth(Value(table.object)) else { throw .recorded }
  }

  private func handle(_ handle: StarlarkHandle) throws(TransferFailure) -> Value {
    switch handle.place {
    case .frozen(let owner, let value):
      heap.retain(owner)
      return value
    case .rooted(let table, _, let value):
      guard table === machine.evaluator.handles else {
        throw .refused(
          EvaluationFailure(
            .error, "\(handle) belongs to another evaluation",
            hint: "freeze the module that it is of"))
      }
      return value
    }
  }
}
