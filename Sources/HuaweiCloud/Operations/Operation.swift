/// An operation of a service, declared as data: what is sent where, and what may be repeated.
package struct Operation: Sendable, Hashable {
  /// How a list is read to its end.
  package enum Paging: Sendable, Hashable {
    /// By position: `limit` and `offset` in the query.
    case offset(limit: Int, maximumOffset: Int?, lists: [String], total: String)
    /// By the last item seen: `limit` and `marker` in the query.
    case marker(limit: Int, list: String, next: [String])

    /// How many items a page has at most: the most that the service allows.
    package var limit: Int {
      switch self {
      case .offset(let limit, _, _, _), .marker(let limit, _, _): limit
      }
    }
  }

  /// The name in the API reference.
  package let name: String
  /// The service.
  package let service: Service
  /// The method.
  package let method: HTTPMethod
  /// The path, with `{project_id}` where the project's ID stands.
  package let path: String
  /// Every parameter but the ones of paging.
  package let parameters: [Parameter]
  /// How its list is read; `nil` for what is no list.
  package let paging: Paging?
  /// Members of an item that some regions call otherwise: the name to add, and the other name.
  package let memberAliases: [String: String]
  /// Whether sending it twice leaves the same state as sending it once.
  package let isIdempotent: Bool
  /// The page of the reference, and its date.
  package let reference: String

  package init(
    _ name: String, service: Service, method: HTTPMethod = .get, path: String,
    parameters: [Parameter], paging: Paging? = nil, memberAliases: [String: String] = [:],
    isIdempotent: Bool = true, reference: String
  ) {
    self.name = name
    self.service = service
    self.method = method
    self.path = path
    self.parameters = parameters
    self.paging = paging
    self.memberAliases = memberAliases
    self.isIdempotent = isIdempotent
    self.reference = reference
  }

  /// The parameter of a name.
  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }
}
