/// A request method of HTTP.
public enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether a request of this method, by HTTP's own words, changes nothing.
  public var isSafe: Bool { self == .get || self == .head }
}
