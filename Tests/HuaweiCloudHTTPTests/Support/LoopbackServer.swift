import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on this machine that answers each request with the same prepared bytes.
final class LoopbackServer: Sendable {
  /// What it does when a request is complete.
  enum Step: Sendable {
    case write(String)
    case send([UInt8])
    case pause(milliseconds: Int64)
    /// Ends the connection in order.
    case close
    /// Ends the connection with a reset.
    case reset
  }

  private let channel: any Channel
  private let log: RequestLog

  /// Starts a server on a port of the system's choice.
  init(
    _ steps: [Step], afterBytes minimum: Int? = nil, tls: TLSConfiguration? = nil
  ) async throws {
    let log = RequestLog()
    self.log = log
    let context = try tls.map { try NIOSSLContext(configuration: $0) }
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          log.connected()
          let pipeline = channel.pipeline.syncOperations
          if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
          try pipeline.addHandler(ReplyHandler(steps: steps, minimum: minimum, log: log))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  var port: Int { channel.localAddress?.port ?? 0 }
  /// The requests as they came, in order.
  var requests: [String] { log.entries.withLock { $0.requests } }
  /// How many connections were opened.
  var connections: Int { log.entries.withLock { $0.connections } }

  func stop() async throws { try await channel.close() }

  /// Runs a test against a server and stops it.
  static func run(
    _ steps: Step..., afterBytes minimum: Int? = nil, tls: TLSConfiguration? = nil,
    test: (LoopbackServer) async throws -> Void
  ) async throws {
    let server = try await LoopbackServer(steps, afterBytes: minimum, tls: tls)
    do {
      try await test(server)
    } catch {
      try? await server.stop()
      throw error
    }
    try await server.stop()
  }
}

private final class RequestLog: Sendable {
  struct Entries {
    var requests: [String] = []
    var connections = 0
  }

  let entries = Mutex(Entries())

  func connected() { entries.withLock { $0.connections += 1 } }
}

/// Collects a request, writes it down, and goes through the steps.
private final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let steps: [LoopbackServer.Step]
  private let minimum: Int?
  private let log: RequestLog
  private var text = ""

  init(steps: [LoopbackServer.Step], minimum: Int?, log: RequestLog) {
    self.steps = steps
    self.minimum = minimum
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    text += String(buffer: unwrapInboundIn(data))
    guard isComplete else { return }
    log.entries.withLock { $0.requests.append(text) }
    text = ""
    perform(steps[...], context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Whether head and announced body are here, or as many bytes as the test waits for.
  private var isComplete: Bool {
    if let minimum { return text.utf8.count >= minimum }
    guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
    let length = text[..<end.lowerBound].split(separator: "\r\n")
      .first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) }
    return text[end.upperBound...].utf8.count >= length ?? 0
  }

  private func perform(_ steps: ArraySlice<LoopbackServer.Step>, _ context: ChannelHandlerContext) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .write(let text):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
      perform(rest, context)
    case .send(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      perform(rest, context)
    case .pause(let milliseconds):
      context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
        self.perform(rest, context)
      }
    case .close: context.close(promise: nil)
    case .reset:
      // Closing without lingering makes the kernel send a reset.
      let options = context.channel as? any SocketOptionProvider
      _ = options?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      context.close(promise: nil)
    }
  }
}
