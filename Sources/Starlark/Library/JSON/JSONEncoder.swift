/// Why a value has no JSON text.
enum JSONWritingError: Error {
  case unsupported(String)
  /// An error was recorded with the machine.
  case recorded
}

/// Writes a value as JSON; nesting costs no native stack.
struct JSONEncoder {
  private let machine: Machine
  private var levels: [Level] = []
  /// The addresses of what is being written, to find cycles.
  private var path: Set<UInt> = []

  /// How many of the containers around a value an error names.
  private static let mostPlaces = 20
  /// How deep values may nest: what is open takes memory that no value accounts for.
  private static let deepest = 200_000

  /// An array or object that is being written.
  private struct Level {
    /// What the script sees, for messages and cycles.
    let source: Value
    /// The elements, or the values of the names.
    let values: ListObject
    /// The names of an object, sorted.
    let names: ListObject?
    var position = 0
  }

  init(_ machine: Machine) {
    self.machine = machine
  }

  mutating func encode(_ value: Value, into text: inout TextBuffer) throws(JSONWritingError) {
    do throws(JSONWritingError) {
      try begin(value, into: &text)
      while let last = levels.indices.last { try proceed(last, into: &text) }
    } catch {
      guard case .unsupported(let message) = error else { throw error }
      let outer = levels.suffix(Self.mostPlaces)
      let start = outer.count < levels.count ? "… " : ""
      throw .unsupported(start + outer.map(place).joined() + message)
    }
    if text.isFull { throw .recorded }
  }

  /// Where in a container the value stands that was written last.
  private func place(_ level: Level) -> String {
    let index = level.position - 1
    guard index >= 0 else { return "" }
    guard let names = level.names else {
      return "at \(machine.typeName(level.source)) index \(index): "
    }
    return level.source.isObject(.dict)
      ? "in dict key \(machine.shortText(names[index])): "
      : "in field .\(StringObject(names[index].object).text): "
  }

  private mutating func proceed(_ last: Int, into text: inout TextBuffer) throws(JSONWritingError) {
    let level = levels[last]
    guard !text.isFull, machine.charge() else { throw .recorded }
    guard level.position < level.values.count else {
      text.append(level.names == nil ? "]" : "}")
      path.remove(level.source.object.address)
      levels.removeLast()
      return
    }
    if level.position > 0 { text.append(",") }
    levels[last].position += 1
    if let names = level.names {
      text.append(json: StringObject(names[level.position].object))
      text.append(":")
    }
    try begin(level.values[level.position], into: &text)
  }

  private mutating func begin(
    _ value: Value, into text: inout TextBuffer
  ) throws(JSONWritingError) {
    if value.isNone { return text.append("null") }
    if value.isBool { return text.append(Value.same(value, .yes) ? "true" : "false") }
    if Numbers.isInt(value) {
      guard Integers.append(value, radix: 10, into: &text, machine: machine) else {
        throw .recorded
      }
      return
    }
    if Numbers.isDouble(value) {
      let double = Numbers.double(value)
      guard double.isFinite else {
        throw .unsupported("cannot encode non-finite float \(Floats.text(double))")
      }
      return Floats.append(double, into: &text)
    }
    guard value.isObject else {
      throw .unsupported("cannot encode \(machine.typeName(value)) as JSON")
    }
    if value.object.kind == .string { return text.append(json: StringObject(value.object)) }
    try open(value, into: &text)
  }

  // MARK: Containers

  private mutating func open(
    _ value: Value, into text: inout TextBuffer
  ) throws(JSONWritingError) {
    guard !path.contains(value.object.address) else {
      throw .unsupported("cycle in JSON structure")
    }
    guard levels.count < Self.deepest else {
      throw .unsupported("nested too deeply: more than \(Self.deepest) levels")
    }
    let values: ListObject
    var names: ListObject?
    if value.isObject(.dict) {
      (names, values) = try entries(TableObject(value.object))
    } else if value.isObject(.list) {
      values = ListObject(value.object)
    } else if machine.isIterable(value) {
      guard let elements = Lists.make(machine, of: value) else { throw .recorded }
      values = elements
    } else if value.isObject(.structure) || value.isObject(.host) {
      (names, values) = try fields(value)
    } else {
      throw .unsupported("cannot encode \(machine.typeName(value)) as JSON")
    }
    path.insert(value.object.address)
    levels.append(Level(source: value, values: values, names: names))
    text.append(names == nil ? "[" : "{")
  }

  private func entries(
    _ dict: TableObject
  ) throws(JSONWritingError) -> (ListObject, ListObject) {
    guard let names = Lists.make(machine, capacity: dict.count),
      let values = Lists.make(machine, capacity: dict.count)
    else { throw .recorded }
    var position = 0
    while let place = dict.position(from: position) {
      let key = dict.key(at: place)
      guard key.isObject(.string) else {
        throw .unsupported("dict has \(machine.typeName(key)) key, want string")
      }
      names.append(key, heap: machine.heap)
      values.append(dict.value(at: place), heap: machine.heap)
      position = place + 1
    }
    return try sorted(names, values)
  }

  private func fields(_ value: Value) throws(JSONWritingError) -> (ListObject, ListObject) {
    if value.isObject(.structure) {
      let structure = StructureObject(value.object)
      guard let names = Lists.make(machine, of: Value(structure.shape.names.object)),
        let values = Lists.make(machine, capacity: structure.count)
      else { throw .recorded }
      values.items.update(from: structure.fields, count: structure.count)
      values.count = structure.count
      return try sorted(names, values)
    }
    let attributes = machine.attributeNames(value)
    guard let names = Lists.make(machine, capacity: attributes.count),
      let values = Lists.make(machine, capacity: attributes.count)
    else { throw .recorded }
    guard !attributes.isEmpty else {
      throw .unsupported("cannot encode \(machine.typeName(value)) as JSON")
    }
    for attribute in attributes {
      let name = machine.heap.intern(attribute)
      let field = machine.attribute(value, name)
      if field.isFailed { throw .recorded }
      names.append(name, heap: machine.heap)
      values.append(field, heap: machine.heap)
    }
    return try sorted(names, values)
  }

  private func sorted(
    _ names: ListObject, _ values: ListObject
  ) throws(JSONWritingError) -> (ListObject, ListObject) {
    guard Sorting.sort(machine, values, by: names, isReversed: false),
      Sorting.sort(machine, names, by: names, isReversed: false)
    else { throw .recorded }
    return (names, values)
  }
}

extension TextBuffer {
  /// Appends a string as JSON; bytes that belong to no code point become U+FFFD.
  mutating func append(json string: StringObject) {
    let (bytes, end) = (string.bytes, string.count)
    append(UInt8(ascii: "\""))
    var start = 0
    for index in 0..<end {
      if _slowPath(index & (Self.stretch - 1) == Self.stretch - 1), !mayGoOn() { return }
      let byte = bytes[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      append(repairing: bytes + start, count: index - start)
      start = index + 1
      append(UInt8(ascii: "\\"))
      switch byte {
      case 8: append(UInt8(ascii: "b"))
      case 9: append(UInt8(ascii: "t"))
      case 10: append(UInt8(ascii: "n"))
      case 12: append(UInt8(ascii: "f"))
      case 13: append(UInt8(ascii: "r"))
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
      default:
        append("u")
        append(hex: UInt32(byte), width: 4)
      }
    }
    append(repairing: bytes + start, count: end - start)
    append(UInt8(ascii: "\""))
  }
}
