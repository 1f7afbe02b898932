import StarlarkCompiler

// Methods on the case of letters, and what strings consist of.
extension StringMethods {
  private static func mapping(
    _ name: String, _ documentation: String, body: @escaping NativeFunction.Body
  ) -> NativeFunction {
    NativeFunction(
      Signature("string.\(name)", result: .string, documentation: documentation), body: body)
  }

  static let cases = [
    mapping(
      "capitalize", "The string with its first letter in upper case and the others in lower case."
    ) { machine, arguments in
      var isFirst = true
      return map(machine, arguments) { scalar in
        defer { isFirst = false }
        return isFirst ? .title : .lower
      }
    },
    mapping("lower", "The string in lower case.") { machine, arguments in
      mapASCII(machine, arguments, from: UInt8(ascii: "A")...UInt8(ascii: "Z"))
        ?? map(machine, arguments) { _ in .lower }
    },
    mapping("title", "The string with the first letter of each word in upper case.") {
      machine, arguments in
      var isInWord = false
      return map(machine, arguments) { scalar in
        defer { isInWord = scalar.isCasedLetter }
        return isInWord ? .lower : .title
      }
    },
    mapping("upper", "The string in upper case.") { machine, arguments in
      mapASCII(machine, arguments, from: UInt8(ascii: "a")...UInt8(ascii: "z"))
        ?? map(machine, arguments) { _ in .upper }
    },
  ]

  /// Swaps the case of ASCII letters of one case; nil if other characters occur.
  private static func mapASCII(
    _ machine: Machine, _ arguments: Values, from letters: ClosedRange<UInt8>
  ) -> Value? {
    let string = receiver(arguments)
    let (source, count) = (string.bytes, string.count)
    guard machine.charge(count >> 5) else { return .failed }
    let result = machine.heap.uninitializedString(count: count)
    let target = result.bytes
    var (all, changes): (UInt64, UInt64) = (0, 0)
    func map(_ word: UInt64) -> UInt64 {
      let swapped = swapCase(of: word, from: letters)
      all |= word
      changes |= swapped ^ word
      return swapped
    }
    var index = 0
    var pace = Pace(machine)
    while index &+ 8 <= count {
      guard pace.goesOn(at: index) else { return .failed }
      target.setWord(map(source.word(at: index)), at: index)
      index &+= 8
    }
    if index < count {
      if count >= 8 {
        target.setWord(map(source.word(at: count &- 8)), at: count &- 8)
      } else {
        while index < count {
          target[index] = UInt8(truncatingIfNeeded: map(UInt64(source[index])))
          index &+= 1
        }
      }
    }
    guard all & 0x8080_8080_8080_8080 == 0 else { return nil }
    return changes == 0 ? arguments[-2] : Value(result.object)
  }

  /// Swaps the case of those of eight bytes that are among letters of one case.
  @inline(__always)
  private static func swapCase(of word: UInt64, from letters: ClosedRange<UInt8>) -> UInt64 {
    let each: UInt64 = 0x0101_0101_0101_0101
    let low = word & (0x7F &* each)
    // The highest bit of a byte is set where it is not below the first letter, and where it is above the last.
    let reaches = low &+ UInt64(0x80 &- letters.lowerBound) &* each
    let passes = low &+ UInt64(0x7F &- letters.upperBound) &* each
    let isLetter = (reaches ^ passes) & ~word & (0x80 &* each)
    return word ^ isLetter &>> 2
  }

  private enum Case {
    case upper
    case lower
    case title
  }

  /// Maps each code point to a case; bytes that belong to none stay as they are.
  private static func map(
    _ machine: Machine, _ arguments: Values, _ wanted: (Unicode.Scalar) -> Case
  ) -> Value {
    let string = receiver(arguments)
    let (bytes, end) = (string.bytes, string.count)
    guard machine.charge(end >> 3) else { return .failed }
    var text = TextBuffer(machine, capacity: end)
    var index = 0
    var pace = Pace(machine)
    while index < end && !text.isFull && pace.goesOn(at: index) {
      let (found, length) = UTF8Decoding.scalar(bytes + index, limit: end - index)
      if let found {
        append(found, wanted(found), to: &text)
      } else {
        _ = wanted("\u{FFFD}")
        text.append(bytes[index])
      }
      index += length
    }
    return text.string(in: machine)
  }

