// Signs as a caller does, for the tests alone: straight from the algorithm's description.

import CloudSandbox
import Crypto

struct Signer {
  var accessKey: String
  var secretKey: String
  var securityToken: String?
  var date = Moment.now

  init(_ credentials: SandboxCredentials) {
    accessKey = credentials.accessKey
    secretKey = credentials.secretKey
  }

  init(accessKey: String, secretKey: String, securityToken: String?) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.securityToken = securityToken
  }

  /// Adds what signing adds; path and query must need no encoding.
  func sign(
    _ method: String, _ target: String, _ headers: [(String, String)], _ body: [UInt8]
  ) -> [(String, String)] {
    var headers = headers + [("X-Sdk-Date", date.compact)]
    if let securityToken { headers.append(("X-Security-Token", securityToken)) }
    let sorted = headers.map { ($0.0.lowercased(), $0.1) }.sorted { $0.0 < $1.0 }
    let names = sorted.map(\.0).joined(separator: ";")
    let parts = target.split(separator: "?", maxSplits: 1)
    let canonical = [
      method, parts[0] + "/",
      parts.count > 1 ? parts[1].split(separator: "&").sorted().joined(separator: "&") : "",
      sorted.map { "\($0.0):\($0.1)\n" }.joined(), names,
      Hexadecimal.text(SHA256.hash(data: body)),
    ].joined(separator: "\n")
    let text = [
      "SDK-HMAC-SHA256", date.compact, Hexadecimal.text(SHA256.hash(data: Array(canonical.utf8))),
    ].joined(separator: "\n")
    let signature = HMAC<SHA256>.authenticationCode(
      for: Array(text.utf8), using: SymmetricKey(data: Array(secretKey.utf8)))
    headers.append(
      (
        "Authorization",
        "SDK-HMAC-SHA256 Access=\(accessKey), SignedHeaders=\(names), "
          + "Signature=\(Hexadecimal.text(signature))"
      ))
    return headers
  }
}
