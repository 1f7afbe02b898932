import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The listening socket and its connections.
final class HTTPServer: Sendable {
  let address: SandboxAddress
  private let group: MultiThreadedEventLoopGroup
  private let listener: any Channel
  private let connections: Connections

  init(_ engine: Engine, host: String, port: Int) async throws(SandboxError) {
    // One thread serves some ten thousand requests a second, and starts at once.
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let connections = Connections()
    self.connections = connections
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add(channel)
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(HTTPExchange(engine))
        }
      }
    do {
      listener = try await bootstrap.bind(host: host, port: port).get()
    } catch {
      try? await group.shutdownGracefully()
      throw .cannotListen(host: host, port: port, reason: "\(error)")
    }
    address = SandboxAddress(host: host, port: listener.localAddress?.port ?? port)
  }

  func stop() async {
    try? await listener.close()
    connections.closeAll()
    try? await group.shutdownGracefully()
  }
}

/// The open connections, so that stopping need not wait for their clients.
private final class Connections: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  func add(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    channels.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
  }

  func closeAll() {
    for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }
}
