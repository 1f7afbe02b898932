/// Carries one request to a service and its answer back.
///
/// A transport knows nothing of credentials or operations: it neither signs nor repeats a request.
/// `HuaweiCloudHTTP` has the one that speaks HTTP; tests use one that remembers.
public protocol Transport: Sendable {
  /// Sends a request once and returns its complete answer, whatever the status.
  ///
  /// - Parameter request: The request, signed.
  /// - Returns: The answer.
  /// - Throws: ``TransportError`` when no complete answer came.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
