// `config.toml`, read into plain values. A key that is not known is an error with its place: a misspelt
// `protected` must not leave a profile unprotected.
//
//     profile = "production"                 # the one that counts where no other is named
//
//     [profiles.production]
//     region = "cn-north-4"
//     protected = true
//     credentials = { user = "audit", domain = "example", password = { env = "REEVE_PASSWORD" } }
//     endpoints = { hss = "https://hss.example" }
//     rates = { hss = "10/min" }
//     agency = { name = "operations", domain = "customer" }   # whose project it is, where that is another account
//     signing_algorithm = "V11-HMAC-SHA256"
//
//     [secrets]                              # what `secret(NAME)` gives; a profile's own table comes first
//     database = { file = "/run/secrets/database" }

internal import StarlarkSyntax
internal import TOMLKit

/// The user's settings.
package struct SettingsFile: Sendable {
  package var path: String
  /// The profile that counts where no other is named.
  package var defaultProfile: String?
  package var profiles: [String: Profile] = [:]
  /// The secrets that runbooks may name at any profile.
  package var secrets: [String: Reference] = [:]

  /// How one cloud is reached.
  package struct Profile: Sendable, Hashable {
    package var name: String
    package var region: String?
    package var projectID: String?
    package var projectName: String?
    package var domain: String?
    package var enterpriseProject: String?
    package var certificateAuthorityFile: String?
    package var isProtected = false
    package var credentials: [String: Reference] = [:]
    /// The right to act for another account: its `name`, and `domain` or `domain_id` of that account.
    package var agency: [String: String]?
    package var signingAlgorithm: String?
    package var endpoints: [String: String] = [:]
    package var rates: [String: String] = [:]
    /// The secrets that runbooks may name, beside those of all profiles.
    package var secrets: [String: Reference] = [:]
  }

  /// Where a value is found.
  package enum Reference: Sendable, Hashable {
    case literal(String)
    case variable(String)
    case file(String)
  }

  private static let profileKeys = [
    "region", "project_id", "project_name", "site_domain", "enterprise_project", "ca_file",
    "protected", "credentials", "endpoints", "rates", "agency", "signing_algorithm", "secrets",
  ]
  private static let agencyKeys = ["name", "domain", "domain_id"]
  private static let credentialKeys = [
    "access_key", "secret_key", "security_token", "token", "user", "password", "domain",
    "domain_id",
  ]

  /// The file of this user; nil where there is none.
  static func find(_ streams: Streams) throws(Failure) -> SettingsFile? {
    guard let path = streams.settingsFolder.map({ "\($0)/config.toml" }), InputFile.exists(path)
    else { return nil }
    guard let bytes = try? InputFile.read(path, limit: 1 << 20),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      throw Failure(.configuration, "\(path): cannot be read as text")
    }
    return try SettingsFile(path: path, text: text)
  }

  /// Reads the text of a file.
  package init(path: String, text: String) throws(Failure) {
    self.path = path
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let place = error.source.begin
      throw Failure(
        .configuration, "\(path):\(place.line):\(place.column): no TOML: \(error.description)")
    } catch {
      throw Failure(.configuration, "\(path): no TOML: \(error)")
    }
    let reader = TableReader(table, place: path, keys: ["profile", "profiles", "secrets"])
    try reader.check()
    defaultProfile = try reader.text("profile")
    secrets = try reader.references("secrets")
    for (name, table) in try reader.tables("profiles") {
      profiles[name] = try Self.profile(name, table, place: "\(path): profiles.\(name)")
    }
  }

  private static func profile(
    _ name: String, _ table: TOMLTable, place: String
  ) throws(Failure) -> Profile {
    guard name != CloudEnvironment.sandboxName else {
      throw Failure(
        .configuration, "\(place): the name belongs to the embedded sandbox",
        advice: "Give the profile another name.")
    }
    let reader = TableReader(table, place: place, keys: profileKeys)
    try reader.check()
    var profile = Profile(name: name)
    profile.region = try reader.text("region")
    profile.projectID = try reader.text("project_id")
    profile.projectName = try reader.text("project_name")
    profile.domain = try reader.text("site_domain")
    profile.enterpriseProject = try reader.text("enterprise_project")
    profile.certificateAuthorityFile = try reader.text("ca_file")
    profile.isProtected = try reader.flag("protected") ?? false
    profile.endpoints = try reader.texts("endpoints")
    profile.rates = try reader.texts("rates")
    profile.secrets = try reader.references("secrets")
    profile.signingAlgorithm = try reader.text("signing_algorithm")
    if let table = try reader.table("agency") {
      try TableReader(table, place: "\(place).agency", keys: agencyKeys).check()
      profile.agency = try reader.texts("agency")
    }
    if let table = try reader.table("credentials") {
      let credentials = TableReader(table, place: "\(place).credentials", keys: credentialKeys)
      try credentials.check()
      for key in credentialKeys {
        profile.credentials[key] = try credentials.reference(key)
      }
    }
    return profile
  }
}

