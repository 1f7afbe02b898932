/// An operation that is being called, after routing and authentication.
struct Call: Sendable {
  let operation: Operation
  let pathParameters: [String]
  let query: Query
  let request: SandboxRequest
  let requestID: String
  let now: Moment

  var projectID: String { pathParameters.first ?? "" }

  /// Reads the body, telling a wrong one in the service's own way.
  func body<Body>(_ read: (Fields) throws(FieldError) -> Body) throws(Refusal) -> Body {
    let json: JSON
    do {
      json = try JSON(parsing: request.body)
    } catch {
      throw .unparsable(
        operation.service, "the body is no JSON: \(error.reason) at byte \(error.offset)")
    }
    do {
      return try read(Fields(json))
    } catch {
      throw .invalidField(operation.service, error)
    }
  }
}
