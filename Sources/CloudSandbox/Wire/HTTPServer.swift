import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The listening socket and its connections.
///
/// It listens from the start, which costs four system calls; threads and handlers come with ``serve(_:)``, which may wait
/// for the first client. Who connects before waits in the queue of the socket.
final class HTTPServer: Sendable {
  private enum State: Sendable {
    case listening(NIOBSDSocket.Handle)
    case serving(MultiThreadedEventLoopGroup, listener: EventLoopFuture<any Channel>, Connections)
    case stopped
  }

  let address: SandboxAddress
  private let state: Mutex<State>

  init(host: String, port: Int) throws(SandboxError) {
    do {
      let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
      let socket = try Self.listen(address)
      state = Mutex(.listening(socket.handle))
      self.address = SandboxAddress(host: host, port: socket.port)
    } catch {
      throw .cannotListen(host: host, port: port, reason: "\(error)")
    }
  }

  /// A server that never served still has its socket; one that did is stopped by ``stop()``.
  deinit {
    if case .listening(let socket) = state.withLock({ $0 }) { close(socket) }
  }

  /// Opens a socket that listens, and says on which port.
  private static func listen(
    _ address: SocketAddress
  ) throws -> (handle: NIOBSDSocket.Handle, port: Int) {
    func checked(_ call: String, _ result: CInt) throws -> CInt {
      guard result >= 0 else { throw IOError(errnoCode: errno, reason: call) }
      return result
    }
    let handle = try checked(
      "socket",
      socket(
        CInt(address.protocol.rawValue), CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue),
        0))
    do {
      var reuse: CInt = 1
      _ = try checked(
        "setsockopt",
        unsafe setsockopt(
          handle, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<CInt>.size)))
      _ = try checked(
        "bind", unsafe address.withSockAddr { unsafe bind(handle, $0, socklen_t($1)) })
      _ = try checked("listen", Glibc.listen(handle, 256))
      return (handle, try port(of: handle, checked))
    } catch {
      close(handle)
      throw error
    }
  }

  private static func port(
    of handle: NIOBSDSocket.Handle, _ checked: (String, CInt) throws -> CInt
  ) throws -> Int {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try checked(
      "getsockname",
      unsafe withUnsafeMutableBytes(of: &storage) { bytes in
        unsafe getsockname(
          handle, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
      })
    // Both families have the port, in the order of the network, behind the family.
    return unsafe withUnsafeBytes(of: storage) { bytes in
      unsafe Int(UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self)))
    }
  }

  /// Answers from now on; has no effect on a server that serves already, or is stopped.
  func serve(_ engine: Engine) {
    state.withLock { state in
      guard case .listening(let socket) = state else { return }
      // One thread serves some ten thousand requests a second, and starts at once.
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let connections = Connections()
      let bootstrap = ServerBootstrap(group: group)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            connections.add(channel)
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(HTTPExchange(engine))
          }
        }
      state = .serving(group, listener: bootstrap.withBoundSocket(socket), connections)
    }
  }

  func stop() async {
    let last = state.withLock { state in
      defer { state = .stopped }
      return state
    }
    switch last {
    case .listening(let socket): close(socket)
    case .serving(let group, let listener, let connections):
      try? await listener.get().close()
      connections.closeAll()
      try? await group.shutdownGracefully()
    case .stopped: break
    }
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
