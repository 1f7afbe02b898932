// A gateway that shows a request may show it escaped as JSON, as HTML or as a URL, broken into lines or cut short. So
// the words of others are looked at as they were before that, and part of a secret goes like the whole.

internal import Synchronization

extension Redactor {
  /// The words of somebody else with `‹redacted›` in place of every secret, of long parts of one, and of either in
  /// disguise.
  package func redactForeign(_ text: String) -> String {
    redact(unmasked(text))
  }

  /// What is shown with `‹redacted›` in place of every secret and of long parts of one, for whoever shows a list may cut
  /// its texts short.
  package func redactShown(_ text: [UInt8]) -> [UInt8] {
    let bytes = redactKnown(text)
    let grams = disguises.table.plain
    guard !grams.isEmpty else { return bytes }
    var places = [Bool](repeating: false, count: bytes.count)
    Self.mark(grams, in: bytes, &places)
    return Self.masked(bytes, places) { $0..<$0 + 1 }
  }

  private func unmasked(_ text: String) -> String {
    guard !known.isEmpty else { return text }
    let bytes = Array(text.utf8)
    let plain = PlainText(bytes)
    let places = secretPlaces(in: plain.bytes)
    guard places.contains(true) else { return text }
    return String(decoding: Self.masked(bytes, places) { plain.ranges[$0] }, as: UTF8.self)
  }

  /// Bytes with a mask where places are marked; `range` tells where in the bytes a place is.
  private static func masked(
    _ bytes: [UInt8], _ places: [Bool], range: (Int) -> Range<Int>
  ) -> [UInt8] {
    guard places.contains(true) else { return bytes }
    var result: [UInt8] = []
    var end = 0
    var isInside = false
    for (place, isSecret) in places.enumerated() {
      defer { isInside = isSecret }
      guard isSecret else { continue }
      let range = range(place)
      if !isInside {
        result += bytes[end..<max(end, range.lowerBound)]
        result += mask
      }
      end = range.upperBound
    }
    return result + bytes[end...]
  }

  /// Which bytes belong to a secret.
  private func secretPlaces(in text: [UInt8]) -> [Bool] {
    var places = [Bool](repeating: false, count: text.count)
    let disguises = disguises.table
    for secret in disguises.short where secret.count <= text.count {
      for start in 0...text.count - secret.count
      where text[start] == secret[0] && text[start...].starts(with: secret) {
        for place in start..<start + secret.count { places[place] = true }
      }
    }
    if !disguises.grams.isEmpty { Self.mark(disguises.grams, in: text, &places) }
    return places
  }

  /// Marks what is a long part of a secret.
  private static func mark(_ grams: Set<UInt64>, in text: [UInt8], _ places: inout [Bool]) {
    let (part, size) = (DisguisedSecrets.part, DisguisedSecrets.gram)
    var run = 0
    DisguisedSecrets.forEachGram(in: text) { start, gram in
      run = grams.contains(gram) ? run + 1 : 0
      let length = run + size - 1
      guard run > 0, length >= part else { return }
      let end = start + size
      for place in end - length..<end { places[place] = true }
      // What is marked already is not marked again.
      run = part - size
    }
  }
}

/// Secrets as they look in a text of which ``PlainText`` is made, worked out once.
final class DisguisedSecrets: Sendable {
  struct Table: Sendable {
    /// Those that only count whole.
    var short: [[UInt8]] = []
    /// Every eight characters in a row of the others.
    var grams: Set<UInt64> = []
    /// The same of those that are as they are, without a disguise.
    var plain: Set<UInt64> = []
  }

  /// How many characters of a longer secret in a row are one.
  static let part = 12
  /// How many characters are looked up at once.
  static let gram = 8

  private let secrets: [[UInt8]]
  private let made = Mutex<Table?>(nil)

  init(_ secrets: [[UInt8]]) { self.secrets = secrets }

  var table: Table {
    made.withLock { made in
      if let made { return made }
      var table = Table()
      for secret in secrets.flatMap(Disguises.of) {
        if secret.count < Self.part {
          table.short.append(secret)
        } else {
          Self.forEachGram(in: secret) { table.grams.insert($1) }
        }
      }
      for secret in secrets where secret.count >= Self.part {
        Self.forEachGram(in: secret) { table.plain.insert($1) }
      }
      made = table
      return table
    }
  }

