internal import HuaweiCloud

/// Tells of requests that got no answer: they are sent again for a while, and a person should know why it takes long.
struct TellingTransport: Transport {
  let transport: any Transport
  let tell: @Sendable (String) -> Void

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    do throws(TransportError) {
      return try await transport.send(request)
    } catch {
      if error.isRetryable { tell("no answer yet: \(error)") }
      throw error
    }
  }
}
