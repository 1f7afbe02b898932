// The service's side of request signing, written from the description of the algorithm alone: a mistake
// in the client's signer must not find the same mistake here.

import Crypto

/// The `Authorization` header of a signed request.
package struct SignedAuthorization: Sendable, Equatable {
  package enum Algorithm: String, Sendable {
    case direct = "SDK-HMAC-SHA256"
    case derived = "V11-HMAC-SHA256"
  }

  package let algorithm: Algorithm
  package let accessKey: String
  /// `date/region/service`, only where the key is derived.
  package let derivation: String
  package let signedHeaders: [String]
  package let signature: String

  /// Nil if the header is not of that form.
  package init?(header: String) {
    guard let space = header.firstIndex(of: " "),
      let algorithm = Algorithm(rawValue: String(header[..<space]))
    else { return nil }
    var fields: [Substring: Substring] = [:]
    for part in header[space...].split(separator: ",") {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return nil }
      fields[pair[0]] = pair[1]
    }
    guard let headers = fields["SignedHeaders"], let signature = fields["Signature"],
      let identity = fields[algorithm == .direct ? "Access" : "Credential"]
    else { return nil }
    self.algorithm = algorithm
    signedHeaders = headers.split(separator: ";").map { $0.lowercased() }
    self.signature = String(signature)
    switch algorithm {
    case .direct:
      accessKey = String(identity)
      derivation = ""
    case .derived:
      let parts = identity.split(separator: "/", maxSplits: 1)
      guard parts.count == 2, parts[1].split(separator: "/").count == 3 else { return nil }
      accessKey = String(parts[0])
      derivation = String(parts[1])
    }
  }
}

package enum SignatureCheck {
  /// The canonical form of a request, over the headers that its signature names.
  package static func canonicalRequest(
    of request: SandboxRequest, signedHeaders: [String]
  ) -> String {
    let path = Percent.decode(request.path).split(separator: "/", omittingEmptySubsequences: false)
      .map { Percent.encode($0) }.joined(separator: "/")
    let query = request.query.parameters.sorted(by: precedes)
      .map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
    let headers = signedHeaders.map { "\($0):\(trimmed(request.header($0) ?? ""))\n" }
    return [
      request.method, path.hasSuffix("/") ? path : path + "/", query, headers.joined(),
      signedHeaders.joined(separator: ";"), payloadHash(of: request),
    ].joined(separator: "\n")
  }

  /// Whether the signature is the one that this secret key makes.
  package static func isValid(
    _ authorization: SignedAuthorization, date: String, canonicalRequest: String, secretKey: String
  ) -> Bool {
    var lines = [authorization.algorithm.rawValue, date]
    var key = secretKey
    if authorization.algorithm == .derived {
      lines.append(authorization.derivation)
      key = derivedKey(
        accessKey: authorization.accessKey, secretKey: secretKey, info: authorization.derivation)
    }
    lines.append(Hexadecimal.text(SHA256.hash(data: Array(canonicalRequest.utf8))))
    guard let signature = Hexadecimal.bytes(authorization.signature) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(
      signature, authenticating: Array(lines.joined(separator: "\n").utf8),
      using: SymmetricKey(data: Array(key.utf8)))
  }

  private static func derivedKey(accessKey: String, secretKey: String, info: String) -> String {
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Array(secretKey.utf8)), salt: Array(accessKey.utf8),
      info: Array(info.utf8), outputByteCount: 32)
    return unsafe key.withUnsafeBytes { unsafe Hexadecimal.text($0) }
  }

  /// By code points; `<` of strings would compare their normal forms.
  private static func precedes(_ left: Query.Parameter, _ right: Query.Parameter) -> Bool {
    if left.name.utf8.elementsEqual(right.name.utf8) {
      return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// A caller may declare its body unsigned, as it must where the body is a stream.
  private static func payloadHash(of request: SandboxRequest) -> String {
    if let declared = request.header("x-sdk-content-sha256"), declared == "UNSIGNED-PAYLOAD",
      !request.body.isEmpty
    {
      return declared
    }
    return Hexadecimal.text(SHA256.hash(data: request.body))
  }

  private static func trimmed(_ text: String) -> Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let end = text.lastIndex { !isSpace($0) }.map(text.index(after:)) ?? text.startIndex
    return text[..<end].drop(while: isSpace)
  }
}