  static func forEachGram(in bytes: [UInt8], _ body: (Int, UInt64) -> Void) {
    var value: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      value = value << 8 | UInt64(byte)
      if index >= gram - 1 { body(index - gram + 1, value) }
    }
  }
}

/// A text without the escapes of URLs, JSON and HTML and without white space and backslashes, and where each byte of it
/// stood.
private struct PlainText {
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []
  private let source: [UInt8]

  init(_ source: [UInt8]) {
    self.source = source
    bytes.reserveCapacity(source.count)
    ranges.reserveCapacity(source.count)
    var place = 0
    while place < source.count { place += take(at: place) }
  }

  /// How often a backslash stands before another depends on how often a text was quoted.
  static func keeps(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "\\") }

  /// Takes what stands at a place, and answers how long it is.
  private mutating func take(at place: Int) -> Int {
    switch source[place] {
    case ...0x20: return 1
    case UInt8(ascii: "%"):
      guard var value = hex(at: place + 1, digits: 2) else { break }
      var length = 3
      // Encoded twice, as a URL within a URL is.
      while value == 0x25, let inner = hex(at: place + length, digits: 2) {
        value = inner
        length += 2
      }
      return add(Unicode.Scalar(UInt8(value)), raw: UInt8(value), place, length)
    case UInt8(ascii: "\\"):
      guard place + 1 < source.count else { return 1 }
      switch source[place + 1] {
      case UInt8(ascii: "u"):
        guard let value = hex(at: place + 2, digits: 4), let scalar = Unicode.Scalar(value) else {
          return 1
        }
        return add(scalar, place, 6)
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return 2
      default: return 1
      }
    case UInt8(ascii: "&"):
      guard let (scalar, length) = entity(at: place) else { break }
      return add(scalar, place, length)
    default: break
    }
    return add(Unicode.Scalar(0x20), raw: source[place], place, 1)
  }

  private mutating func add(
    _ scalar: Unicode.Scalar, raw: UInt8? = nil, _ place: Int, _ length: Int
  ) -> Int {
    for byte in raw.map({ [$0] }) ?? Array(String(scalar).utf8) where PlainText.keeps(byte) {
      bytes.append(byte)
      ranges.append(place..<place + length)
    }
    return length
  }

  private func hex(at place: Int, digits: Int) -> UInt32? {
    guard place + digits <= source.count else { return nil }
    return UInt32(String(decoding: source[place..<place + digits], as: UTF8.self), radix: 16)
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  private func entity(at place: Int) -> (Unicode.Scalar, length: Int)? {
    let rest = source[(place + 1)...].prefix(9)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: source[place + 1..<end], as: UTF8.self)
    let length = end - place + 1
    if let scalar = Self.entities[name] { return (scalar, length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { ($0, length) }
  }
}

/// How a secret looks in a text of which ``PlainText`` is made.
private enum Disguises {
  /// As it is, in hexadecimal, and in both alphabets of Base64, wherever in a longer text it begins.
  static func of(_ secret: [UInt8]) -> [[UInt8]] {
    let codes = (0..<3).flatMap { skipped in
      [base64, urlSafe].map { encoded(secret.dropFirst(skipped), $0) }
    }
    return [secret.filter(PlainText.keeps)].filter { $0.count >= 4 }
      + ([hexadecimal(secret)] + codes).filter { $0.count >= shortestCode }
  }

  /// Less than this would take ordinary words along.
  private static let shortestCode = 8
  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlSafe = Array(base64.dropLast(2) + Array("-_".utf8))

  /// Without its end, which depends on what follows.
  private static func encoded(_ bytes: ArraySlice<UInt8>, _ digits: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while rest.count >= 3 {
      let value = rest.prefix(3).reduce(0) { $0 << 8 | Int($1) }
      for shift in [18, 12, 6, 0] { result.append(digits[value >> shift & 63]) }
      rest = rest.dropFirst(3)
    }
    return result
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }
}
