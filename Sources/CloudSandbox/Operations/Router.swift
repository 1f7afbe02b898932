/// Finds the operation of a method and a path.
struct Router: Sendable {
  private struct Route {
    let operation: Operation
    let segments: [Substring]
  }

  struct Match: Sendable {
    let operation: Operation
    let parameters: [String]
  }

  private let routes: [String: [Route]]

  init() {
    routes = Dictionary(
      grouping: Operation.allCases.map {
        Route(operation: $0, segments: Self.segments($0.path[...]))
      }, by: \.operation.method)
  }

  func match(method: String, path: Substring) -> Match? {
    let segments = Self.segments(path)
    for route in routes[method] ?? [] where route.segments.count == segments.count {
      guard zip(route.segments, segments).allSatisfy({ $0 == "*" ? !$1.isEmpty : $0 == $1 }) else {
        continue
      }
      let parameters = zip(route.segments, segments).filter { $0.0 == "*" }
      return Match(
        operation: route.operation, parameters: parameters.map { Percent.decode($0.1) })
    }
    return nil
  }

  /// A slash at the end makes no difference.
  private static func segments(_ path: Substring) -> [Substring] {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return Array(segments.last == "" ? segments.dropLast() : segments)
  }
}
