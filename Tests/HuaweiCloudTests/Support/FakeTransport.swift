import HuaweiCloud
import Synchronization

/// Remembers requests and answers from a list, or by a function.
final class FakeTransport: Transport {
  typealias Reply = Result<HTTPResponse, TransportError>

  private let seen = Mutex<[HTTPRequest]>([])
  private let reply: @Sendable (Int, HTTPRequest) async -> Reply

  init(_ reply: @escaping @Sendable (Int, HTTPRequest) async -> Reply) { self.reply = reply }

  convenience init(_ responses: HTTPResponse...) {
    self.init { index, request in
      guard index < responses.count else {
        return .failure(TransportError(.connectionLost, request: request, detail: "no stub left"))
      }
      return .success(responses[index])
    }
  }

  var requests: [HTTPRequest] { seen.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let index = seen.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try await reply(index, request).get()
  }
}

extension HTTPResponse {
  static func json(_ status: Int = 200, _ text: String, _ headers: HTTPHeaders = [:]) -> Self {
    HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
  }

  static let empty = HTTPResponse(status: 200)
}

extension HTTPRequest {
  /// The first line and the body.
  var essence: String {
    let first = "\(method.rawValue) \(url)"
    return body.isEmpty ? first : first + "\n" + String(decoding: body, as: UTF8.self)
  }
}

extension CloudClient {
  static let testKey = AccessKey(id: "VECTORAK000000000001", secret: Secret("vectorSK0123456789"))

  /// A client of an invented account, at a fixed time.
  static func test(
    _ transport: any Transport,
    credentials: any CredentialProvider = FixedCredentials(.accessKey(testKey)),
    endpoints: Endpoints = Endpoints(region: "cn-north-4"),
    projectID: String? = "2b31ed520d0a4c7fa3f1ebedb6e57c0d"
  ) -> CloudClient {
    CloudClient(
      transport: transport, credentials: credentials, endpoints: endpoints, projectID: projectID,
      now: { Timestamp(secondsSinceEpoch: 1_775_203_750) })
  }
}
