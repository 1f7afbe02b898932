internal import HuaweiCloud
package import StarlarkSyntax

/// Takes secrets out of an input before it is kept: strings given to what is named like a secret, and all that has the
/// shape of a key.
package enum SecretText {
  package static func redacted(_ text: String, dialect: Dialect) -> String {
    var bytes = Array(text.utf8)
    for range in literals(in: text, dialect).reversed() {
      bytes.replaceSubrange(range, with: Array(Secret.mask.utf8))
    }
    return Redactor().redact(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether a runbook may have a secret written into it; a variable that is given as one, such as `password = key`, is none.
  package static func mayBe(in text: String, dialect: Dialect) -> Bool {
    guard literals(in: text, dialect).isEmpty else { return true }
    var bytes = Array(text.utf8)
    for range in variables(in: text, dialect) {
      for place in range { bytes[place] = UInt8(ascii: " ") }
    }
    let rest = String(decoding: bytes, as: UTF8.self)
    return Redactor().redact(rest) != rest
  }

  /// Where variables stand, with attributes of theirs, that are given to something by its name.
  private static func variables(in text: String, _ dialect: Dialect) -> [Range<Int>] {
    guard var lexer = try? Lexer(SourceText(name: "", text: text), dialect: dialect) else {
      return []
    }
    var found: [Range<Int>] = []
    var isValue = false
    while let token = try? lexer.next(), token.kind != .endOfFile {
      if isValue, token.kind == .name || token.kind == .dot {
        found.append(Int(token.span.start)..<Int(token.span.end))
      } else {
        isValue = token.kind == .assign || token.kind == .colon
      }
    }
    return found
  }

  /// Where the contents of strings stand that are secrets.
  private static func literals(in text: String, _ dialect: Dialect) -> [Range<Int>] {
    guard var lexer = try? Lexer(SourceText(name: "", text: text), dialect: dialect) else {
      return []
    }
    let bytes = Array(text.utf8)
    var found: [Range<Int>] = []
    // The name or string before, and what joins it to the next.
    var last = ""
    var subject = ""
    // Whether the string that follows names a secret, and is none.
    var isName = false
    var followsCall = false
    while let token = try? lexer.next(), token.kind != .endOfFile {
      let range = Int(token.span.start)..<Int(token.span.end)
      let word = String(decoding: bytes[range], as: UTF8.self)
      switch token.kind {
      case .assign, .colon: subject = last
      case .string where isName: last = word
      case .string:
        let content = content(of: range, in: bytes)
        let value = String(decoding: bytes[content], as: UTF8.self)
        if isSecretName(subject) || hasShapeOfKey(value), !content.isEmpty { found.append(content) }
        last = value
        subject = ""
      case .formattedText where isSecretName(subject): found.append(range)
      case .name: last = word
      case .formattedStart, .formattedText, .leftParenthesis, .plus: break
      default: subject = ""
      }
      isName = token.kind == .leftParenthesis && followsCall
      followsCall = token.kind == .name && word == "secret"
    }
    return found
  }

  /// A string without its prefix and quotes.
  private static func content(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] != UInt8(ascii: "\""), bytes[start] != UInt8(ascii: "'") {
      start += 1
    }
    guard start < end else { return range }
    let quote = bytes[start]
    let isLong = end - start >= 6 && bytes[start..<(start + 3)].allSatisfy { $0 == quote }
    start += isLong ? 3 : 1
    end -= isLong ? 3 : 1
    return start < end ? start..<end : start..<start
  }

  private static let parts = [
    "password", "passwd", "pwd", "secret", "token", "credential", "passphrase", "privatekey",
    "apikey", "accesskey", "authorization",
  ].map { Array($0.utf8) }

  private static func isSecretName(_ name: String) -> Bool {
    let letters: [UInt8] = name.utf8.compactMap { byte in
      let small = byte | 0x20
      return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small) ? small : nil
    }
    if letters.count == 2 { return letters == Array("ak".utf8) || letters == Array("sk".utf8) }
    return parts.contains { place(of: $0, in: letters) != nil }
  }

  /// Where bytes begin within others; a file may have a hundred thousand strings to look at.
  private static func place(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    var start = 0
    while start + part.count <= bytes.count {
      if bytes[start] == part[0], bytes[start..<(start + part.count)].elementsEqual(part) {
        return start
      }
      start += 1
    }
    return nil
  }

  private static let (keyHeader, schemeEnd) = (Array("-----BEGIN".utf8), Array("://".utf8))

  /// Whether a text looks like an access key, its secret, or a token: long, and of letters and digits in no order.
  static func hasShapeOfKey(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if text.hasPrefix("eyJ") || place(of: keyHeader, in: bytes) != nil { return true }
    if let scheme = place(of: schemeEnd, in: bytes) {
      let host = bytes[(scheme + schemeEnd.count)...].prefix { $0 != UInt8(ascii: "/") }
      let user = host.prefix { $0 != UInt8(ascii: "@") }
      if user.count < host.count, user.contains(UInt8(ascii: ":")) { return true }
    }
    let isWord = bytes.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 43
        || $0 == 47 || $0 == 61 || $0 == 45 || $0 == 95
    }
    guard isWord else { return false }
    let capitals = bytes.count { (65...90).contains($0) }
    let small = bytes.count { (97...122).contains($0) }
    let digits = bytes.count { (48...57).contains($0) }
    // An id of the service is all small: hexadecimal digits, or parts joined by hyphens.
    if bytes.count == 20, capitals + digits == 20, capitals > 4, digits > 2 { return true }
    return bytes.count >= 32 && capitals > 3 && small > 3 && digits > 1
  }
}
