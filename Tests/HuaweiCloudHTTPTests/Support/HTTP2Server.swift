import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on this machine that speaks HTTP/2 over TLS and answers each request with `{}`, frame by frame.
///
/// It is written from RFC 9113 alone, and leaves the fields of requests compressed as they are.
final class HTTP2Server: Sendable {
  /// What came, by stream.
  struct Seen: Sendable {
    var connections = 0
    var bodies: [UInt32: [UInt8]] = [:]
  }

  private let channel: any Channel
  private let state = Mutex(Seen())

  init(_ tls: TLSConfiguration) async throws {
    var tls = tls
    tls.applicationProtocols = ["h2"]
    let context = try NIOSSLContext(configuration: tls)
    let box = Box()
    channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLServerHandler(context: context))
          try pipeline.addHandler(FrameHandler(server: box))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    box.server.withLock { $0 = self }
  }

  var port: Int { channel.localAddress?.port ?? 0 }
  var seen: Seen { state.withLock { $0 } }

  func stop() async throws { try await channel.close() }

  fileprivate func note(_ change: (inout Seen) -> Void) { state.withLock { change(&$0) } }

  /// What a connection finds the server by.
  fileprivate final class Box: Sendable {
    let server = Mutex<HTTP2Server?>(nil)
  }
}

/// One connection.
private final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Kind: UInt8 {
    case data, headers, priority, reset, settings, push, ping
  }

  private static let endsStream: UInt8 = 0x1
  private static let isAnswer: UInt8 = 0x1
  private static let endsHeaders: UInt8 = 0x4
  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  private let server: HTTP2Server.Box
  private var bytes: [UInt8] = []
  private var hasBegun = false
  private var bodies: [UInt32: [UInt8]] = [:]

  init(server: HTTP2Server.Box) {
    self.server = server
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += Array(buffer: unwrapInboundIn(data))
    if !hasBegun {
      guard bytes.count >= Self.preface.count else { return }
      guard bytes.starts(with: Self.preface) else { return context.close(promise: nil) }
      bytes.removeFirst(Self.preface.count)
      hasBegun = true
      server.server.withLock { $0?.note { $0.connections += 1 } }
      send(.settings, flags: 0, stream: 0, [], context)
    }
    while let size = frameSize, bytes.count >= 9 + size {
      let frame = Array(bytes[..<(9 + size)])
      bytes.removeFirst(9 + size)
      take(frame, context)
    }
  }

  private var frameSize: Int? {
    guard bytes.count >= 9 else { return nil }
    return Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
  }

  private func take(_ frame: [UInt8], _ context: ChannelHandlerContext) {
    let flags = frame[4]
    let stream = frame[5..<9].reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let payload = Array(frame[9...])
    switch Kind(rawValue: frame[3]) {
    case .settings where flags & Self.isAnswer == 0:
      send(.settings, flags: Self.isAnswer, stream: 0, [], context)
    case .ping where flags & Self.isAnswer == 0:
      send(.ping, flags: Self.isAnswer, stream: 0, payload, context)
    case .headers:
      bodies[stream] = []
      if flags & Self.endsStream != 0 { answer(stream, context) }
    case .data:
      bodies[stream, default: []] += payload
      if flags & Self.endsStream != 0 { answer(stream, context) }
    default: break
    }
  }

  private func answer(_ stream: UInt32, _ context: ChannelHandlerContext) {
    let body = bodies.removeValue(forKey: stream) ?? []
    server.server.withLock { $0?.note { $0.bodies[stream] = body } }
    // `:status: 200` is entry 8 of the static table.
    send(.headers, flags: Self.endsHeaders, stream: stream, [0x88], context)
    send(.data, flags: Self.endsStream, stream: stream, Array("{}".utf8), context)
  }

  private func send(
    _ kind: Kind, flags: UInt8, stream: UInt32, _ payload: [UInt8],
    _ context: ChannelHandlerContext
  ) {
    var frame = [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF), kind.rawValue, flags]
    frame += (0..<4).map { UInt8(truncatingIfNeeded: stream >> (24 - 8 * UInt32($0))) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: frame + payload)), promise: nil)
  }
}
