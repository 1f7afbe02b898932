internal import AsyncHTTPClient
internal import Dispatch
public import HuaweiCloud
public import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOSSL
internal import Synchronization

/// Carries requests over HTTP/1.1 and HTTP/2, keeping connections open between them.
///
/// It follows no redirect, for a signature holds for one address only, and repeats nothing. TLS
/// certificates are always checked; an authority of one's own can be added, none can be skipped.
/// It may be used from any number of tasks at once; connections close when it goes away.
public final class HTTPTransport: Transport {
  /// Limits and ways.
  public struct Configuration: Sendable {
    /// How long a connection, TLS included, may take to come about.
    public var connectTimeout: Duration = .seconds(10)
    /// How long nothing may arrive while an answer is awaited.
    public var readTimeout: Duration = .seconds(60)
    /// How long an exchange may take from its start to the last byte of the answer.
    public var totalTimeout: Duration = .seconds(120)
    /// How large the body of an answer may be, in bytes.
    public var maximumAnswerSize = 64 << 20
    /// A PEM file of certificate authorities that are trusted beside the system's.
    public var certificateAuthorityFile: String?
    /// Which proxy serves which host.
    public var proxies = ProxySettings()
    /// Gets a line for each exchange at debug level: method, address without query, status, time.
    public var logger: Logger?

    /// Makes the default configuration.
    public init() {}
  }

  private let configuration: Configuration
  private let base: HTTPClient.Configuration
  /// By the proxy that it goes through; a client has threads, so it is made for its first request.
  private let clients = Mutex<[ProxyServer?: HTTPClient]>([:])

  /// Makes a transport; nothing is connected yet.
  ///
  /// - Parameter configuration: Limits and ways.
  /// - Throws: `ConfigurationError` when the file of certificate authorities cannot be read.
  public init(_ configuration: Configuration = Configuration()) throws(ConfigurationError) {
    self.configuration = configuration
    base = try Self.clientConfiguration(configuration)
  }

  deinit {
    for client in clients.withLock({ Array($0.values) }) { client.shutdown { _ in } }
  }

  private func client(through server: ProxyServer?) -> HTTPClient {
    clients.withLock { clients in
      if let client = clients[server] { return client }
      var configuration = base
      configuration.proxy = server?.forClient
      let client = HTTPClient(configuration: configuration)
      clients[server] = client
      return client
    }
  }

