// One connection: collects a request, hands it to the engine, and sends the reply in the way that its
// delivery says, which may be a bad way. Pipelining assistance lets one request through at a time.

import NIOCore
import NIOHTTP1

final class HTTPExchange: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let bodyLimit = 12 << 20

  private let engine: Engine
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  private var isTooLarge = false

  init(_ engine: Engine) { self.engine = engine }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let part): collect(part, context)
    case .end: finish(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body.clear()
    isTooLarge = false
    if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }),
      length > Self.bodyLimit
    {
      return refuseBody(context)
    }
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      let head = HTTPResponseHead(version: .http1_1, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
  }

  private func collect(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
    guard !isTooLarge else { return }
    var part = part
    guard body.readableBytes + part.readableBytes <= Self.bodyLimit else {
      return refuseBody(context)
    }
    body.writeBuffer(&part)
  }

  /// Answers at once and closes: the rest of the body is not worth reading.
  private func refuseBody(_ context: ChannelHandlerContext) {
    isTooLarge = true
    body.clear()
    let requestID = Engine.newRequestID()
    write(Refusal.bodyTooLarge.answer(requestID: requestID), requestID: requestID, context)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard let head, !isTooLarge else { return }
    let request = SandboxRequest(
      method: head.method.rawValue, target: head.uri,
      headers: head.headers.map { SandboxRequest.Header($0.name, $0.value) },
      body: Array(buffer: body))
    body = ByteBuffer()
    let eventLoop = context.eventLoop
    let bound = NIOLoopBound((self, context), eventLoop: eventLoop)
    engine.respond(to: request, isLocal: context.remoteAddress?.isLoopback ?? false) { reply in
      // The usual reply comes at once, on this very event loop.
      guard eventLoop.inEventLoop else {
        return eventLoop.execute { bound.value.0.deliver(reply, bound.value.1) }
      }
      bound.value.0.deliver(reply, bound.value.1)
    }
  }

  private func deliver(_ reply: Reply, _ context: ChannelHandlerContext) {
    guard reply.delivery.delayMilliseconds > 0 else { return send(reply, context) }
    let delay = TimeAmount.milliseconds(Int64(reply.delivery.delayMilliseconds))
    context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.send(reply, context) }
  }

  private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    switch reply.delivery.ending {
    case .never: break
    case .complete where reply.delivery.bytesPerSecond == nil:
      write(reply.answer, requestID: reply.requestID, context)
      let isKept = head?.isKeepAlive ?? false
      let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
      if !isKept { sent.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
    default: BadDelivery(reply, context).start()
    }
  }

  private func write(_ answer: Answer, requestID: String, _ context: ChannelHandlerContext) {
    var head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
    for header in answer.headers { head.headers.add(name: header.name, value: header.value) }
    head.headers.add(name: "X-Request-Id", value: requestID)
    head.headers.add(name: "Content-Length", value: String(answer.body.count))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    guard !answer.body.isEmpty, self.head?.method != .HEAD else { return }
    let body = context.channel.allocator.buffer(bytes: answer.body)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
  }
}
