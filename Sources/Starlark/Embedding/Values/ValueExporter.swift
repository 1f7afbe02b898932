/// Copies values of a script into Swift.
///
/// What is shared in the script is copied each time, so size is counted.
struct ValueExporter {
  /// The evaluation that the values are of, nil for those of a frozen module.
  private let machine: Machine?
  private let owner: HeapOwner
  private let limit: Int
  private var size = 0

  /// Copies values of an evaluation.
  init(_ machine: Machine) {
    self.machine = machine
    owner = machine.evaluator.owner
    limit = machine.heap.valueLimit
  }

  /// Copies values of a frozen module.
  init(frozen owner: HeapOwner) {
    machine = nil
    self.owner = owner
    limit = Limits().value
  }

  mutating func export(_ value: Value) throws(TransferFailure) -> StarlarkValue {
    try export(value, depth: 0)
  }

  private mutating func count(_ bytes: Int) throws(TransferFailure) {
    size += bytes
    guard size <= limit else {
      throw .refused(.valueTooLarge(bytes: size, limit: limit))
    }
    if let machine, !machine.charge(1 + bytes >> 6) { throw .recorded }
  }

  private mutating func export(
    _ value: Value, depth: Int
  ) throws(TransferFailure) -> StarlarkValue {
    guard depth <= TransferFailure.depthLimit else { throw .tooDeep }
    try count(16)
    if value.isSmallInt { return .int(value.smallInt) }
    if value.isInlineDouble { return .float(value.inlineDouble) }
    if value.isBool { return .bool(Value.same(value, .yes)) }
    guard value.isObject else { return .none }
    let object = value.object
    switch object.kind {
    case .double: return .float(DoubleObject(object).value)
    case .bigInt:
      let limbs = BigIntObject(object)
      let number = WideInteger(isNegative: limbs.isNegative, limbs: limbs.limbs.words)
      return number.word.map { .int($0) } ?? .wideInt(number)
    case .string:
      try count(StringObject(object).count)
      guard let text = unsafe String(validating: StringObject(object).buffer, as: UTF8.self) else {
        throw .refused(
          EvaluationFailure(
            .error, "a string with invalid UTF-8 cannot be passed to the host",
            hint: "pass bytes(s) instead"))
      }
      return .string(text)
    case .bytes:
      try count(StringObject(object).count)
      return .bytes(unsafe Array(StringObject(object).buffer))
    case .list:
      let list = ListObject(object)
      return .list(try elements(list.items, list.count, depth))
    case .tuple:
      let tuple = TupleObject(object)
      return .tuple(try elements(tuple.items, tuple.count, depth))
    case .range: return .list(try numbers(RangeObject(object)))
    case .set: return .set(try entries(TableObject(object), depth).map(\.key))
    case .dict: return .dict(try entries(TableObject(object), depth))
    case .structure: return try structure(StructureObject(object), depth)
    case .host:
      if let adapter = HostReference(object).value as? ObjectAdapter {
        return .object(StarlarkValue.ObjectReference(adapter.object))
      }
    default: break
    }
    return .handle(handle(value))
  }

  private mutating func elements(
    _ values: Values, _ total: Int, _ depth: Int
  ) throws(TransferFailure) -> [StarlarkValue] {
    var result: [StarlarkValue] = []
    for index in 0..<total { result.append(try export(values[index], depth: depth + 1)) }
    return result
  }

  private mutating func numbers(_ range: RangeObject) throws(TransferFailure) -> [StarlarkValue] {
    var result: [StarlarkValue] = []
    for index in 0..<range.count {
      try count(16)
      result.append(.int(range[index]))
    }
    return result
  }

  private mutating func entries(
    _ table: TableObject, _ depth: Int
  ) throws(TransferFailure) -> [StarlarkValue.Entry] {
    var result: [StarlarkValue.Entry] = []
    var position = 0
    while let place = table.position(from: position) {
      let key = try export(table.key(at: place), depth: depth + 1)
      let value =
        table.object.kind == .dict
        ? try export(table.value(at: place), depth: depth + 1) : StarlarkValue.none
      result.append(StarlarkValue.Entry(key, value))
      position = place + 1
    }
    return result
  }

  private mutating func structure(
    _ structure: StructureObject, _ depth: Int
  ) throws(TransferFailure) -> StarlarkValue {
    var fields: [StarlarkValue.Field] = []
    for index in 0..<structure.count {
      let name = StringObject(structure.shape.names[index].object).text
      try count(name.utf8.count)
      let value = try export(structure.fields[index], depth: depth + 1)
      fields.append(StarlarkValue.Field(name, value))
    }
    return .structure(StringObject(structure.shape.typeName.object).text, fields)
  }

  /// A handle of any value.
  func handle(_ value: Value) -> StarlarkHandle {
    let name =
      value.isObject(.function)
      ? FunctionObject(value.object).code.description.name
      : value.isObject(.builtin)
        ? BuiltinObject(value.object).native.signature.name : value.typeName
    let isFrozen = value.isObject && value.object.isFrozen && machine == nil
    guard let machine, !isFrozen else {
      return StarlarkHandle(.frozen(owner, value), typeName: value.typeName, name: name)
    }
    let table = machine.evaluator.handles
    return StarlarkHandle(
      .rooted(table, table.keep(value), value), typeName: value.typeName, name: name)
  }
}