  private static func append(_ scalar: Unicode.Scalar, _ wanted: Case, to text: inout TextBuffer) {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      let isLower = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      return text.append((wanted == .lower ? isUpper : isLower) ? byte ^ 0x20 : byte)
    }
    switch wanted {
    case .upper: text.append(scalar.properties.uppercaseMapping)
    case .lower: text.append(scalar.properties.lowercaseMapping)
    case .title: text.append(scalar.properties.titlecaseMapping)
    }
  }

  // MARK: Questions

  private static func question(
    _ name: String, _ documentation: String,
    _ answer: @escaping @Sendable (StringObject, Machine) -> Bool
  ) -> NativeFunction {
    NativeFunction(
      Signature("string.\(name)", result: .bool, documentation: documentation)
    ) { machine, arguments in
      let string = receiver(arguments)
      guard machine.charge(string.count >> 3) else { return .failed }
      return Value(answer(string, machine))
    }
  }

  static let tests = [
    question("isalnum", "Whether the string is not empty and consists of letters and digits.") {
      every($0, $1) { $0.isLetter || $0.isDigit }
    },
    question("isalpha", "Whether the string is not empty and consists of letters.") {
      every($0, $1) { $0.isLetter }
    },
    question("isdigit", "Whether the string is not empty and consists of digits.") {
      every($0, $1) { $0.isDigit }
    },
    question("islower", "Whether the string has letters with a case, all in lower case.") {
      isCased($0, $1) { $0.isLowerLetter }
    },
    question("isspace", "Whether the string is not empty and consists of white space.") {
      every($0, $1) { $0.isSpace }
    },
    question(
      "istitle",
      "Whether the string has letters with a case, those in upper case where words begin."
    ) { string, machine in
      var isInWord = false
      var hasCase = false
      var isTitle = true
      forEach(string, machine) { scalar in
        let isCased = scalar.isCasedLetter
        if isCased {
          hasCase = true
          isTitle = isInWord ? scalar.isLowerLetter : scalar.isTitleLetter
        }
        isInWord = isCased
        return isTitle
      }
      return hasCase && isTitle
    },
    question("isupper", "Whether the string has letters with a case, all in upper case.") {
      isCased($0, $1) { $0.isUpperLetter }
    },
  ]

  private static func forEach(
    _ string: StringObject, _ machine: Machine, _ body: (Unicode.Scalar) -> Bool
  ) {
    let (bytes, count) = (string.bytes, string.count)
    var index = 0
    var pace = Pace(machine)
    while index < count && pace.goesOn(at: index) {
      let (scalar, length) = UTF8Decoding.next(bytes, at: index, end: count)
      if !body(scalar) { return }
      index += length
    }
  }

  private static func every(
    _ string: StringObject, _ machine: Machine, _ holds: (Unicode.Scalar) -> Bool
  ) -> Bool {
    var holdsForAll = string.count > 0
    forEach(string, machine) { scalar in
      holdsForAll = holds(scalar)
      return holdsForAll
    }
    return holdsForAll
  }

  /// Whether there are letters with a case, and all of them pass.
  private static func isCased(
    _ string: StringObject, _ machine: Machine, _ passes: (Unicode.Scalar) -> Bool
  ) -> Bool {
    var (hasCase, allPass) = (false, true)
    forEach(string, machine) { scalar in
      if scalar.isCasedLetter {
        hasCase = true
        allPass = passes(scalar)
      }
      return allPass
    }
    return hasCase && allPass
  }
}

extension Unicode.Scalar {
  /// White space as `isspace` and `split` see it.
  @inline(__always)
  var isSpace: Bool {
    if value < 0x80 { return value == 0x20 || (value >= 0x09 && value <= 0x0D) }
    return properties.isWhitespace
  }

  fileprivate var isDigit: Bool {
    isASCII ? value >= 0x30 && value <= 0x39 : properties.generalCategory == .decimalNumber
  }

  fileprivate var isLetter: Bool {
    if isASCII { return isCasedLetter }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return false
    }
  }

  /// Whether the letter has a case.
  fileprivate var isCasedLetter: Bool {
    if isASCII { return (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
    return properties.isCased
  }

  fileprivate var isUpperLetter: Bool {
    isASCII ? value >= 0x41 && value <= 0x5A : properties.isUppercase
  }

  /// Whether the letter is what `title` makes of it.
  fileprivate var isTitleLetter: Bool {
    isASCII ? isUpperLetter : !isLowerLetter && properties.titlecaseMapping == String(self)
  }

  fileprivate var isLowerLetter: Bool {
    isASCII ? value >= 0x61 && value <= 0x7A : properties.isLowercase
  }
}
