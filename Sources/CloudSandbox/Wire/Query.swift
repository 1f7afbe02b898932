/// The parameters of a request target, percent-decoded and in their order.
package struct Query: Sendable, Equatable {
  package struct Parameter: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package let parameters: [Parameter]

  package init(_ text: Substring) {
    parameters = text.split(separator: "&", omittingEmptySubsequences: true).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(
        name: Self.decode(parts[0]), value: parts.count > 1 ? Self.decode(parts[1]) : "")
    }
  }

  /// A plus stands for a space, as forms write it and many clients do; a plus itself comes as `%2B`.
  private static func decode(_ text: Substring) -> String {
    Percent.decode(text.replacing("+", with: " "))
  }

  /// The first value of that name.
  package subscript(name: String) -> String? {
    parameters.first { $0.name == name }?.value
  }

  /// All values of that name, each of which may be a list with commas.
  func list(_ name: String) -> [String] {
    parameters.filter { $0.name == name }.flatMap {
      $0.value.split(separator: ",").map(String.init)
    }
  }
}

/// Percent-encoding by RFC 3986.
enum Percent {
  static func decode(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = Hexadecimal.digit(bytes[index + 1]),
        let low = Hexadecimal.digit(bytes[index + 2])
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Encodes all but the unreserved characters.
  static func encode(_ text: some StringProtocol) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        output.append(byte)
      default:
        output.append(UInt8(ascii: "%"))
        let digits = Array("0123456789ABCDEF".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
