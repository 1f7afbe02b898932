extension CloudService {
  private static let wrongPassword = Refusal.iam(
    401, "Unauthorized", "The username or password is wrong.")

  func createToken(_ call: Call) throws(Refusal) -> Answer {
    let request = try call.body(TokenRequest.init)
    let user = try holder(request.identity, call)
    var scope = Grant.Scope.unscoped
    var isAgency = false
    if case .agency = request.identity {
      isAgency = true
      scope = .domain
    }
    if let wanted = request.scope { scope = try self.scope(wanted) }
    let grant = grant(
      to: user, scope, call, seconds: configuration.tokenLifetimeSeconds, isAgency: isAgency)
    var answer = Answer.json(["token": body(of: grant, user, request.methods)], status: 201)
    answer.headers.append(.init("X-Subject-Token", account.seal(grant)))
    return answer
  }

  /// Temporary keys for the bearer of a token, or for an agency.
  func createTemporaryKey(_ call: Call) throws(Refusal) -> Answer {
    let request = try call.body(TokenRequest.init)
    var scope = Grant.Scope.domain
    var isAgency = false
    switch request.identity {
    case .password: throw .iam(400, "Bad Request", "methods: want token or assume_role")
    case .token(let id?): scope = try authenticator.principal(ofToken: id).grant?.scope ?? scope
    case .token(nil): scope = try authenticator.principal(of: call.request).grant?.scope ?? scope
    case .agency: isAgency = true
    }
    var grant = grant(
      to: try holder(request.identity, call), scope, call, seconds: request.durationSeconds ?? 900,
      isAgency: isAgency)
    var random = SystemRandomNumberGenerator()
    var mix = SplitMix(seed: random.next())
    grant.accessKey = mix.characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", count: 20)
    return .json(
      [
        "credential": [
          "expires_at": .string(Moment(microseconds: grant.expires).withMicroseconds),
          "access": .string(grant.accessKey),
          "secret": .string(account.secret(ofTemporaryKey: grant.accessKey)),
          "securitytoken": .string(account.seal(grant)),
        ]
      ], status: 201)
  }

  private func grant(
    to user: Account.User, _ scope: Grant.Scope, _ call: Call, seconds: Int, isAgency: Bool
  ) -> Grant {
    // A token issued in the microsecond in which all tokens expire is a new one.
    let issued = max(call.now.microseconds, keeper.read { $0.tokensExpired } + 1)
    return Grant(
      userID: user.id, scope: scope, isAgency: isAgency, issued: issued,
      expires: issued + seconds * 1_000_000)
  }

  /// The user whom an identity proves.
  private func holder(_ identity: TokenRequest.Identity, _ call: Call) throws(Refusal)
    -> Account.User
  {
    switch identity {
    case .password(let password, let name, let domain):
      guard let user = account.users.first(where: { name.means(id: $0.id, name: $0.name) }),
        name.id != nil || domain.map(isOurs) == true, user.password == password
      else { throw Self.wrongPassword }
      return user
    case .token(let id?): return try authenticator.principal(ofToken: id).user
    case .token(nil): return try authenticator.principal(of: call.request).user
    case .agency(let agency, let domain):
      let caller = try authenticator.principal(of: call.request)
      guard agency == Account.agency, isOurs(domain) else {
        throw .iam(404, "Not Found", "The agency \(agency) does not exist in that domain.")
      }
      return caller.user
    }
  }

  private func isOurs(_ domain: TokenRequest.Name) -> Bool {
    domain.means(id: account.domainID, name: account.domainName)
  }

  private func scope(_ scope: TokenRequest.Scope) throws(Refusal) -> Grant.Scope {
    switch scope {
    case .project(let name):
      guard let project = account.projects.first(where: { name.means(id: $0.id, name: $0.name) })
      else { throw .iam(401, "Unauthorized", "The project of the scope does not exist.") }
      return .project(project.id)
    case .domain(let name):
      guard isOurs(name) else {
        throw .iam(401, "Unauthorized", "The domain of the scope does not exist.")
      }
      return .domain
    }
  }

  private func body(of grant: Grant, _ user: Account.User, _ methods: [String]) -> JSON {
    let domain: JSON = ["id": .string(account.domainID), "name": .string(account.domainName)]
    var members: [JSON.Member] = [
      .init("expires_at", .string(Moment(microseconds: grant.expires).withMicroseconds)),
      .init("issued_at", .string(Moment(microseconds: grant.issued).withMicroseconds)),
      .init("methods", .strings(methods)),
      .init("user", ["id": .string(user.id), "name": .string(user.name), "domain": domain]),
      .init("roles", [["id": "0", "name": .string(user.isReader ? "readonly" : "te_admin")]]),
      .init("catalog", []),
    ]
    switch grant.scope {
    case .domain: members.append(.init("domain", domain))
    case .project(let id):
      let name = account.project(id: id)?.name ?? ""
      members.append(
        .init("project", ["id": .string(id), "name": .string(name), "domain": domain]))
    case .unscoped: break
    }
    return .object(members)
  }
}

// MARK: - Projects and domains

extension CloudService {
  func listProjects(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "domain_id": .text(0...64), "name": .text(0...64), "parent_id": .text(0...64),
        "enabled": .boolean, "is_domain": .boolean, "page": .integer(1...1_000_000),
        "per_page": .integer(1...5_000),
      ], paged: false)
    let matches = account.projects.filter { project in
      parameters["name"].map { project.name == $0 } != false
        && parameters["domain_id"].map { account.domainID == $0 } != false
        && parameters["parent_id"].map { account.domainID == $0 } != false
        && parameters.bool("enabled") != false && parameters.bool("is_domain") != true
    }
    let size = parameters.integer("per_page", default: max(matches.count, 1))
    let page = parameters.page(
      matches, limit: size, offset: size * (parameters.integer("page", default: 1) - 1))
    var answer = projects(page, path: "/v3/projects")
    answer.unknown = parameters.unknown
    return answer
  }

  func listAuthProjects(_ call: Call) -> Answer {
    projects(account.projects[...], path: "/v3/auth/projects")
  }

  private func projects(_ projects: ArraySlice<Account.Project>, path: String) -> Answer {
    .json([
      "links": ["self": .string(path), "previous": nil, "next": nil],
      "projects": .array(
        projects.map {
          [
            "id": .string($0.id), "name": .string($0.name), "domain_id": .string(account.domainID),
            "parent_id": .string(account.domainID), "enabled": true, "is_domain": false,
            "description": "", "links": ["self": .string("/v3/projects/\($0.id)")],
          ]
        }),
    ])
  }

  func listAuthDomains(_ call: Call) -> Answer {
    .json([
      "links": ["self": "/v3/auth/domains", "previous": nil, "next": nil],
      "domains": [
        [
          "id": .string(account.domainID), "name": .string(account.domainName), "enabled": true,
          "description": "", "links": ["self": .string("/v3/domains/\(account.domainID)")],
        ]
      ],
    ])
  }
}