/// One table of a settings file, with the words for what is wrong in it.
private struct TableReader {
  let table: TOMLTable
  let place: String
  let keys: [String]

  init(_ table: TOMLTable, place: String, keys: [String]) {
    self.table = table
    self.place = place
    self.keys = keys
  }

  /// Refuses what nobody reads.
  func check() throws(Failure) {
    for key in table.keys where !keys.contains(key) {
      let near = Spelling.nearest(to: key, among: keys).map { "Did you mean `\($0)`?" }
      throw Failure(
        .configuration, "\(place): unknown key `\(key)`",
        advice: near ?? "Keys are \(keys.map { "`\($0)`" }.joined(separator: ", ")).")
    }
  }

  func text(_ key: String) throws(Failure) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string, !text.isEmpty else { throw mismatch(key, value, "a string") }
    return text
  }

  func flag(_ key: String) throws(Failure) -> Bool? {
    guard let value = table[key] else { return nil }
    guard let flag = value.bool else { throw mismatch(key, value, "true or false") }
    return flag
  }

  func table(_ key: String) throws(Failure) -> TOMLTable? {
    guard let value = table[key] else { return nil }
    guard let table = value.table else { throw mismatch(key, value, "a table") }
    return table
  }

  func tables(_ key: String) throws(Failure) -> [(String, TOMLTable)] {
    guard let outer = try table(key) else { return [] }
    var tables: [(String, TOMLTable)] = []
    for name in outer.keys {
      guard let inner = outer[name]?.table else {
        throw Failure(.configuration, "\(place): \(key).\(name): want a table")
      }
      tables.append((name, inner))
    }
    return tables
  }

  func texts(_ key: String) throws(Failure) -> [String: String] {
    guard let inner = try table(key) else { return [:] }
    var texts: [String: String] = [:]
    for name in inner.keys {
      guard let text = inner[name]?.string else {
        throw Failure(.configuration, "\(place).\(key).\(name): want a string")
      }
      texts[name] = text
    }
    return texts
  }

  /// A table whose names are anybody's own.
  func references(_ key: String) throws(Failure) -> [String: SettingsFile.Reference] {
    guard let inner = try table(key) else { return [:] }
    let reader = TableReader(inner, place: "\(place)\(key).", keys: inner.keys)
    var references: [String: SettingsFile.Reference] = [:]
    for name in inner.keys { references[name] = try reader.reference(name) }
    return references
  }

  func reference(_ key: String) throws(Failure) -> SettingsFile.Reference? {
    guard let value = table[key] else { return nil }
    if let text = value.string, !text.isEmpty { return .literal(text) }
    if let table = value.table, table.count == 1 {
      if let name = table["env"]?.string { return .variable(name) }
      if let path = table["file"]?.string { return .file(path) }
    }
    throw mismatch(key, value, "a string, { env = \"NAME\" } or { file = \"PATH\" }")
  }

  private func mismatch(
    _ key: String, _ value: any TOMLValueConvertible, _ want: String
  ) -> Failure {
    Failure(.configuration, "\(place): `\(key)`: got \(value.type.rawValue), want \(want)")
  }
}
