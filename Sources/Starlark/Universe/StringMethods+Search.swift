import Glibc
import StarlarkCompiler

// Methods that look for a string in a string.
extension StringMethods {
  static let search = [
    NativeFunction(
      Signature(
        "string.count", [.positional("sub", .string)] + bounds, result: .int,
        documentation: "How often a string occurs in the string or a part of it, without overlaps."),
      body: count),
    NativeFunction(
      Signature(
        "string.find", [.positional("sub", .string)] + bounds, result: .int,
        documentation: "The index of the first occurrence of a string, -1 if there is none.")
    ) { machine, arguments in
      find(machine, "string.find", arguments).map { Value(small: $0) } ?? .failed
    },
    NativeFunction(
      Signature(
        "string.index", [.positional("sub", .string)] + bounds, result: .int,
        documentation: "The index of the first occurrence of a string; an error if there is none.")
    ) { machine, arguments in
      found(machine, "string.index", find(machine, "string.index", arguments))
    },
    NativeFunction(
      Signature(
        "string.rfind", [.positional("sub", .string)] + bounds, result: .int,
        documentation: "The index of the last occurrence of a string, -1 if there is none.")
    ) { machine, arguments in
      find(machine, "string.rfind", arguments, last: true).map { Value(small: $0) } ?? .failed
    },
    NativeFunction(
      Signature(
        "string.rindex", [.positional("sub", .string)] + bounds, result: .int,
        documentation: "The index of the last occurrence of a string; an error if there is none.")
    ) { machine, arguments in
      found(machine, "string.rindex", find(machine, "string.rindex", arguments, last: true))
    },
    NativeFunction(
      Signature(
        "string.replace",
        [
          .positional("old", .string), .positional("new", .string),
          .optional("count", .int, default: "-1"),
        ], result: .string,
        documentation:
          "The string with one string replaced by another, at most count times if that is not negative."
      ),
      body: replace),
  ]

  private static func find(
    _ machine: Machine, _ function: String, _ arguments: Values, last: Bool = false
  ) -> Int? {
    let string = receiver(arguments)
    guard let part = Arguments.string(machine, function, "sub", arguments[0]),
      let bounds = Arguments.bounds(
        machine, function, arguments[1], arguments[2], count: string.count),
      machine.charge(bounds.count >> 6)
    else { return nil }
    let text = string.bytes + bounds.lowerBound
    let place =
      last
      ? ByteSearch.last(part.bytes, part.count, in: text, bounds.count, machine)
      : ByteSearch.first(part.bytes, part.count, in: text, bounds.count, machine)
    return place < 0 ? -1 : place + bounds.lowerBound
  }

  private static func found(_ machine: Machine, _ function: String, _ place: Int?) -> Value {
    guard let place else { return .failed }
    return place < 0 ? machine.fail("\(function): substring not found") : Value(small: place)
  }

  private static func count(_ machine: Machine, _ arguments: Values) -> Value {
    let string = receiver(arguments)
    guard let part = Arguments.string(machine, "string.count", "sub", arguments[0]),
      let bounds = Arguments.bounds(
        machine, "string.count", arguments[1], arguments[2], count: string.count),
      machine.charge(bounds.count >> 6)
    else { return .failed }
    let text = string.bytes + bounds.lowerBound
    // An empty string stands before, between and after all code points.
    guard part.count > 0 else {
      return UTF8Decoding.count(text, count: bounds.count, machine).map { Value(small: $0 + 1) }
        ?? .failed
    }
    var total = 0
    var index = 0
    var pace = Pace(machine)
    while index < bounds.count && pace.goesOn(at: index) {
      let place = ByteSearch.first(
        part.bytes, part.count, in: text + index, bounds.count - index, machine)
      if place < 0 { break }
      total += 1
      index += place + part.count
    }
    return Value(small: total)
  }

  // MARK: Replacing

  private static func replace(_ machine: Machine, _ arguments: Values) -> Value {
    let string = receiver(arguments)
    guard let old = Arguments.string(machine, "string.replace", "old", arguments[0]),
      let new = Arguments.string(machine, "string.replace", "new", arguments[1])
    else { return .failed }
    var limit = -1
    if !arguments[2].isUnbound {
      guard let given = Arguments.int(machine, "string.replace", "count", arguments[2]) else {
        return .failed
      }
      limit = given
    }
    guard limit != 0, machine.charge(string.count >> 6) else {
      return limit == 0 ? arguments[-2] : .failed
    }
    if old.count == 0 { return spread(machine, string, new, limit) }
    let (source, count) = (string.bytes, string.count)
    let (part, width) = (old.bytes, old.count)
    var place = ByteSearch.first(part, width, in: source, count, machine)
    guard place >= 0 else { return arguments[-2] }
    var text = TextBuffer(machine, capacity: count)
    var index = 0
    var replaced = 0
    while place >= 0 {
      text.append(few: source + index, count: place)
      text.append(few: new.bytes, count: new.count)
      index += place + width
      replaced += 1
      guard machine.charge() else { return .failed }
      if replaced == limit { break }
      place = ByteSearch.first(part, width, in: source + index, count - index, machine)
    }
    text.append(source + index, count: count - index)
    return text.string(in: machine)
  }

  /// Puts a string before, between and after all code points.
  private static func spread(
    _ machine: Machine, _ string: StringObject, _ new: StringObject, _ limit: Int
  ) -> Value {
    var text = TextBuffer(machine, capacity: string.count)
    var index = 0
    var replaced = 0
    while replaced != limit && !text.isFull {
      text.append(new)
      replaced += 1
      guard index < string.count, machine.charge() else { break }
      let (_, length) = UTF8Decoding.next(string.bytes, at: index, end: string.count)
      text.append(string.bytes + index, count: length)
      index += length
    }
    text.append(string.bytes + index, count: string.count - index)
    return text.string(in: machine)
  }
}
