/// The query parameters that an operation knows, with what the reference says of their values.
struct Parameters: Sendable {
  enum Kind: Sendable {
    case text(ClosedRange<Int>)
    case integer(ClosedRange<Int>)
    case choice([String])
    case boolean
    /// Up to 100 texts, repeated or separated by commas.
    case texts(each: ClosedRange<Int>)
  }

  /// What all paged lists of HSS take.
  private static let paging: [(String, Kind)] = [
    ("enterprise_project_id", .text(1...256)), ("limit", .integer(10...200)),
    ("offset", .integer(0...2_000_000)),
  ]

  private let query: Query
  /// Names that the operation does not know.
  let unknown: [String]

  init(
    of call: Call, _ own: KeyValuePairs<String, Kind>, paged: Bool = true, required: [String] = []
  ) throws(Refusal) {
    let known = own.map { ($0.key, $0.value) } + (paged ? Self.paging : [])
    query = call.query
    let service = call.operation.service
    for name in required where query[name] == nil {
      throw .invalidParameter(service, "\(name) is missing")
    }
    for (name, kind) in known {
      if case .texts = kind {
        let count = query.list(name).count
        guard query[name] == nil || (1...100).contains(count) else {
          throw .invalidParameter(service, "\(name): got \(count) elements, want 1...100")
        }
      }
      for parameter in query.parameters where parameter.name == name {
        if let wanted = Self.violation(of: parameter.value, kind) {
          throw .invalidParameter(
            service, "\(name): got \"\(parameter.value.prefix(64))\", want \(wanted)")
        }
      }
    }
    unknown = query.parameters.map(\.name).filter { name in
      !known.contains { $0.0 == name }
    }
  }

  private static func violation(of value: String, _ kind: Kind) -> String? {
    switch kind {
    case .text(let length):
      length.contains(value.unicodeScalars.count) ? nil : "\(length) characters"
    case .integer(let range):
      Int(value).map(range.contains) == true ? nil : "\(range)"
    case .choice(let choices): choices.contains(value) ? nil : choices.joined(separator: " or ")
    case .boolean: ["true", "false"].contains(value) ? nil : "true or false"
    case .texts(let each):
      value.split(separator: ",").allSatisfy { each.contains($0.unicodeScalars.count) }
        ? nil : "texts of \(each) characters"
    }
  }

  /// The value, nil where there is none or it is empty: an empty filter filters nothing.
  subscript(name: String) -> String? {
    query[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func integer(_ name: String, default value: Int) -> Int {
    query[name].flatMap(Int.init) ?? value
  }

  func optionalInteger(_ name: String) -> Int? { query[name].flatMap(Int.init) }

  func bool(_ name: String) -> Bool? { query[name].map { $0 == "true" } }

  func list(_ name: String) -> [String]? {
    let values = query.list(name)
    return values.isEmpty ? nil : values
  }

  /// The enterprise project whose assets are meant, nil for all.
  var enterpriseProject: String? {
    let id = self["enterprise_project_id"] ?? "0"
    return id == "all_granted_eps" ? nil : id
  }

  /// The page of HSS lists, out of all matches.
  func page<Element>(_ elements: [Element]) -> ArraySlice<Element> {
    page(elements, limit: integer("limit", default: 10), offset: integer("offset", default: 0))
  }

  func page<Element>(_ elements: [Element], limit: Int, offset: Int) -> ArraySlice<Element> {
    elements.dropFirst(offset).prefix(limit)
  }
}
