import StarlarkCompiler

// Methods that take characters off the ends.
extension StringMethods {
  private static let cutset: [Signature.Parameter] = [
    .optional("cutset", .string, "The code points to remove instead of white space.")
  ]

  static let strips = [
    NativeFunction(
      Signature(
        "string.lstrip", cutset, result: .string,
        documentation: "The string without white space at its beginning.")
    ) { machine, arguments in
      strip(machine, "string.lstrip", arguments, atStart: true, atEnd: false)
    },
    NativeFunction(
      Signature(
        "string.rstrip", cutset, result: .string,
        documentation: "The string without white space at its end.")
    ) { machine, arguments in
      strip(machine, "string.rstrip", arguments, atStart: false, atEnd: true)
    },
    NativeFunction(
      Signature(
        "string.strip", cutset, result: .string,
        documentation: "The string without white space at both ends.")
    ) { machine, arguments in
      strip(machine, "string.strip", arguments, atStart: true, atEnd: true)
    },
  ]

  /// The code points that a call removes.
  private enum Cutset {
    case spaces
    /// The ASCII ones as bits, and all as a set if there are others.
    case characters(low: UInt64, high: UInt64, others: Set<Unicode.Scalar>)

    init(_ string: StringObject, _ machine: Machine) {
      var bits: (low: UInt64, high: UInt64) = (0, 0)
      var others: Set<Unicode.Scalar> = []
      var index = 0
      var pace = Pace(machine)
      while index < string.count && pace.goesOn(at: index) {
        let (scalar, length) = UTF8Decoding.next(string.bytes, at: index, end: string.count)
        if scalar.value < 64 {
          bits.low |= 1 << UInt64(scalar.value)
        } else if scalar.value < 128 {
          bits.high |= 1 << UInt64(scalar.value - 64)
        } else {
          others.insert(scalar)
        }
        index += length
      }
      self = .characters(low: bits.low, high: bits.high, others: others)
    }

    @inline(__always)
    func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .spaces: scalar.isSpace
      case .characters(let low, let high, let others):
        scalar.value < 64
          ? low >> UInt64(scalar.value) & 1 != 0
          : scalar.value < 128
            ? high >> UInt64(scalar.value - 64) & 1 != 0 : others.contains(scalar)
      }
    }
  }

  private static func strip(
    _ machine: Machine, _ function: String, _ arguments: Values, atStart: Bool, atEnd: Bool
  ) -> Value {
    let string = receiver(arguments)
    var cutset = Cutset.spaces
    if !arguments[0].isUnbound {
      guard let given = Arguments.string(machine, function, "cutset", arguments[0]),
        machine.charge(given.count)
      else { return .failed }
      cutset = Cutset(given, machine)
    }
    guard machine.charge(string.count >> 6) else { return .failed }
    var (start, end) = (0, string.count)
    var pace = Pace(machine)
    while atStart && start < end && pace.goesOn(at: start) {
      let (scalar, length) = UTF8Decoding.next(string.bytes, at: start, end: end)
      if !cutset.contains(scalar) { break }
      start += length
    }
    pace = Pace(machine)
    while atEnd && end > start && pace.goesOn(at: string.count - end) {
      let (scalar, length) = UTF8Decoding.previous(string.bytes, before: end, start: start)
      if !cutset.contains(scalar) { break }
      end -= length
    }
    return part(machine, of: string, from: start, to: end)
  }
}
