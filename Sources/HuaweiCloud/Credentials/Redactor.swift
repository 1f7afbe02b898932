/// Takes secrets out of texts that others wrote.
///
/// A gateway that refuses a signature echoes the request it saw, security token included; so every
/// text of a service passes here before anybody sees it. Known secrets go wherever they stand;
/// besides, what follows the name of a sensitive field goes, and what has the shape of a token or
/// a key.
public struct Redactor: Sendable {
  let known: [[UInt8]]
  private let screen: RedactionScreen
  /// Made when a text of somebody else is first looked at, for most calls get no such text.
  let disguises: DisguisedSecrets

  /// Makes a redactor.
  ///
  /// - Parameter secrets: Texts that must not appear; those under four characters are passed over,
  ///   for they would take ordinary words along.
  public init(secrets: [Secret] = []) {
    known = secrets.map { Array($0.reveal().utf8) }.filter { $0.count >= 4 }
      .sorted { $0.count > $1.count }
    screen = RedactionScreen(known: known, fields: Self.fields)
    disguises = DisguisedSecrets(known)
  }

  /// The text with `‹redacted›` in place of every secret.
  public func redact(_ text: String) -> String {
    guard screen.maySuspect(text) else { return text }
    var bytes = Array(text.utf8)
    for secret in known { bytes = replacing(secret, in: bytes) }
    bytes = redactFields(bytes)
    bytes = redactShapes(bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with `‹redacted›` in place of the secrets that it was made with, whatever else it holds.
  public func redactKnown(_ text: String) -> String {
    guard screen.holdsKnown(text) else { return text }
    var bytes = Array(text.utf8)
    for secret in known { bytes = replacing(secret, in: bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same of bytes, which need be no text.
  package func redactKnown(_ bytes: [UInt8]) -> [UInt8] {
    guard screen.holdsKnown(bytes.span) else { return bytes }
    return known.reduce(bytes) { replacing($1, in: $0) }
  }

  static let mask = Array(Secret.mask.utf8)

  private func replacing(_ secret: [UInt8], in text: [UInt8]) -> [UInt8] {
    guard text.count >= secret.count else { return text }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == secret[0], text[place...].starts(with: secret) {
        result += Self.mask
        place += secret.count
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }
}

// Fields: the value after `name:`, `name=` or `"name": "`.
extension Redactor {
  private static let fields: [[UInt8]] = [
    "x-security-token", "x-auth-token", "x-subject-token", "security_token", "securitytoken",
    "signature", "access", "credential", "password", "secretaccesskey", "secret_key", "secret",
  ].map { Array($0.utf8) }

  /// What stands where a secret would: the mask, the name of one, and the call that gives one to a script.
  private static let harmless = [mask, Array("‹secret ".utf8), Array("secret(".utf8)]

  private func redactFields(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      guard let value = valueOfSensitiveField(in: text, at: place) else {
        result.append(text[place])
        place += 1
        continue
      }
      result += text[place..<value.lowerBound]
      result += Self.mask
      place = value.upperBound
    }
    return result
  }

  /// The range of a value, where a sensitive field starts at this place.
  private func valueOfSensitiveField(in text: [UInt8], at start: Int) -> Range<Int>? {
    guard start == 0 || !text[start - 1].isASCIIAlphanumeric else { return nil }
    for field in Self.fields where matches(field, text, at: start) {
      var place = start + field.count
      place = skip([0x22, 0x27, 0x5C, 0x20], in: text, from: place)
      guard place < text.count, text[place] == UInt8(ascii: ":") || text[place] == UInt8(ascii: "=")
      else { continue }
      place = skip([0x22, 0x27, 0x5C, 0x20], in: text, from: place + 1)
      let end = text[place...].firstIndex(where: isEndOfValue) ?? text.count
      guard end > place, !Self.harmless.contains(where: { text[place...].starts(with: $0) }) else {
        continue
      }
      return place..<end
    }
    return nil
  }

  private func matches(_ field: [UInt8], _ text: [UInt8], at start: Int) -> Bool {
    guard start + field.count <= text.count else { return false }
    return zip(text[start...], field).allSatisfy { byte, wanted in
      byte == wanted || ((0x41...0x5A).contains(byte) && byte | 0x20 == wanted)
    }
  }

  private func skip(_ bytes: Set<UInt8>, in text: [UInt8], from start: Int) -> Int {
    text[start...].firstIndex { !bytes.contains($0) } ?? text.count
  }

  private func isEndOfValue(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x22, 0x27, 0x2C, 0x3B, 0x26, 0x5C, 0x7D, 0x5D, 0x3E, 0x3C].contains(byte)
  }
}

// Shapes: runs of characters that only keys and tokens have.
extension Redactor {
  private func redactShapes(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      guard isTokenByte(text[place]) else {
        result.append(text[place])
        place += 1
        continue
      }
      let end = text[place...].firstIndex { !isTokenByte($0) } ?? text.count
      let run = text[place..<end]
      if run.count >= 128 {
        result += Self.mask
      } else {
        result += redactKeys(run)
      }
      place = end
    }
    return result
  }

  private func isTokenByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || [0x2B, 0x2F, 0x3D, 0x2D, 0x5F, 0x2E].contains(byte)
  }

  /// Keys stand between separators inside a run, as in `Credential=AK/20260403/…`.
  private func redactKeys(_ run: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var place = run.startIndex
    while place < run.endIndex {
      let end = run[place...].firstIndex { !$0.isASCIIAlphanumeric } ?? run.endIndex
      let word = run[place..<end]
      result += isAccessKey(word) || isSecretKey(word) ? Self.mask : Array(word)
      place = end
      if place < run.endIndex {
        result.append(run[place])
        place += 1
      }
    }
    return result
  }

  /// Twenty capitals and digits, both among them.
  private func isAccessKey(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 20 && word.contains(where: isDigit) && word.contains(where: isUpper)
      && word.allSatisfy { isDigit($0) || isUpper($0) }
  }

  /// Forty letters and digits, large and small ones among them; digests have only small ones.
  private func isSecretKey(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 40 && word.contains(where: isDigit) && word.contains(where: isUpper)
      && word.contains { !isDigit($0) && !isUpper($0) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