  private static func clientConfiguration(
    _ configuration: Configuration
  ) throws(ConfigurationError) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let file = configuration.certificateAuthorityFile {
      do {
        tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
      } catch {
        throw .unreadable(file: file, problem: "no PEM file of certificates: \(error)")
      }
    }
    var client = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(
        connect: TimeAmount(configuration.connectTimeout),
        read: TimeAmount(configuration.readTimeout)))
    // Services close idle connections after a minute or so; ours close first.
    client.connectionPool.idleTimeout = .seconds(30)
    // How much is sent at once is decided above; a request that waits for a connection would use up its time.
    client.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    // A refused connection is reported at once; whether to try again is decided above.
    client.connectionPool.retryConnectionEstablishment = false
    client.httpVersion = .automatic
    client.decompression = .enabled(limit: .size(configuration.maximumAnswerSize))
    return client
  }

  /// Sends a request once and returns its complete answer, whatever the status.
  ///
  /// - Parameter request: The request, signed.
  /// - Returns: The answer.
  /// - Throws: `TransportError` when no complete answer came within the limits.
  public func send(
    _ request: HTTPRequest
  ) async throws(HuaweiCloud.TransportError) -> HTTPResponse {
    let departure = Departure()
    let start = ContinuousClock.now
    do {
      let response = try await withDeadline(configuration.totalTimeout) {
        try await self.exchange(request, departure)
      }
      log(request, "\(response.status)", since: start)
      return response
    } catch {
      let failure = TransportError(
        error, request: request, configuration: configuration, wasSent: departure.mayHaveLeft)
      log(request, "\(failure.kind)", since: start)
      throw failure
    }
  }

  private func exchange(
    _ request: HTTPRequest, _ departure: Departure
  ) async throws -> HTTPResponse {
    try check(request.headers)
    var outgoing = HTTPClientRequest(url: request.url)
    outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
    for field in request.headers.fields {
      outgoing.headers.add(name: field.name, value: field.value)
    }
    outgoing.headers.add(name: "Accept-Encoding", value: "gzip")
    if request.body.isEmpty {
      departure.leave()
    } else {
      outgoing.body = .stream(
        departure.watching(ByteBuffer(bytes: request.body)),
        length: .known(Int64(request.body.count)))
    }
    let server = configuration.proxies.server(
      scheme: request.scheme, host: request.host, port: request.port)
    let answer = try await client(through: server).execute(
      outgoing, timeout: TimeAmount(configuration.totalTimeout))
    return HTTPResponse(
      status: Int(answer.status.code), headers: HuaweiCloud.HTTPHeaders(answer.headers),
      body: try await body(of: answer))
  }

  /// A line end in a field would end it early; the stack's own error would show the value.
  private func check(_ headers: HuaweiCloud.HTTPHeaders) throws {
    for field in headers.fields
    where field.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
      throw UnwritableField(name: field.name)
    }
  }

  private func body(of answer: HTTPClientResponse) async throws -> [UInt8] {
    let limit = configuration.maximumAnswerSize
    let announced = answer.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard announced <= limit else { throw AnswerTooLarge() }
    let coding = answer.headers.first(name: "content-encoding")?.lowercased() ?? "identity"
    guard ["identity", "gzip", "deflate"].contains(coding) else {
      throw UnreadableCoding(name: coding)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced)
    for try await part in answer.body {
      guard bytes.count + part.readableBytes <= limit else { throw AnswerTooLarge() }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }

  private func log(_ request: HTTPRequest, _ outcome: String, since start: ContinuousClock.Instant)
  {
    configuration.logger?.debug(
      "\(request.operation)",
      metadata: [
        "method": "\(request.method.rawValue)", "host": "\(request.authority)",
        "path": "\(request.path)", "outcome": "\(outcome)",
        "time": "\(ContinuousClock.now - start)",
      ])
  }
}

/// The answer is larger than allowed.
struct AnswerTooLarge: Error {}

/// The body is coded in a way that was not asked for.
struct UnreadableCoding: Error {
  let name: String
}

/// A header field has a value that HTTP cannot carry.
struct UnwritableField: Error {
  let name: String
}

/// The whole exchange took longer than allowed.
struct DeadlinePassed: Error {}

/// Runs work and gives up when it takes longer than allowed.
private func withDeadline<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      throw DeadlinePassed()
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw CancellationError() }
    return value
  }
}

/// Whether a body has begun to leave: before that, nothing can have been applied.
private final class Departure: Sendable {
  private let hasLeft = Atomic(false)

  var mayHaveLeft: Bool { hasLeft.load(ordering: .acquiring) }

  func leave() { hasLeft.store(true, ordering: .releasing) }

  /// The body as a sequence of one part, which notes when it is asked for.
  func watching(_ body: ByteBuffer) -> AsyncStream<ByteBuffer> {
    let once = Once(body)
    return AsyncStream {
      self.leave()
      return once.take()
    }
  }

  private final class Once: Sendable {
    private let rest: Mutex<ByteBuffer?>

    init(_ body: ByteBuffer) { rest = Mutex(body) }

    func take() -> ByteBuffer? {
      rest.withLock { body in
        defer { body = nil }
        return body
      }
    }
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

extension HuaweiCloud.HTTPHeaders {
  fileprivate init(_ headers: NIOHTTP1.HTTPHeaders) {
    self.init()
    for (name, value) in headers { add(name, value) }
  }
}
