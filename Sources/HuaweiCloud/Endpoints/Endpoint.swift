/// Where a service answers: scheme, host, port and what stands before every path.
public struct Endpoint: Sendable, Hashable {
  /// `https` or `http`.
  public var scheme: String
  /// The host; an IPv6 address stands in brackets.
  public var host: String
  /// The port, where it is not the scheme's own.
  public var port: Int?
  /// What stands before every path: empty, or a path without a slash at its end.
  public var basePath: String

  /// Makes an endpoint of HTTPS.
  public init(host: String) {
    scheme = "https"
    self.host = host
    basePath = ""
  }

  /// Reads an address such as `https://hss.cn-north-4.myhuaweicloud.com` or
  /// `http://127.0.0.1:8080/proxy`; without a scheme it is HTTPS.
  ///
  /// - Parameter text: The address; it has no query, no fragment and no user.
  /// - Throws: ``ConfigurationError`` where it is something else.
  public init(_ text: String) throws(ConfigurationError) {
    var rest = Substring(text)
    scheme = "https"
    if let end = text.utf8.firstRange(of: "://".utf8) {
      scheme = text[..<end.lowerBound].lowercased()
      rest = text[end.upperBound...]
    }
    guard scheme == "https" || scheme == "http" else {
      throw .endpoint(text, problem: "the scheme is neither https nor http")
    }
    guard !rest.contains(where: { "?#@ ".contains($0) || $0.isWhitespace }) else {
      throw .endpoint(text, problem: "it has a query, a fragment, a user or a blank")
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    basePath = path
    let authority = rest[..<slash]
    let colon = authority.lastIndex(of: ":")
    if let colon, !authority[colon...].contains("]") {
      host = String(authority[..<colon]).lowercased()
      guard let number = Int(authority[authority.index(after: colon)...]),
        (1...65_535).contains(number)
      else { throw .endpoint(text, problem: "the port is not a number from 1 to 65535") }
      port = number
    } else {
      host = authority.lowercased()
      port = nil
    }
    guard !host.isEmpty else { throw .endpoint(text, problem: "it names no host") }
  }
}

extension Endpoint: CustomStringConvertible {
  /// The address.
  public var description: String {
    "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(basePath)"
  }
}

extension StringProtocol {
  /// The text without a last part, where it ends in it.
  func removing(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }
}
