import HuaweiCloud
import Synchronization

/// A cloud that remembers requests and answers from a function.
final class FakeCloud: Transport {
  typealias Reply = @Sendable (_ request: HTTPRequest, _ number: Int) async -> HTTPResponse

  private let seen = Mutex<[HTTPRequest]>([])
  private let flights = Mutex((now: 0, most: 0))
  private let reply: Reply

  init(_ reply: @escaping Reply = { _, _ in .empty }) {
    self.reply = reply
  }

  var requests: [HTTPRequest] { seen.withLock { $0 } }
  /// The most requests that were under way at once.
  var mostAtOnce: Int { flights.withLock { $0.most } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = seen.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    flights.withLock { flights in
      flights.now += 1
      flights.most = max(flights.most, flights.now)
    }
    defer { flights.withLock { $0.now -= 1 } }
    let response = await reply(request, number)
    // Status 0 stands for a connection that broke.
    guard response.status != 0 else { throw TransportError(.connectionLost, request: request) }
    return response
  }

  /// The requests of an operation.
  func requests(of operation: String) -> [HTTPRequest] {
    requests.filter { $0.operation == operation }
  }
}

extension HTTPResponse {
  static let empty = HTTPResponse(status: 200)
  static let lost = HTTPResponse(status: 0)

  static func json(
    _ text: String, status: Int = 200, _ headers: HTTPHeaders = [:]
  ) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
  }

  /// An error as HSS words it.
  static func refusal(_ code: String, status: Int = 400) -> HTTPResponse {
    .json(
      "{\"error_code\":\"\(code)\",\"error_msg\":\"refused\",\"request_id\":\"r1\"}", status: status
    )
  }
}

extension HTTPRequest {
  /// The first line and the body.
  var essence: String {
    let first = "\(method.rawValue) \(url)"
    return body.isEmpty ? first : first + "\n" + bodyText
  }

  var bodyText: String { String(decoding: body, as: UTF8.self) }

  var json: JSON? { try? JSON(parsing: body) }

  /// The ports of a port change.
  var entries: [JSON] { json?["data_list"]?.array ?? [] }
}

extension CloudClient {
  static let projectID = "2b31ed520xxxxxxebedb6e57xxxxxxxx"

  /// A client of an invented account.
  static func fake(_ transport: any Transport) -> CloudClient {
    CloudClient(
      transport: transport,
      credentials: FixedCredentials(
        .accessKey(AccessKey(id: "VECTORAK000000000001", secret: Secret("vectorSK0123456789")))),
      endpoints: Endpoints(region: "cn-north-4"), projectID: projectID)
  }
}
