/// A list of a service, read page by page to its end; nothing is sent before a page is asked for.
///
/// Pages are as large as the service allows, for calls are what it rations.
public struct Pages: AsyncSequence, Sendable {
  /// The items of one page.
  public typealias Element = [JSON]
  /// What may go wrong.
  public typealias Failure = CloudError

  private let client: CloudClient
  private let operation: Operation
  private let paging: Operation.Paging
  private let filters: [HTTPRequest.QueryItem]

  init(
    client: CloudClient, operation: Operation, paging: Operation.Paging,
    filters: [HTTPRequest.QueryItem]
  ) {
    self.client = client
    self.operation = operation
    self.paging = paging
    self.filters = filters
  }

  /// Starts at the first page.
  public func makeAsyncIterator() -> Iterator { Iterator(pages: self) }

  /// Every item of every page.
  ///
  /// - Returns: The items in the service's order.
  /// - Throws: ``CloudError`` when a page cannot be read.
  public func all() async throws(CloudError) -> [JSON] {
    var items: [JSON] = []
    var pages = makeAsyncIterator()
    while let page = try await pages.next() { items += page }
    return items
  }

  /// The way through the pages.
  public struct Iterator: AsyncIteratorProtocol {
    private let pages: Pages
    private var offset = 0
    private var marker: String?
    /// What the last page held: a service that does not look at the position answers it for ever.
    private var lastPage: Int?

    /// Whether asking for another page would send a request.
    public private(set) var hasMore = true

    init(pages: Pages) { self.pages = pages }

    /// Where the next page begins, as JSON, for a list that goes on in another process.
    package var position: JSON {
      get {
        [
          "offset": .int(offset), "marker": marker.map(JSON.string) ?? .null,
          "more": .bool(hasMore),
        ]
      }
      set {
        offset = newValue["offset"]?.int ?? 0
        marker = newValue["marker"]?.string
        hasMore = newValue["more"]?.bool ?? true
      }
    }

    /// The call that asking for another page would send; `nil` at the end.
    public var nextCall: Call? {
      guard hasMore else { return nil }
      var query = pages.filters
      query.append(.init("limit", "\(pages.paging.limit)"))
      switch pages.paging {
      case .offset: query.append(.init("offset", "\(offset)"))
      case .marker: if let marker { query.append(.init("marker", marker)) }
      }
      return Call(pages.operation, query: query)
    }

    /// The next page.
    ///
    /// - Returns: Its items; `nil` after the last page.
    /// - Throws: ``CloudError`` when the page cannot be read; the list cannot be continued then.
    public mutating func next() async throws(CloudError) -> [JSON]? {
      guard let call = nextCall else { return nil }
      let answer = try await pages.client.send(call)
      guard let json = answer.json, json.object != nil else {
        throw malformed(answer, call, "the answer is no object")
      }
      return try take(json, answer, call)
    }

    /// Keeps the isolation of the caller, as the protocol asks.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(CloudError) -> [JSON]? {
      try await next()
    }

    private mutating func take(
      _ json: JSON, _ answer: Answer, _ call: Call
    ) throws(CloudError) -> [JSON]? {
      switch pages.paging {
      case .offset(let limit, let maximumOffset, let lists, let total):
        let items = try items(
          of: json, lists, total: offset == 0 ? total : nil, answer, call)
        try checkNew(items, answer, call)
        offset += items.count
        // A service may give less than asked for, so the total decides, unless more has come than it tells of.
        if let total = json[total]?.wholeNumber, offset <= total {
          hasMore = !items.isEmpty && offset < total
        } else {
          hasMore = items.count >= limit
        }
        if hasMore, let maximumOffset, offset > maximumOffset {
          throw .parameter(
            ParameterError(
              operation: pages.operation.name, parameter: "offset", got: "\(offset)",
              want: "at most \(maximumOffset); narrow the list by a filter"))
        }
        return items.isEmpty && offset > 0 ? nil : items
      case .marker(_, let list, let next):
        let items = try items(of: json, [list], total: nil, answer, call)
        let nextMarker = json[path: next]?.string.flatMap { $0.isEmpty ? nil : $0 }
        guard nextMarker == nil || nextMarker != marker else {
          throw malformed(answer, call, "the marker of the next page is the one of this page")
        }
        try checkNew(items, answer, call)
        marker = nextMarker
        hasMore = marker != nil && !items.isEmpty
        return items
      }
    }

