import Glibc

// `format.format(*arguments, **keywords)`
extension Format {
  static func braces(
    _ machine: Machine, format: StringObject, arguments: TupleObject, keywords: TableObject
  ) -> Value {
    var fields = BraceFields(
      machine: machine, format: format, arguments: arguments, keywords: keywords)
    var text = TextBuffer(machine, capacity: format.count + 16)
    return fields.fill(&text) ? text.string(in: machine) : .failed
  }
}

/// The replacement fields of one format and where their values come from.
private struct BraceFields {
  let machine: Machine
  let format: StringObject
  let arguments: TupleObject
  let keywords: TableObject
  private var automaticCount = 0
  /// Most bytes between two braces.
  private static let longestField = 10_000
  private var isManual = false
  private var isAutomatic = false

  init(machine: Machine, format: StringObject, arguments: TupleObject, keywords: TableObject) {
    self.machine = machine
    self.format = format
    self.arguments = arguments
    self.keywords = keywords
  }

  private func fail(_ message: String) -> Bool {
    machine.fail("string.format: \(message)")
    return false
  }

  mutating func fill(_ text: inout TextBuffer) -> Bool {
    let (bytes, end) = (format.bytes, format.count)
    var index = 0
    var start = 0
    var pace = Pace(machine)
    while index < end {
      guard pace.goesOn(at: index) else { return false }
      let byte = bytes[index]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        index &+= 1
        continue
      }
      text.append(bytes + start, count: index - start)
      if index + 1 < end && bytes[index + 1] == byte {
        text.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "}") {
        return fail("single '}' in format")
      } else {
        let field = bytes + (index + 1)
        guard let count = place(of: UInt8(ascii: "}"), in: field, count: end - index - 1) else {
          return fail("unmatched '{' in format")
        }
        guard count <= Self.longestField else {
          return fail("a replacement field of \(count) bytes, want at most \(Self.longestField)")
        }
        guard replace(field, count: count, into: &text) else { return false }
        index += count + 2
      }
      start = index
    }
    text.append(bytes + start, count: end - start)
    return !text.isFull
  }

  /// Puts in the value of `name!conversion:specification`.
  private mutating func replace(_ field: Bytes, count: Int, into text: inout TextBuffer) -> Bool {
    let colon = place(of: UInt8(ascii: ":"), in: field, count: count) ?? count
    let mark = place(of: UInt8(ascii: "!"), in: field, count: colon)
    guard let value = value(field, count: mark ?? colon) else { return false }
    guard count - colon <= 1 else {
      let specification = word(field + (colon + 1), count - colon - 1)
      return fail(
        "format spec features not supported in replacement fields: \(specification); "
          + "an f-string takes them")
    }
    guard let mark else { return machine.str(value, into: &text) }
    switch word(field + (mark + 1), colon - mark - 1) {
    case "s": return machine.str(value, into: &text)
    case "r": return machine.repr(value, into: &text)
    case let other: return fail("unknown conversion \"\(other)\", want \"s\" or \"r\"")
    }
  }

  private mutating func value(_ name: Bytes, count: Int) -> Value? {
    var number = 0
    var isNumber = count > 0
    for index in 0..<count {
      let digit = Int(name[index]) - 0x30
      guard (0...9).contains(digit), number < 1 << 40 else {
        isNumber = false
        break
      }
      number = number * 10 + digit
    }
    guard isNumber || count == 0 else { return keyword(name, count: count) }
    if count == 0 {
      number = automaticCount
      automaticCount += 1
      isAutomatic = true
    } else {
      isManual = true
    }
    guard !isManual || !isAutomatic else {
      _ = fail(
        count == 0
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification")
      return nil
    }
    guard number < arguments.count else {
      _ = fail("tuple index out of range: no argument for field \(number), got \(arguments.count)")
      return nil
    }
    return arguments[number]
  }

  private func keyword(_ name: Bytes, count: Int) -> Value? {
    let key = machine.heap.string(name, count: count)
    let position = keywords.find(key, hash: StringObject(key.object).hash)
    if position >= 0 { return keywords.value(at: position) }
    let text = word(name, count)
    if text.contains(".") {
      _ = fail("attribute syntax x.y is not supported in replacement fields: \(text)")
    } else if text.contains("[") {
      _ = fail("element syntax a[i] is not supported in replacement fields: \(text)")
    } else if text.contains("{") {
      _ = fail("nested replacement fields not supported")
    } else {
      _ = fail("keyword \(text) not found")
    }
    return nil
  }

  private func place(of byte: UInt8, in bytes: Bytes, count: Int) -> Int? {
    guard count > 0, let found = unsafe memchr(bytes.base, Int32(byte), count) else { return nil }
    return unsafe found - UnsafeMutableRawPointer(bytes.base)
  }

  private func word(_ bytes: Bytes, _ count: Int) -> String {
    unsafe String(decoding: bytes.buffer(count: count), as: UTF8.self)
  }
}
