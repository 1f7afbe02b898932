/// The body of a request for a token or a temporary key, which have the same form.
struct TokenRequest: Sendable {
  /// A domain or a project, by id or by name.
  struct Name: Sendable {
    let id: String?
    let name: String?

    init(_ fields: Fields) throws(FieldError) {
      id = try fields.optionalString("id")
      name = try fields.optionalString("name")
    }

    init(id: String?, name: String?) {
      self.id = id
      self.name = name
    }

    /// Whether this is meant; without id and name nothing is.
    func means(id other: String, name otherName: String) -> Bool {
      id.map { $0 == other } ?? (name == otherName)
    }
  }

  enum Identity: Sendable {
    case password(String, user: Name, domain: Name?)
    /// Without an id, the caller's own credentials.
    case token(String?)
    case agency(String, domain: Name)
  }

  enum Scope: Sendable {
    case project(Name)
    case domain(Name)
  }

  let methods: [String]
  let identity: Identity
  let scope: Scope?
  let durationSeconds: Int?

  init(_ body: Fields) throws(FieldError) {
    let auth = try body.object("auth")
    let identity = try auth.object("identity")
    methods = try identity.strings("methods")
    let method = methods.first ?? ""
    let details = identity.value(method) == nil ? nil : try identity.object(method)
    durationSeconds = try details?.optionalInteger("duration_seconds", in: 900...86_400)
    switch method {
    case "password":
      let user = try identity.object("password").object("user")
      let domain = user.value("domain") == nil ? nil : try user.object("domain")
      self.identity = .password(
        try user.string("password"), user: try Name(user), domain: try domain.map(Name.init))
    case "token": self.identity = .token(try details?.optionalString("id"))
    case "assume_role":
      let role = try identity.object("assume_role")
      let agency = try role.optionalString("agency_name")
      self.identity = .agency(
        agency == nil ? try role.string("xrole_name") : agency ?? "",
        domain: Name(
          id: try role.optionalString("domain_id"), name: try role.optionalString("domain_name")))
    default:
      throw identity.outOfRange("methods", "\"\(method)\"", "password, token or assume_role")
    }
    scope = auth.value("scope") == nil ? nil : try Self.scope(auth.object("scope"))
  }

  private static func scope(_ fields: Fields) throws(FieldError) -> Scope {
    fields.value("project") == nil
      ? .domain(try Name(fields.object("domain"))) : .project(try Name(fields.object("project")))
  }
}
