/// Identity and Access Management: tokens and projects.
enum IAM {
  /// Where the body of a token request puts its scope.
  private static func write(_ scope: TokenScope, to writer: inout JSONWriter) {
    writer.name("scope")
    writer.object { writer in
      switch scope {
      case .projectName(let name):
        writer.name("project")
        writer.object { $0.member("name", name) }
      case .projectID(let id):
        writer.name("project")
        writer.object { $0.member("id", id) }
      case .domainName(let name):
        writer.name("domain")
        writer.object { $0.member("name", name) }
      case .domainID(let id):
        writer.name("domain")
        writer.object { $0.member("id", id) }
      }
    }
  }

  private static func tokenCall(
    method: String, scope: TokenScope, _ identity: (inout JSONWriter) -> Void
  ) -> Call {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("auth")
      writer.object { writer in
        writer.name("identity")
        writer.object { writer in
          writer.member("methods", [method])
          writer.name(method)
          writer.object(identity)
        }
        write(scope, to: &writer)
      }
    }
    let operation = Operation(
      method == "password" ? "KeystoneCreateUserTokenByPassword" : "KeystoneCreateAgencyToken",
      service: .iam, method: .post, path: "/v3/auth/tokens", parameters: [],
      reference: "IAM, Token Management")
    var call = Call(
      operation, query: [.init("nocatalog", "true")], body: writer.bytes, isRead: true)
    call.bodyIsSecret = method == "password"
    return call
  }

  /// The call that turns a password into a token.
  static func call(for login: PasswordLogin) -> Call {
    tokenCall(method: "password", scope: login.scope) { writer in
      writer.name("user")
      writer.object { writer in
        switch login.user {
        case .id(let id): writer.member("id", id)
        case .name(let name, let domain):
          writer.name("domain")
          writer.object { writer in
            switch domain {
            case .id(let id): writer.member("id", id)
            case .name(let name): writer.member("name", name)
            }
          }
          writer.member("name", name)
        }
        writer.member("password", login.password.reveal())
      }
    }
  }

  /// The call that turns an agency into a token.
  static func call(for agency: Agency) -> Call {
    tokenCall(method: "assume_role", scope: agency.scope) { writer in
      switch agency.domain {
      case .id(let id): writer.member("domain_id", id)
      case .name(let name): writer.member("domain_name", name)
      }
      writer.member("agency_name", agency.name)
    }
  }

  /// Fetches a token.
  static func token(
    _ call: Call, through exchange: Exchange, as credentials: Credentials? = nil,
    password: Secret? = nil
  ) async throws(CloudError) -> Token {
    let answer = try await exchange.send(
      call, as: credentials, projectID: nil, secrets: [password].compactMap { $0 })
    guard let value = answer.subjectToken, !value.isEmpty else {
      throw .service(
        ServiceError(
          kind: .malformedAnswer, call: call, response: HTTPResponse(status: answer.status),
          json: nil, message: "the answer has no X-Subject-Token", redactor: Redactor()))
    }
    let facts = answer.json?["token"]
    return Token(
      value: value, expiresAt: facts?["expires_at"]?.string.flatMap(Timestamp.init(parsing:)),
      projectID: facts?["project"]?["id"]?.string)
  }

  /// Looks up the ID of a project by its name.
  static func projectID(
    named name: String, through exchange: Exchange, as credentials: Credentials
  ) async throws(CloudError) -> String {
    let operation = Operation(
      "KeystoneListProjects", service: .iam, path: "/v3/projects", parameters: [],
      reference: "IAM, Project Management")
    let call = Call(operation, query: [.init("name", name)])
    let answer = try await exchange.send(call, as: credentials, projectID: nil)
    let found = (answer.json?["projects"]?.array ?? []).filter { $0["name"]?.string == name }
    guard found.count == 1, let id = found[0]["id"]?.string else {
      throw .configuration(.noProject(name: name, found: found.count))
    }
    return id
  }
}
