/// A request as it came over the wire.
package struct SandboxRequest: Sendable {
  package struct Header: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let method: String
  /// Path and query, still encoded.
  package let target: String
  package let headers: [Header]
  package let body: [UInt8]

  package init(method: String, target: String, headers: [Header], body: [UInt8]) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  var path: Substring { target.prefix { $0 != "?" } }

  var query: Query { Query(target.drop { $0 != "?" }.dropFirst()) }

  /// The value of a header, however its name is capitalised.
  func header(_ name: String) -> String? {
    headers.first { $0.name.count == name.count && $0.name.lowercased() == name }?.value
  }
}
