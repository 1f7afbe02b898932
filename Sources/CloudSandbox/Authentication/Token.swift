// Tokens carry what they say and a code that only the account can make: every process that has the seed
// accepts them, and no file keeps them.

import Crypto

/// What a token or the session of a temporary key stands for.
struct Grant: Sendable, Equatable {
  enum Scope: Sendable, Equatable {
    case unscoped
    case domain
    case project(String)
  }

  let userID: String
  var scope: Scope
  /// The temporary access key, empty in a token.
  var accessKey = ""
  var isAgency = false
  /// Microseconds since 1970.
  let issued: Int
  let expires: Int
}

extension Account {
  func seal(_ grant: Grant) -> String {
    let scope: JSON =
      switch grant.scope {
      case .unscoped: .null
      case .domain: "domain"
      case .project(let id): .array([.string(id)])
      }
    let body: JSON = [
      "u": .string(grant.userID), "s": scope, "k": .string(grant.accessKey),
      "a": .bool(grant.isAgency), "i": .integer(grant.issued), "e": .integer(grant.expires),
    ]
    let bytes = body.bytes
    return "MII" + Hexadecimal.text(bytes) + Hexadecimal.text(code(of: bytes))
  }

  /// Nil if this account has not made the token.
  func open(_ token: String) -> Grant? {
    guard token.hasPrefix("MII"), let bytes = Hexadecimal.bytes(token.dropFirst(3)),
      bytes.count > 32
    else { return nil }
    let body = Array(bytes.dropLast(32))
    guard
      HMAC<SHA256>.isValidAuthenticationCode(
        bytes.suffix(32), authenticating: body, using: SymmetricKey(data: tokenKey)),
      let json = try? JSON(parsing: body), let user = json["u"]?.string,
      let key = json["k"]?.string, let isAgency = json["a"]?.bool,
      let issued = json["i"]?.integer, let expires = json["e"]?.integer
    else { return nil }
    let scope: Grant.Scope =
      switch json["s"] {
      case .string: .domain
      case .array(let project): project.first?.string.map(Grant.Scope.project) ?? .unscoped
      default: .unscoped
      }
    return Grant(
      userID: user, scope: scope, accessKey: key, isAgency: isAgency, issued: issued,
      expires: expires)
  }

  /// The secret that belongs to a temporary access key.
  func secret(ofTemporaryKey accessKey: String) -> String {
    String(Hexadecimal.text(code(of: Array("secret \(accessKey)".utf8))).prefix(40))
  }

  private func code(of bytes: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: tokenKey)))
  }
}
