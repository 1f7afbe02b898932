/// One call made into one request, and its answer judged: the part below credentials.
struct Exchange: Sendable {
  var transport: any Transport
  let endpoints: Endpoints
  let algorithm: SigningAlgorithm
  let userAgent: String
  let now: @Sendable () -> Timestamp
  /// What no error may show, beside what a call itself carries.
  var secrets: [Secret] = []

  /// Sends a call once.
  ///
  /// - Parameters:
  ///   - call: What is asked.
  ///   - credentials: What signs it; `nil` for a login, which needs nothing.
  ///   - projectID: What stands for `{project_id}`.
  ///   - secrets: Texts of the body that no error may show.
  /// - Returns: The answer of success.
  /// - Throws: ``CloudError`` for everything else.
  func send(
    _ call: Call, as credentials: Credentials?, projectID: String?, secrets: [Secret] = []
  ) async throws(CloudError) -> Answer {
    let request = try request(for: call, as: credentials, projectID: projectID)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw .transport(call.isRead ? error.changingNothing : error)
    }
    return try answer(to: call, request, from: response) {
      Redactor(
        secrets: self.secrets + secrets + call.secrets.map(\.value)
          + (credentials?.secrets ?? []))
    }
  }

  func request(
    for sealed: Call, as credentials: Credentials?, projectID: String?
  ) throws(CloudError) -> HTTPRequest {
    let call = sealed.unsealed
    let endpoint: Endpoint
    do throws(ConfigurationError) {
      endpoint = try endpoints.endpoint(of: call.service)
    } catch {
      throw .configuration(error)
    }
    var path = call.path
    if let projectID {
      path = path.replacing(Call.projectPlaceholder, with: projectID.percentEncoded())
    }
    var request = HTTPRequest(
      operation: call.operation, method: call.method, scheme: endpoint.scheme,
      host: endpoint.host, port: endpoint.port, path: endpoint.basePath + path, query: call.query,
      body: call.body, bodyIsSecret: call.bodyIsSecret, isRead: call.isRead)
    request.queryIsSecret = call.queryIsSecret
    request.headers["Host"] = request.authority
    request.headers["User-Agent"] = userAgent
    request.headers["Accept"] = "application/json"
    if !call.body.isEmpty || !call.method.isSafe {
      request.headers["Content-Type"] = "application/json"
    }
    switch credentials {
    case nil: break
    case .token(let token): request.headers["X-Auth-Token"] = token.value.reveal()
    case .accessKey(let key, let domainID):
      if call.needsProject, let projectID { request.headers["X-Project-Id"] = projectID }
      if !call.needsProject, let domainID { request.headers["X-Domain-Id"] = domainID }
      Signer(key: key, algorithm: algorithm).sign(
        &request, scope: (endpoints.region ?? "", call.service.name), at: now())
    }
    return request
  }

  private func answer(
    to call: Call, _ request: HTTPRequest, from response: HTTPResponse, redactor: () -> Redactor
  ) throws(CloudError) -> Answer {
    let json: JSON?
    do throws(JSONError) {
      json = response.isBlank ? nil : try JSON(parsing: response.body)
    } catch {
      guard !response.isSuccess else {
        guard error.offset < response.body.count else {
          // Whoever closes without having told a length leaves nothing else by which to notice.
          let lost = TransportError(
            .connectionLost, request: request, detail: "the answer is incomplete")
          throw .transport(call.isRead ? lost.changingNothing : lost)
        }
        throw .service(
          ServiceError(
            kind: .malformedAnswer, call: call, response: response, json: nil,
            message: error.description, redactor: redactor()))
      }
      json = nil
    }
    // Some gateways answer an error with a status of success.
    guard response.isSuccess, json?.saysError != true else {
      throw .service(
        ServiceError(call: call, response: response, json: json, redactor: redactor()))
    }
    if json?["result"]?.string?.lowercased() == "failed" {
      throw .service(
        ServiceError(
          kind: .resultFailed, call: call, response: response, json: json,
          message: "the answer says \"result\": \"failed\"", redactor: redactor()))
    }
    return Answer(
      status: response.status, json: json,
      requestID: json?["request_id"]?.string ?? response.headers["X-Request-Id"],
      subjectToken: response.headers["X-Subject-Token"].map(Secret.init))
  }
}

extension JSON {
  /// Whether an answer is that of an error, with the members of one or wrapped as IAM and DBSS do.
  fileprivate var saysError: Bool {
    let facts = self["error"]?.object.map(JSON.object) ?? self
    switch facts["error_code"] ?? facts["errorCode"] {
    case .string(let code): return !code.isEmpty && code != "0"
    case .int(let code): return code != 0
    default: return self["error"]?["code"] != nil && self["error"]?["message"] != nil
    }
  }
}

extension TransportError {
  /// The same error of a call that changes nothing, whatever its method.
  fileprivate var changingNothing: TransportError {
    TransportError(self, mayHaveBeenApplied: false)
  }

  fileprivate init(_ error: TransportError, mayHaveBeenApplied: Bool) {
    kind = error.kind
    host = error.host
    operation = error.operation
    detail = error.detail
    self.mayHaveBeenApplied = mayHaveBeenApplied
  }
}
