extension CloudService {
  private static let wrongPassword = Refusal.iam(
    401, "Unauthorized", "The username or password is wrong.")

  func createToken(_ call: Call) throws(Refusal) -> Answer {
    let auth = try call.reading { [call] () throws(FieldError) in
      try Fields(JSON(lenient: call.request.body)).object("auth")
    }
    let identity = try call.reading { () throws(FieldError) in try auth.object("identity") }
    let methods = try call.reading { () throws(FieldError) in try identity.strings("methods") }
    let user: Account.User
    var isAgency = false
    var scope = Grant.Scope.unscoped
    switch methods.first {
    case "password": user = try passwordUser(identity, call)
    case "token":
      let id = try call.reading { () throws(FieldError) in
        try identity.object("token").string("id")
      }
      user = try authenticator.principal(ofToken: id).user
    case "assume_role":
      user = try agencyUser(identity, call)
      isAgency = true
      scope = .domain
    default:
      throw .iam(400, "Bad Request", "methods: want password, token or assume_role")
    }
    if auth.value("scope") != nil {
      let wanted = try call.reading { () throws(FieldError) in try auth.object("scope") }
      scope = try self.scope(wanted, call)
    }
    let grant = grant(to: user, scope, call, seconds: configuration.tokenLifetimeSeconds, isAgency)
    var answer = Answer.json(["token": body(of: grant, user, methods)], status: 201)
    answer.headers.append(.init("X-Subject-Token", account.seal(grant)))
    return answer
  }

  private func grant(
    to user: Account.User, _ scope: Grant.Scope, _ call: Call, seconds: Int, _ isAgency: Bool
  ) -> Grant {
    // A token issued in the microsecond in which all tokens expire is a new one.
    let issued = max(call.now.microseconds, keeper.read { $0.tokensExpired } + 1)
    return Grant(
      userID: user.id, scope: scope, isAgency: isAgency, issued: issued,
      expires: issued + seconds * 1_000_000)
  }

  private func passwordUser(_ identity: Fields, _ call: Call) throws(Refusal) -> Account.User {
    let user = try call.reading { () throws(FieldError) in
      try identity.object("password").object("user")
    }
    let password = try call.reading { () throws(FieldError) in try user.string("password") }
    let id = try call.reading { () throws(FieldError) in try user.optionalString("id") }
    let name = try call.reading { () throws(FieldError) in try user.optionalString("name") }
    if id == nil {
      let domain = try call.reading { () throws(FieldError) in try user.object("domain") }
      guard try isOurs(domain, call) else { throw Self.wrongPassword }
    }
    guard let known = id.map(account.user(id:)) ?? name.flatMap(account.user(named:)),
      known.password == password
    else { throw Self.wrongPassword }
    return known
  }

  private func agencyUser(_ identity: Fields, _ call: Call) throws(Refusal) -> Account.User {
    let role = try call.reading { () throws(FieldError) in try identity.object("assume_role") }
    let agency = try call.reading { () throws(FieldError) in
      if let name = try role.optionalString("agency_name") { return name }
      return try role.string("xrole_name")
    }
    let caller = try authenticator.principal(of: call.request)
    let domainID = try call.reading { () throws(FieldError) in
      try role.optionalString("domain_id")
    }
    let domainName = try call.reading { () throws(FieldError) in
      try role.optionalString("domain_name")
    }
    guard agency == Account.agency, domainID ?? account.domainID == account.domainID,
      domainName ?? account.domainName == account.domainName, domainID != nil || domainName != nil
    else { throw .iam(404, "Not Found", "The agency \(agency) does not exist in that domain.") }
    return caller.user
  }

  private func isOurs(_ domain: Fields, _ call: Call) throws(Refusal) -> Bool {
    let id = try call.reading { () throws(FieldError) in try domain.optionalString("id") }
    let name = try call.reading { () throws(FieldError) in try domain.optionalString("name") }
    return id.map { $0 == account.domainID } ?? (name == account.domainName)
  }

  private func scope(_ scope: Fields, _ call: Call) throws(Refusal) -> Grant.Scope {
    if scope.value("project") != nil {
      let project = try call.reading { () throws(FieldError) in try scope.object("project") }
      let id = try call.reading { () throws(FieldError) in try project.optionalString("id") }
      let name = try call.reading { () throws(FieldError) in try project.optionalString("name") }
      guard
        let found = account.projects.first(where: { $0.id == id || id == nil && $0.name == name })
      else { throw .iam(401, "Unauthorized", "The project of the scope does not exist.") }
      return .project(found.id)
    }
    guard scope.value("domain") != nil else {
      throw .iam(400, "Bad Request", "scope: want project or domain")
    }
    let domain = try call.reading { () throws(FieldError) in try scope.object("domain") }
    guard try isOurs(domain, call) else {
      throw .iam(401, "Unauthorized", "The domain of the scope does not exist.")
    }
    return .domain
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

  /// Temporary keys for the bearer of a token, or for an agency.
  func createTemporaryKey(_ call: Call) throws(Refusal) -> Answer {
    let auth = try call.reading { [call] () throws(FieldError) in
      try Fields(JSON(lenient: call.request.body)).object("auth")
    }
    let identity = try call.reading { () throws(FieldError) in try auth.object("identity") }
    let methods = try call.reading { () throws(FieldError) in try identity.strings("methods") }
    guard let method = methods.first, ["token", "assume_role"].contains(method) else {
      throw .iam(400, "Bad Request", "methods: want token or assume_role")
    }
    var caller: Principal
    var details: Fields?
    if identity.value(method) != nil {
      details = try call.reading { () throws(FieldError) in try identity.object(method) }
    }
    if method == "token",
      let id = try call.reading({ () throws(FieldError) in try details?.optionalString("id") })
    {
      caller = try authenticator.principal(ofToken: id)
    } else {
      caller = try authenticator.principal(of: call.request)
    }
    if method == "assume_role" { _ = try agencyUser(identity, call) }
    let seconds = try call.reading { () throws(FieldError) in
      try details?.optionalInteger("duration_seconds", in: 900...86_400)
    }
    var grant = grant(
      to: caller.user, caller.grant?.scope ?? .domain, call, seconds: seconds ?? 900,
      method == "assume_role")
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

  func listProjects(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "domain_id": .text(0...64), "name": .text(0...64), "parent_id": .text(0...64),
        "enabled": .boolean, "is_domain": .boolean, "page": .integer(1...Int.max),
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

extension JSON {
  /// `null` where the text is no JSON: IAM answers both alike.
  fileprivate init(lenient bytes: [UInt8]) {
    self = (try? JSON(parsing: bytes)) ?? .null
  }
}
