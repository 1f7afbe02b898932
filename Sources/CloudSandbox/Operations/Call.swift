/// An operation that is being called, after routing and authentication.
struct Call: Sendable {
  let operation: Operation
  let pathParameters: [String]
  let query: Query
  let request: SandboxRequest
  let principal: Principal?
  let requestID: String
  let now: Moment

  var projectID: String { pathParameters.first ?? "" }

  /// The body as an object; the services refuse everything else.
  func body() throws(Refusal) -> Fields {
    let json: JSON
    do {
      json = try JSON(parsing: request.body)
    } catch {
      throw .unparsable(
        operation.service, "the body is no JSON: \(error.reason) at byte \(error.offset)")
    }
    do { return try Fields(json) } catch { throw .invalidField(operation.service, error) }
  }

  /// Reads members of the body, telling a wrong one in the service's own way.
  func reading<Result>(_ read: () throws(FieldError) -> Result) throws(Refusal) -> Result {
    do { return try read() } catch { throw .invalidField(operation.service, error) }
  }
}
