import Glibc
import StarlarkCompiler

// Methods that take strings apart and put them together.
extension StringMethods {
  private static let splitParameters: [Signature.Parameter] = [
    .optional("sep", .union([.string, .none]), default: "None"),
    .optional("maxsplit", .optionalInt, default: "-1"),
  ]

  static let splitting = [
    NativeFunction(
      Signature(
        "string.join", [.positional("elements", .iterable(.string))], result: .string,
        documentation: "The strings of an iterable with the string between them."),
      body: join),
    NativeFunction(
      Signature(
        "string.rsplit", splitParameters, result: .list(.string),
        documentation:
          "The parts between occurrences of a separator, or between white space; with a maximum, "
          + "split at the last ones.")
    ) { machine, arguments in split(machine, "string.rsplit", arguments, fromEnd: true) },
    NativeFunction(
      Signature(
        "string.split", splitParameters, result: .list(.string),
        documentation:
          "The parts between occurrences of a separator, or between white space; with a maximum, "
          + "split at the first ones.")
    ) { machine, arguments in split(machine, "string.split", arguments, fromEnd: false) },
    NativeFunction(
      Signature(
        "string.splitlines", [.optional("keepends", .bool, default: "False")],
        result: .list(.string),
        documentation: "The lines, which end with \\n, \\r or \\r\\n, with their ends if asked for."
      ),
      body: splitLines),
  ]

  // MARK: Splitting

  private static func split(
    _ machine: Machine, _ function: String, _ arguments: Values, fromEnd: Bool
  ) -> Value {
    let string = receiver(arguments)
    var limit = Int.max
    if !arguments[1].isUnbound && !arguments[1].isNone {
      guard let given = Arguments.int(machine, function, "maxsplit", arguments[1]) else {
        return .failed
      }
      if given >= 0 { limit = given }
    }
    guard machine.charge(string.count >> 6) else { return .failed }
    let list = machine.heap.list()
    let isComplete: Bool
    if arguments[0].isUnbound || arguments[0].isNone {
      isComplete =
        fromEnd
        ? splitSpacesFromEnd(machine, string, limit, into: list)
        : splitSpaces(machine, string, limit, into: list)
    } else {
      guard let separator = Arguments.string(machine, function, "sep", arguments[0]) else {
        return .failed
      }
      guard separator.count > 0 else { return machine.fail("\(function): empty separator") }
      isComplete =
        fromEnd && limit != .max
        ? splitFromEnd(machine, string, separator, limit, into: list)
        : split(machine, string, separator, limit, into: list)
    }
    return isComplete ? Value(list.object) : .failed
  }

  /// Adds a part of a string to a list; false after an error was recorded.
  @inline(__always)
  private static func add(
    _ machine: Machine, _ string: StringObject, _ start: Int, _ end: Int, to list: ListObject
  ) -> Bool {
    let piece = part(machine, of: string, from: start, to: end)
    return !piece.isFailed && machine.charge() && Lists.append(machine, list, piece)
  }

  private static func split(
    _ machine: Machine, _ string: StringObject, _ separator: StringObject, _ limit: Int,
    into list: ListObject
  ) -> Bool {
    let (bytes, end, width) = (string.bytes, string.count, separator.count)
    var start = 0
    while list.count < limit {
      let place = ByteSearch.first(separator.bytes, width, in: bytes + start, end - start, machine)
      if place < 0 { break }
      guard add(machine, string, start, start + place, to: list) else { return false }
      start += place + width
    }
    return add(machine, string, start, end, to: list)
  }

  private static func splitFromEnd(
    _ machine: Machine, _ string: StringObject, _ separator: StringObject, _ limit: Int,
    into list: ListObject
  ) -> Bool {
    var end = string.count
    while list.count < limit {
      let place = ByteSearch.last(separator.bytes, separator.count, in: string.bytes, end, machine)
      if place < 0 { break }
      guard add(machine, string, place + separator.count, end, to: list) else { return false }
      end = place
    }
    guard add(machine, string, 0, end, to: list) else { return false }
    Lists.reverse(machine, list)
    return true
  }

  private static func splitSpaces(
    _ machine: Machine, _ string: StringObject, _ limit: Int, into list: ListObject
  ) -> Bool {
    let (bytes, end) = (string.bytes, string.count)
    var index = 0
    var start = -1
    var pace = Pace(machine)
    while index < end {
      guard pace.goesOn(at: index) else { return false }
      let byte = bytes[index]
      var (isSpace, length) = (byte == 0x20 || (byte >= 0x09 && byte <= 0x0D), 1)
      if byte >= 0x80 {
        let (scalar, width) = UTF8Decoding.next(bytes, at: index, end: end)
        (isSpace, length) = (scalar.isSpace, width)
      }
      if isSpace {
        if start >= 0 {
          guard add(machine, string, start, index, to: list) else { return false }
          start = -1
        }
      } else if start < 0 {
        start = index
        // The rest is one part, the white space at its end included.
        if list.count == limit { return add(machine, string, start, end, to: list) }
      }
      index &+= length
    }
    return start < 0 || add(machine, string, start, end, to: list)
  }

