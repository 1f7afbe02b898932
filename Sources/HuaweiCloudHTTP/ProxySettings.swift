internal import AsyncHTTPClient
public import HuaweiCloud

/// A proxy.
public struct ProxyServer: Sendable, Hashable {
  /// What is spoken with it.
  public enum Kind: String, Sendable, Hashable {
    /// HTTP with `CONNECT`.
    case http
    /// SOCKS 5, without a password.
    case socks5
  }

  /// What is spoken with it.
  public var kind: Kind
  /// Its host.
  public var host: String
  /// Its port.
  public var port: Int
  /// User and password, as `user:password`.
  public var credentials: Secret?

  /// Makes a proxy.
  public init(kind: Kind = .http, host: String, port: Int, credentials: Secret? = nil) {
    self.kind = kind
    self.host = host
    self.port = port
    self.credentials = credentials
  }

  /// Reads an address such as `http://user:password@proxy.example:3128`; without a scheme it is
  /// HTTP, without a port 80, or 1080 for SOCKS.
  ///
  /// - Parameters:
  ///   - text: The address.
  ///   - name: The variable it comes from, for the error.
  /// - Throws: `ConfigurationError` where it is something else; the address itself, which may hold
  ///   a password, is not in it.
  public init(_ text: String, from name: String) throws(ConfigurationError) {
    let want = "http://HOST:PORT or socks5://HOST:PORT"
    var rest = Substring(text)
    kind = .http
    if let scheme = text.firstRange(of: "://") {
      rest = text[scheme.upperBound...]
      switch text[..<scheme.lowerBound].lowercased() {
      case "http": kind = .http
      case "socks5", "socks5h", "socks": kind = .socks5
      default: throw .value(name, got: String(text[..<scheme.lowerBound]) + "://…", want: want)
      }
    }
    rest = rest.prefix { $0 != "/" }
    if let at = rest.lastIndex(of: "@") {
      let user = String(rest[..<at])
      credentials = Secret(user.decodingPercents)
      rest = rest[rest.index(after: at)...]
    }
    let endpoint: Endpoint
    do throws(ConfigurationError) {
      endpoint = try Endpoint("http://\(rest)")
    } catch {
      throw .value(name, got: Secret.mask, want: want)
    }
    host = endpoint.host
    port = endpoint.port ?? (kind == .http ? 80 : 1080)
  }

  var forClient: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks5: return .socksServer(host: host, port: port)
    case .http:
      guard let credentials else { return .server(host: host, port: port) }
      let parts = credentials.reveal().split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return .server(
        host: host, port: port,
        authorization: .basic(
          username: String(parts[0]), password: parts.count > 1 ? String(parts[1]) : ""))
    }
  }
}

/// Which proxy serves which host, as the customary variables say it.
public struct ProxySettings: Sendable, Hashable {
  /// The proxy for addresses of `http`.
  public var http: ProxyServer?
  /// The proxy for addresses of `https`.
  public var https: ProxyServer?
  /// Hosts that are reached without a proxy: `*`, a name with all names below it, an address, a
  /// block such as `10.0.0.0/8`; each may have a port.
  public var exceptions: [String] = []

  /// Makes settings without a proxy.
  public init() {}

  /// Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; names in small letters go first.
  ///
  /// - Parameter environment: The variables.
  /// - Throws: `ConfigurationError` where one is no address of a proxy.
  public init(environment: [String: String]) throws(ConfigurationError) {
    func read(_ names: String...) throws(ConfigurationError) -> ProxyServer? {
      for name in names.flatMap({ [$0.lowercased(), $0] }) {
        if let value = environment[name], !value.isEmpty {
          return try ProxyServer(value, from: name)
        }
      }
      return nil
    }
    https = try read("HTTPS_PROXY", "ALL_PROXY")
    http = try read("HTTP_PROXY", "ALL_PROXY")
    exceptions = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "")
      .split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
  }

  /// The proxy for an address.
  ///
  /// - Parameters:
  ///   - scheme: `https` or `http`.
  ///   - host: The host.
  ///   - port: The port, where it is not the scheme's own.
  /// - Returns: The proxy; `nil` where the host is reached directly, as this machine itself always is.
  public func server(scheme: String, host: String, port: Int? = nil) -> ProxyServer? {
    guard let server = scheme == "https" ? https : http else { return nil }
    let host = host.lowercased().filter { $0 != "[" && $0 != "]" }
    let port = port ?? (scheme == "https" ? 443 : 80)
    let isLoopback =
      host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
      || IPv4Block(host)?.isLoopback == true
    guard !isLoopback else { return nil }
    return exceptions.contains { Self.matches($0, host: host, port: port) } ? nil : server
  }

  private static func matches(_ exception: String, host: String, port: Int) -> Bool {
    if exception == "*" { return true }
    var name = Substring(exception)
    // A single colon ends in a port; several make an IPv6 address.
    if name.count(where: { $0 == ":" }) == 1, let colon = name.firstIndex(of: ":") {
      guard Int(name[name.index(after: colon)...]) == port else { return false }
      name = name[..<colon]
    }
    if name.hasPrefix("*.") { name.removeFirst() }
    if let block = IPv4Block(name), let address = IPv4Block(host) { return block.contains(address) }
    let bare = name.hasPrefix(".") ? name.dropFirst() : name
    return !bare.isEmpty && (host == bare || host.hasSuffix("." + bare))
  }
}

/// An IPv4 address, or a block of them.
private struct IPv4Block {
  let address: UInt32
  let bits: Int

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      .compactMap { UInt8($0) }
    guard parts.count <= 2, numbers.count == 4,
      parts[0].split(separator: ".", omittingEmptySubsequences: false).count == 4
    else { return nil }
    bits = parts.count == 2 ? Int(parts[1]) ?? -1 : 32
    guard (0...32).contains(bits) else { return nil }
    address = numbers.reduce(0) { $0 << 8 | UInt32($1) }
  }

  var isLoopback: Bool { address >> 24 == 127 }

  func contains(_ other: IPv4Block) -> Bool {
    bits == 0 || (address ^ other.address) >> UInt32(32 - bits) == 0
  }
}

extension String {
  fileprivate var decodingPercents: String {
    var bytes: [UInt8] = []
    var rest = Substring(self).utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
