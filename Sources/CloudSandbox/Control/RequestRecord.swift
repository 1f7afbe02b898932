import Crypto

/// A request that the sandbox received, and what came of it.
package struct RequestRecord: Sendable, Equatable {
  package let time: Moment
  package let requestID: String
  package let method: String
  package let path: String
  package let query: String
  /// By the API reference's name, empty for an unknown path.
  package let operation: String
  package let status: Int
  /// Empty where nobody was authenticated.
  package let user: String
  /// Whether what the request asked for was done, whatever it was answered.
  package let applied: Bool
  package let faults: [String]
  package let unknown: [String]
  /// Empty where the body holds a password or a token.
  package let body: [UInt8]

  /// The line for the log; of the body it has the size and the digest.
  package var line: String { JSON.object(members).text }

  /// As the control request shows it, with the body.
  var json: JSON {
    .object(members + [.init("body", .string(String(decoding: body, as: UTF8.self)))])
  }

  private var members: [JSON.Member] {
    var members: [JSON.Member] = [
      .init("time", .string(time.withMicroseconds)), .init("request_id", .string(requestID)),
      .init("method", .string(method)), .init("path", .string(path)),
      .init("query", .string(query)), .init("operation", .string(operation)),
      .init("status", .integer(status)), .init("user", .string(user)),
      .init("applied", .bool(applied)), .init("body_bytes", .integer(body.count)),
    ]
    if !body.isEmpty {
      members.append(.init("body_sha256", .string(Hexadecimal.text(SHA256.hash(data: body)))))
    }
    if !faults.isEmpty { members.append(.init("faults", .strings(faults))) }
    if !unknown.isEmpty { members.append(.init("unknown", .strings(unknown))) }
    return members
  }
}