  private static func splitSpacesFromEnd(
    _ machine: Machine, _ string: StringObject, _ limit: Int, into list: ListObject
  ) -> Bool {
    var index = string.count
    var end = -1
    var pace = Pace(machine)
    while index > 0 {
      guard pace.goesOn(at: string.count - index) else { return false }
      let (scalar, length) = UTF8Decoding.previous(string.bytes, before: index, start: 0)
      if scalar.isSpace {
        if end >= 0 {
          guard add(machine, string, index, end, to: list) else { return false }
          end = -1
        }
      } else if end < 0 {
        end = index
        if list.count == limit { break }
      }
      index -= length
    }
    guard end < 0 || add(machine, string, 0, end, to: list) else { return false }
    Lists.reverse(machine, list)
    return true
  }

  private static func splitLines(_ machine: Machine, _ arguments: Values) -> Value {
    let string = receiver(arguments)
    let (bytes, end) = (string.bytes, string.count)
    guard
      let keepsEnds = Arguments.bool(machine, "string.splitlines", "keepends", arguments[0]),
      machine.charge(end >> 6)
    else { return .failed }
    let list = machine.heap.list()
    var start = 0
    var index = 0
    var pace = Pace(machine)
    while index < end {
      guard pace.goesOn(at: index) else { return .failed }
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        index &+= 1
        continue
      }
      let isPair =
        byte == UInt8(ascii: "\r") && index + 1 < end && bytes[index + 1] == UInt8(ascii: "\n")
      let next = index + (isPair ? 2 : 1)
      guard add(machine, string, start, keepsEnds ? next : index, to: list) else { return .failed }
      start = next
      index = next
    }
    guard start == end || add(machine, string, start, end, to: list) else { return .failed }
    return Value(list.object)
  }

  // MARK: Joining

  private static func join(_ machine: Machine, _ arguments: Values) -> Value {
    let separator = receiver(arguments)
    let elements = arguments[0]
    guard Arguments.iterable(machine, "string.join", "elements", elements) else { return .failed }
    if elements.isObject(.list) {
      let list = ListObject(elements.object)
      return join(machine, separator, list.items, list.count)
    }
    if elements.isObject(.tuple) {
      let tuple = TupleObject(elements.object)
      return join(machine, separator, tuple.items, tuple.count)
    }
    var text = TextBuffer(machine)
    var index = 0
    let isComplete = machine.iterate(elements) { element in
      guard element.isObject(.string) else {
        failElement(machine, element, index)
        return false
      }
      if index > 0 { text.append(separator) }
      text.append(StringObject(element.object))
      index += 1
      return !text.isFull
    }
    return isComplete ? text.string(in: machine) : .failed
  }

  /// Joins elements whose lengths are summed up first, so that the result is written once.
  private static func join(
    _ machine: Machine, _ separator: StringObject, _ elements: Values, _ count: Int
  ) -> Value {
    guard machine.charge(count) else { return .failed }
    if count == 1, elements[0].isObject(.string) { return elements[0] }
    let width = separator.count
    var total = width * max(0, count - 1)
    var pace = Pace(machine)
    for index in 0..<count {
      guard pace.goesOn(at: index) else { return .failed }
      guard elements[index].isObject(.string) else {
        failElement(machine, elements[index], index)
        return .failed
      }
      total &+= StringObject(elements[index].object).count
    }
    guard machine.charge(bytes: total) else { return .failed }
    let result = machine.heap.uninitializedString(count: total)
    var place = result.bytes
    var copied = 0
    pace = Pace(machine)
    for index in 0..<count {
      if index > 0 && width > 0 {
        guard copy(separator, to: place, machine) else { return .failed }
        place = place + width
      }
      let element = StringObject(elements[index].object)
      let size = element.count
      guard copy(element, to: place, machine) else { return .failed }
      place = place + size
      copied &+= 16 &+ (width &+ size) >> 2
      guard pace.goesOn(at: copied) else { return .failed }
    }
    return Value(result.object)
  }

  /// Copies a string whose bytes are charged for already.
  @inline(__always)
  private static func copy(_ string: StringObject, to place: Bytes, _ machine: Machine) -> Bool {
    guard _fastPath(string.count <= 1 << 20) else {
      return machine.copy(string.bytes, to: place, count: string.count)
    }
    string.bytes.copy(to: place, count: string.count)
    return true
  }

  private static func failElement(_ machine: Machine, _ element: Value, _ index: Int) {
    machine.fail(
      "string.join: in list, want string, got \(machine.typeName(element)), at index \(index)")
  }
}
