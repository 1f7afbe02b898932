import HuaweiCloud

/// Refuses every request that could change something while a session is not to, below all that makes requests.
struct WriteGuard: Transport {
  let transport: any Transport
  let control: SessionControl

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard request.isRead || control.mode == .live else {
      throw TransportError(
        .invalidRequest, request: request, detail: "this session sends no changes", wasSent: false)
    }
    return try await transport.send(request)
  }
}
