import Glibc
import StarlarkCompiler

// Methods on the beginning and the end of a string, and on the parts around another.
extension StringMethods {
  private static let affix = TypeDescriptor.union([.string, .homogeneousTuple(.string)])

  static let affixes = [
    NativeFunction(
      Signature(
        "string.endswith", [.positional("suffix", affix)] + bounds, result: .bool,
        documentation:
          "Whether the string or a part of it ends with a string, or with one of a tuple.")
    ) { machine, arguments in
      isAffix(machine, "string.endswith", "suffix", arguments) { text, count, part in
        unsafe part.count <= count
          && memcmp((text + (count - part.count)).base, part.bytes.base, part.count) == 0
      }
    },
    NativeFunction(
      Signature(
        "string.startswith", [.positional("prefix", affix)] + bounds, result: .bool,
        documentation:
          "Whether the string or a part of it begins with a string, or with one of a tuple.")
    ) { machine, arguments in
      isAffix(machine, "string.startswith", "prefix", arguments) { text, count, part in
        unsafe part.count <= count && memcmp(text.base, part.bytes.base, part.count) == 0
      }
    },
    NativeFunction(
      Signature(
        "string.removeprefix", [.positional("prefix", .string)], result: .string,
        documentation: "The string without a prefix, if it has that.")
    ) { machine, arguments in
      let string = receiver(arguments)
      guard let prefix = Arguments.string(machine, "string.removeprefix", "prefix", arguments[0])
      else { return .failed }
      let count = prefix.count
      guard count <= string.count, unsafe memcmp(string.bytes.base, prefix.bytes.base, count) == 0
      else { return arguments[-2] }
      return cut(machine, string, from: count, to: string.count)
    },
    NativeFunction(
      Signature(
        "string.removesuffix", [.positional("suffix", .string)], result: .string,
        documentation: "The string without a suffix, if it has that.")
    ) { machine, arguments in
      let string = receiver(arguments)
      guard let suffix = Arguments.string(machine, "string.removesuffix", "suffix", arguments[0])
      else { return .failed }
      let rest = string.count - suffix.count
      guard rest >= 0,
        unsafe memcmp((string.bytes + rest).base, suffix.bytes.base, suffix.count) == 0
      else { return arguments[-2] }
      return cut(machine, string, from: 0, to: rest)
    },
    NativeFunction(
      Signature(
        "string.partition", [.positional("sep", .string)],
        result: .tuple([.string, .string, .string]),
        documentation:
          "The parts before and after the first occurrence of a string, and that between them; if "
          + "there is none, the string and two empty ones.")
    ) { machine, arguments in partition(machine, "string.partition", arguments, last: false) },
    NativeFunction(
      Signature(
        "string.rpartition", [.positional("sep", .string)],
        result: .tuple([.string, .string, .string]),
        documentation:
          "The parts before and after the last occurrence of a string, and that between them; if "
          + "there is none, two empty ones and the string.")
    ) { machine, arguments in partition(machine, "string.rpartition", arguments, last: true) },
  ]

  private static func cut(
    _ machine: Machine, _ string: StringObject, from start: Int, to end: Int
  ) -> Value {
    guard machine.charge((end - start) >> 6) else { return .failed }
    return part(machine, of: string, from: start, to: end)
  }

  @inline(__always)
  private static func isAffix(
    _ machine: Machine, _ function: String, _ parameter: String, _ arguments: Values,
    _ matches: (Bytes, Int, StringObject) -> Bool
  ) -> Value {
    let string = receiver(arguments)
    guard
      let bounds = Arguments.bounds(
        machine, function, arguments[1], arguments[2], count: string.count)
    else { return .failed }
    let text = string.bytes + bounds.lowerBound
    let wanted = arguments[0]
    if wanted.isObject(.string) {
      let affix = StringObject(wanted.object)
      guard machine.charge(affix.count >> 6) else { return .failed }
      return Value(matches(text, bounds.count, affix))
    }
    guard wanted.isObject(.tuple) else {
      return Arguments.fail(
        machine, function, parameter, got: wanted, want: "string or tuple of strings")
    }
    let tuple = TupleObject(wanted.object)
    for index in 0..<tuple.count {
      guard tuple[index].isObject(.string) else {
        return machine.fail(
          "\(function): want string, got \(machine.typeName(tuple[index])), for element \(index)")
      }
      let affix = StringObject(tuple[index].object)
      guard machine.charge(1 + affix.count >> 6) else { return .failed }
      if matches(text, bounds.count, affix) { return .yes }
    }
    return .no
  }

  private static func partition(
    _ machine: Machine, _ function: String, _ arguments: Values, last: Bool
  ) -> Value {
    let string = receiver(arguments)
    guard let separator = Arguments.string(machine, function, "sep", arguments[0]) else {
      return .failed
    }
    guard separator.count > 0 else { return machine.fail("\(function): empty separator") }
    guard machine.charge(string.count >> 5) else { return .failed }
    let place =
      last
      ? ByteSearch.last(separator.bytes, separator.count, in: string.bytes, string.count, machine)
      : ByteSearch.first(separator.bytes, separator.count, in: string.bytes, string.count, machine)
    let empty = machine.heap.string(string.bytes, count: 0)
    guard place >= 0 else {
      return machine.heap.tuple(
        last ? [empty, empty, arguments[-2]] : [arguments[-2], empty, empty])
    }
    return machine.heap.tuple([
      part(machine, of: string, from: 0, to: place), arguments[0],
      part(machine, of: string, from: place + separator.count, to: string.count),
    ])
  }
}
