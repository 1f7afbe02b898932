// Answers that go wrong on their way. They are written as bytes beneath the HTTP encoder, which would
// not let a broken one pass, and they end their connection.

import Glibc
import NIOCore
import NIOHTTP1

struct BadDelivery {
  private let reply: Reply
  private let context: ChannelHandlerContext
  private let bytes: [UInt8]

  init(_ reply: Reply, _ context: ChannelHandlerContext) {
    self.reply = reply
    self.context = context
    let answer = reply.answer
    let status = HTTPResponseStatus(statusCode: answer.status)
    var text = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
    for header in answer.headers { text += "\(header.name): \(header.value)\r\n" }
    text += "X-Request-Id: \(reply.requestID)\r\nContent-Length: \(answer.body.count)\r\n"
    text += "Connection: close\r\n\r\n"
    bytes = Array(text.utf8) + answer.body
  }

  func start() {
    switch reply.delivery.ending {
    case .resetBefore: reset()
    case .resetMiddle: send(bytes.prefix(half)) { reset() }
    case .resetAfter: send(bytes[...]) { reset() }
    case .truncated: send(bytes.prefix(half)) { context.close(promise: nil) }
    case .complete: drip(from: 0)
    case .never: break
    }
  }

  /// Half of the body, or of the head where there is no body: the client must not take it for whole.
  private var half: Int { bytes.count - max(reply.answer.body.count / 2, 24) }

  private func send(_ part: ArraySlice<UInt8>, then next: @escaping () -> Void) {
    let buffer = context.channel.allocator.buffer(bytes: part)
    let encoder = try? context.pipeline.syncOperations.context(
      handlerType: HTTPResponseEncoder.self)
    encoder?.writeAndFlush(NIOAny(buffer), promise: nil)
    // The client is to see the bytes before what follows them.
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(5)) { next() }
  }

  /// Sends the whole answer ten pieces a second.
  private func drip(from start: Int) {
    guard context.channel.isActive else { return }
    let size = max((reply.delivery.bytesPerSecond ?? 10) / 10, 1)
    let end = min(start + size, bytes.count)
    send(bytes[start..<end]) {
      guard end < bytes.count else { return context.close(promise: nil) }
      context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(95)) { drip(from: end) }
    }
  }

  /// Closes so that the other side sees a reset instead of an end.
  private func reset() {
    let socket = context.channel as? any SocketOptionProvider
    _ = socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    context.close(promise: nil)
  }
}