    /// Refuses a page that is the one before: the list would have no end.
    private mutating func checkNew(
      _ items: [JSON], _ answer: Answer, _ call: Call
    ) throws(CloudError) {
      let page = items.isEmpty ? nil : items.hashValue
      guard page == nil || page != lastPage else {
        throw malformed(answer, call, "the next page is this page again")
      }
      lastPage = page
    }

    private func items(
      of json: JSON, _ lists: [String], total: String?, _ answer: Answer, _ call: Call
    ) throws(CloudError) -> [JSON] {
      for list in lists {
        switch json[list] {
        case .array(let items): return items.map(withAliases)
        // Nothing found is answered as an empty list, as null, or not at all.
        case .null: return []
        case nil: continue
        default: throw malformed(answer, call, "`\(list)` is no list")
        }
      }
      // A list under another name is not an empty one.
      if let count = total.flatMap({ json[$0]?.wholeNumber }), count > 0 {
        throw malformed(
          answer, call, "it tells of \(count) items, but has no \(lists.joined(separator: " or "))")
      }
      return []
    }

    private func withAliases(_ item: JSON) -> JSON {
      guard !pages.operation.memberAliases.isEmpty, var object = item.object else { return item }
      for (name, other) in pages.operation.memberAliases where object[name] == nil {
        object[name] = object[other]
      }
      return .object(object)
    }

    private func malformed(_ answer: Answer, _ call: Call, _ message: String) -> CloudError {
      .service(
        ServiceError(
          kind: .malformedAnswer, call: call, response: HTTPResponse(status: answer.status),
          json: answer.requestID.map { ["request_id": .string($0)] }, message: message,
          redactor: Redactor()))
    }
  }
}

extension CloudClient {
  /// The pages of a list.
  ///
  /// - Parameters:
  ///   - operation: The operation that lists.
  ///   - arguments: Its filters by their names on the wire; `null` leaves one out.
  /// - Returns: The pages; nothing has been sent yet.
  /// - Throws: ``CloudError`` where a filter is unknown, missing, or beyond its limits.
  package func pages(
    of operation: Operation, _ arguments: [String: JSON] = [:]
  ) throws(CloudError) -> Pages {
    guard let paging = operation.paging else {
      throw .parameter(
        ParameterError(
          operation: operation.name, parameter: "limit", got: "paging", want: "a single answer"))
    }
    do throws(ParameterError) {
      return Pages(
        client: self, operation: operation, paging: paging,
        filters: try operation.query(of: arguments))
    } catch {
      throw .parameter(error)
    }
  }
}

extension Operation {
  /// The query that arguments make, checked, in the order of the declaration.
  ///
  /// - Throws: ``ParameterError`` where one is unknown, missing, or beyond its limits.
  package func query(
    of arguments: [String: JSON]
  ) throws(ParameterError) -> [HTTPRequest.QueryItem] {
    if let unknown = arguments.keys.sorted().first(where: { parameter($0) == nil }) {
      throw ParameterError(
        operation: name, parameter: unknown, got: "an unknown name",
        want: "one of " + parameters.map(\.name).joined(separator: ", "))
    }
    var query: [HTTPRequest.QueryItem] = []
    for parameter in parameters {
      guard let value = arguments[parameter.name], value != .null else {
        guard !parameter.isRequired else {
          throw ParameterError(
            operation: name, parameter: parameter.name, got: "nothing", want: parameter.want)
        }
        continue
      }
      try parameter.check(value, operation: name)
      switch value {
      case .string(let text): query.append(.init(parameter.name, text))
      case .array(let items):
        query += items.compactMap(\.string).map { .init(parameter.name, $0) }
      default: query.append(.init(parameter.name, value.description))
      }
    }
    return query
  }
}
