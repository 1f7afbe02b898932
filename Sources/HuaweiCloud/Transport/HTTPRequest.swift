/// A request as it goes to the transport, in the parts that signing needs.
public struct HTTPRequest: Sendable, Equatable {
  /// One `name=value` of the query, not encoded.
  public struct QueryItem: Sendable, Hashable {
    /// The parameter's name.
    public var name: String
    /// The parameter's value.
    public var value: String

    /// Makes an item.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The operation of the API reference that this request carries out; it is named in errors and
  /// never sent.
  public var operation: String
  /// What is done.
  public var method: HTTPMethod
  /// `https`, or `http` for a simulated service.
  public var scheme: String
  /// The host's name or address; an IPv6 address stands in brackets.
  public var host: String
  /// The port, where it is not the scheme's own.
  public var port: Int?
  /// The path, percent-encoded.
  public var path: String
  /// The query in the order that it is sent, not encoded.
  public var query: [QueryItem]
  /// The header fields; `Content-Length` is the transport's business.
  public var headers: HTTPHeaders
  /// The body, empty for none.
  public var body: [UInt8]
  /// Whether the body holds a password, so that no text may show it.
  public var bodyIsSecret: Bool
  /// Whether the query holds a secret, so that no text may show it.
  package var queryIsSecret = false
  /// Whether it changes nothing, although its method might.
  public var isRead: Bool

  /// Makes a request.
  public init(
    operation: String, method: HTTPMethod, scheme: String = "https", host: String,
    port: Int? = nil, path: String, query: [QueryItem] = [], headers: HTTPHeaders = [:],
    body: [UInt8] = [], bodyIsSecret: Bool = false, isRead: Bool? = nil
  ) {
    self.operation = operation
    self.method = method
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.bodyIsSecret = bodyIsSecret
    self.isRead = isRead ?? method.isSafe
  }

  /// The host, with its port where that is not the scheme's own.
  public var authority: String {
    guard let port, port != (scheme == "https" ? 443 : 80) else { return host }
    return "\(host):\(port)"
  }

  /// The path and the encoded query, as they stand in the request line.
  public var target: String {
    guard !query.isEmpty else { return path }
    return path + "?" + encodedQuery
  }

  /// The whole address.
  public var url: String { "\(scheme)://\(authority)\(target)" }

  var encodedQuery: String {
    query.map { $0.name.percentEncoded() + "=" + $0.value.percentEncoded() }
      .joined(separator: "&")
  }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// The request as text, its secrets left out.
  public var description: String {
    let address =
      queryIsSecret ? "\(scheme)://\(authority)\(path)?\(Secret.mask)" : url
    var text = "\(method.rawValue) \(address)\n"
    for field in headers.fields {
      let isSensitive = HTTPHeaders.sensitive.contains(field.name.lowercased())
      text += "\(field.name): \(isSensitive ? Secret.mask : field.value)\n"
    }
    guard !body.isEmpty else { return text }
    text += "\n"
    text += bodyIsSecret ? Secret.mask : String(decoding: body, as: UTF8.self)
    return text + "\n"
  }

  /// A mirror of the description, so that dumping a request shows no secret.
  public var customMirror: Mirror { Mirror(self, children: ["text": description]) }
}

extension String {
  /// The text with every byte encoded that RFC 3986 does not call unreserved.
  func percentEncoded(keeping kept: Set<UInt8> = []) -> String {
    guard utf8.contains(where: { !$0.isUnreserved && !kept.contains($0) }) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 16)
    for byte in utf8 {
      if byte.isUnreserved || kept.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Hex.upper[Int(byte >> 4)])
        bytes.append(Hex.upper[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes behind percent-encoding; a `%` that starts no pair of digits stands for itself.
  func percentDecodedBytes() -> [UInt8] {
    let bytes = Array(utf8)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = Hex.value(bytes[index + 1]), let low = Hex.value(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }
}

extension UInt8 {
  /// A letter, a digit, or one of `-._~`.
  var isUnreserved: Bool { isASCIIAlphanumeric || [0x2D, 0x2E, 0x5F, 0x7E].contains(self) }

  var isASCIIAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}

/// Hexadecimal digits.
enum Hex {
  static let upper = Array("0123456789ABCDEF".utf8)
  static let lower = Array("0123456789abcdef".utf8)

  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  static func text(of bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes {
      digits.append(lower[Int(byte >> 4)])
      digits.append(lower[Int(byte & 15)])
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
