internal import AsyncHTTPClient
internal import Glibc
internal import HuaweiCloud
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOPosix
internal import NIOSSL

// Every error of the HTTP stack, in the words of `HuaweiCloud`.
extension HuaweiCloud.TransportError {
  init(
    _ error: any Error, request: HTTPRequest, configuration: HTTPTransport.Configuration,
    wasSent: Bool
  ) {
    let (kind, detail) = Self.classify(error, configuration)
    // An error of connecting says for sure that nothing left; else what was seen counts.
    let implied = Self.isOfConnecting(kind) ? false : wasSent
    self.init(kind, request: request, detail: detail, wasSent: implied)
  }

  private static func isOfConnecting(_ kind: Kind) -> Bool {
    [.unknownHost, .refused, .unreachable, .tls, .proxy, .connectTimeout, .invalidRequest]
      .contains(kind)
  }

  private static func classify(
    _ error: any Error, _ configuration: HTTPTransport.Configuration
  ) -> (Kind, String?) {
    switch error {
    case is DeadlinePassed: (.totalTimeout, "no complete answer in \(configuration.totalTimeout)")
    case is AnswerTooLarge:
      (.answerTooLarge, "more than \(configuration.maximumAnswerSize) bytes")
    case NIOHTTPDecompression.DecompressionError.limit:
      (.answerTooLarge, "more than \(configuration.maximumAnswerSize) bytes")
    case is NIOHTTPDecompression.DecompressionError:
      (.malformedAnswer, "its body is no gzip, as it says")
    case is NIOHTTPDecompression.ExtraDecompressionError:
      (.connectionLost, "the answer is incomplete")
    case let error as UnreadableCoding:
      (.malformedAnswer, "its body is coded as \(error.name), want gzip or none")
    case let error as UnwritableField:
      (
        .invalidRequest,
        "the header field \(error.name) has a line end or another control character"
      )
    case is CancellationError: (.cancelled, nil)
    case let error as HTTPClientError: classify(error, configuration)
    case let error as NIOConnectionError: classify(error, configuration)
    case let error as ChannelError: classify(error, configuration)
    case let error as IOError: classify(error)
    case is SocketAddressError, is SocketAddressError.UnknownHost: (.unknownHost, nil)
    case NIOSSLError.uncleanShutdown: (.connectionLost, nil)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: (.tls, "\(error)")
    case HTTPParserError.invalidEOFState: (.connectionLost, "the answer is incomplete")
    case is HTTPParserError: (.malformedAnswer, "\(error)")
    default: (.connectionLost, "\(type(of: error))")
    }
  }

  private static func classify(
    _ error: HTTPClientError, _ configuration: HTTPTransport.Configuration
  ) -> (Kind, String?) {
    switch error {
    case .cancelled: (.cancelled, nil)
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      (.connectTimeout, "no connection in \(configuration.connectTimeout)")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .invalidProxyResponse,
      .proxyAuthenticationRequired:
      (.proxy, error.shortDescription)
    case .readTimeout: (.readTimeout, "nothing came for \(configuration.readTimeout)")
    case .writeTimeout: (.readTimeout, "nothing could be sent")
    case .deadlineExceeded:
      (.totalTimeout, "no complete answer in \(configuration.totalTimeout)")
    case .remoteConnectionClosed, .uncleanShutdown, .requestStreamCancelled:
      (.connectionLost, nil)
    case .invalidURL, .emptyHost, .emptyScheme, .bodyLengthMismatch:
      (.invalidRequest, error.shortDescription)
    default: (.connectionLost, error.shortDescription)
    }
  }

  /// A name may have several addresses; the last one tried speaks for all.
  private static func classify(
    _ error: NIOConnectionError, _ configuration: HTTPTransport.Configuration
  ) -> (Kind, String?) {
    guard let last = error.connectionErrors.last?.error else { return (.unknownHost, nil) }
    return classify(last, configuration)
  }

  private static func classify(
    _ error: ChannelError, _ configuration: HTTPTransport.Configuration
  ) -> (Kind, String?) {
    switch error {
    case .connectTimeout: (.connectTimeout, "no connection in \(configuration.connectTimeout)")
    default: (.connectionLost, nil)
    }
  }

  private static func classify(_ error: IOError) -> (Kind, String?) {
    switch error.errnoCode {
    case ECONNREFUSED: (.refused, nil)
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EACCES, EPERM:
      (.unreachable, words(of: error))
    case ETIMEDOUT: (.connectTimeout, nil)
    default: (.connectionLost, words(of: error))
    }
  }

  /// What the system says, without the call that said it.
  private static func words(of error: IOError) -> String {
    unsafe String(cString: strerror(error.errnoCode))
  }
}
