/// Makes values of a JSON text.
struct JSONDecoder {
  private let machine: Machine
  private var reader: JSONReader
  /// Lists and dicts that are open, innermost last, each dict with the key whose value follows.
  private var levels: [(container: Value, key: Value)] = []
  /// Keys by their hashes; nothing is collected while a text is read.
  private var keys: [StringObject?] = Array(repeating: nil, count: mostKnown)
  private static let mostKnown = 64
  private static let longestKnown = 64

  init(_ machine: Machine, _ text: StringObject) {
    self.machine = machine
    reader = JSONReader(text, machine)
  }

  mutating func decode() throws(JSONReadingError) -> Value {
    guard machine.charge(reader.count >> 5) else { throw .recorded }
    var result = Value.none
    while true {
      guard machine.charge() else { throw .recorded }
      let value: Value
      switch try reader.next() {
      case .end: return result
      case .beginArray:
        levels.append((Value(machine.heap.list().object), .none))
        continue
      case .beginObject:
        levels.append((Value(machine.heap.dict().object), .none))
        continue
      case .key(let literal):
        levels[levels.count - 1].key = try key(literal)
        continue
      case .endArray, .endObject: value = levels.removeLast().container
      case .string(let literal): value = try string(literal)
      case .number(let range, let isFloat): value = try number(range, isFloat)
      case .null: value = .none
      case .bool(let truth): value = Value(truth)
      }
      if levels.isEmpty { result = value } else { try add(value) }
    }
  }

  private func add(_ value: Value) throws(JSONReadingError) {
    let (container, key) = levels[levels.count - 1]
    if container.isObject(.list) {
      guard Lists.append(machine, ListObject(container.object), value) else { throw .recorded }
    } else {
      TableObject(container.object).set(
        key, hash: StringObject(key.object).hash, to: value, heap: machine.heap)
      guard machine.checkGrowth(container) else { throw .recorded }
    }
  }

  private func number(_ range: Range<Int>, _ isFloat: Bool) throws(JSONReadingError) -> Value {
    let bytes = reader.bytes + range.lowerBound
    if isFloat {
      guard let double = Floats.parse(bytes, count: range.count), double.isFinite else {
        throw .invalid(offset: range.lowerBound, message: "number out of range")
      }
      return machine.heap.double(double)
    }
    switch Integers.parse(bytes, count: range.count, base: 10, machine: machine) {
    case .value(let value): return value
    case .failed: throw .recorded
    case .malformed: throw .invalid(offset: range.lowerBound, message: "invalid number")
    }
  }

  // MARK: Strings

  /// The string of a key: of those that come again and again there is one.
  private mutating func key(_ literal: JSONReader.Literal) throws(JSONReadingError) -> Value {
    let count = literal.range.count - 2
    guard literal.isPlain, count <= Self.longestKnown else { return try string(literal) }
    let bytes = reader.bytes + (literal.range.lowerBound + 1)
    let hash = unsafe Hashing.bytes(bytes.buffer(count: count))
    let place = Int(hash % UInt32(Self.mostKnown))
    if let known = keys[place], known.hash == hash, known.count == count,
      Bytes.areSame(known.bytes, bytes, count: count)
    {
      return Value(known.object)
    }
    let string = StringObject(machine.heap.string(bytes, count: count).object)
    _ = string.hash
    keys[place] = string
    return Value(string.object)
  }

  /// The string of a literal.
  private func string(_ literal: JSONReader.Literal) throws(JSONReadingError) -> Value {
    let (start, end) = (literal.range.lowerBound + 1, literal.range.upperBound - 1)
    let bytes = reader.bytes
    if literal.isPlain {
      let count = end - start
      guard count > 1 << 20 else { return machine.heap.string(bytes + start, count: count) }
      let string = machine.heap.uninitializedString(count: count)
      guard machine.copy(bytes + start, to: string.bytes, count: count) else { throw .recorded }
      return Value(string.object)
    }
    var text = TextBuffer(machine, capacity: end - start)
    var index = start
    var plain = start
    var pace = Pace(machine)
    while index < end {
      guard pace.goesOn(at: index - start) else { throw .recorded }
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      text.append(repairing: bytes + plain, count: index - plain)
      index = try unescape(at: index, end: end, into: &text)
      plain = index
    }
    text.append(repairing: bytes + plain, count: end - plain)
    let result = text.string(in: machine)
    if result.isFailed { throw .recorded }
    return result
  }

  /// Appends what an escape stands for and gives the place after it.
  private func unescape(
    at index: Int, end: Int, into text: inout TextBuffer
  ) throws(JSONReadingError) -> Int {
    let letter = reader.bytes[index + 1]
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      guard let unit = codeUnit(at: index, end: end) else {
        throw .invalid(offset: index, message: "invalid \\u escape, want four hexadecimal digits")
      }
      // The second half of a surrogate pair may follow.
      if 0xD800..<0xDC00 ~= unit, let low = codeUnit(at: index + 6, end: end),
        0xDC00..<0xE000 ~= low
      {
        let value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        return index + 12
      }
      text.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
      return index + 6
    default:
      let scalar = UTF8Decoding.next(reader.bytes, at: index + 1, end: end).scalar
      throw .invalid(offset: index, message: "invalid escape \\\(scalar)")
    }
    return index + 2
  }

  private func codeUnit(at index: Int, end: Int) -> UInt32? {
    guard index + 6 <= end, reader.bytes[index] == UInt8(ascii: "\\"),
      reader.bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for place in index + 2..<index + 6 {
      guard let digit = Unicode.Scalar(reader.bytes[place]).hexadecimalValue else { return nil }
      value = value << 4 | digit
    }
    return value
  }
}

extension Unicode.Scalar {
  fileprivate var hexadecimalValue: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}
