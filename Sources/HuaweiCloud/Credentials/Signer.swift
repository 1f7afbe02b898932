/// Which signature a request gets.
public enum SigningAlgorithm: String, Sendable, Hashable, CaseIterable {
  /// The signature that every endpoint takes.
  case sdk = "SDK-HMAC-SHA256"
  /// The signature with a key derived for one day, region and service.
  case derived = "V11-HMAC-SHA256"
}

/// Signs requests with an access key.
///
/// A signed request differs from the unsigned one in its header fields and in the order of its
/// query, which becomes the canonical one, so that what is sent is letter by letter what was signed.
///
/// Reference: API Request Signing Guide, *AK/SK Signing and Authentication Algorithm*.
package struct Signer: Sendable {
  /// The key.
  let key: AccessKey
  /// The algorithm.
  let algorithm: SigningAlgorithm

  package init(key: AccessKey, algorithm: SigningAlgorithm = .sdk) {
    self.key = key
    self.algorithm = algorithm
  }

  /// The steps on the way to a signature, each as the guide names it.
  package struct Steps: Sendable {
    package let canonicalRequest: String
    package let stringToSign: String
    package let signature: String
    package let authorization: String
  }

  /// Signs a request.
  ///
  /// - Parameters:
  ///   - request: Gets `Host`, `X-Sdk-Date`, `X-Security-Token` for a temporary key, and
  ///     `Authorization`.
  ///   - scope: Region and service, which the derived signature names.
  ///   - time: The time of sending; services refuse one that is 15 minutes off.
  /// - Returns: The steps on the way.
  @discardableResult
  package func sign(
    _ request: inout HTTPRequest, scope: (region: String, service: String), at time: Timestamp
  ) -> Steps {
    request.headers["X-Sdk-Date"] = time.compact
    if let token = key.securityToken { request.headers["X-Security-Token"] = token.reveal() }
    request.headers["Host"] = request.authority
    let payload = payloadHash(of: &request)
    request.query.sort { precedes(($0.name, $0.value), ($1.name, $1.value)) }

    let signed = request.headers.fields.filter { !$0.name.utf8.contains(UInt8(ascii: "_")) }
      .map { (name: $0.name.lowercased(), value: $0.value) }
      .sorted { precedes($0, $1) }
    let names = signed.map(\.name).joined(separator: ";")
    let canonical = """
      \(request.method.rawValue)
      \(canonicalPath(request.path))
      \(request.encodedQuery)
      \(signed.map { "\($0.name):\($0.value)\n" }.joined())
      \(names)
      \(payload)
      """
    let digest = Digest.sha256(Array(canonical.utf8))

    let info = "\(time.compactDate)/\(scope.region)/\(scope.service)"
    let lines: [String]
    let signingKey: [UInt8]
    let bearer: String
    switch algorithm {
    case .sdk:
      lines = [algorithm.rawValue, time.compact, digest]
      signingKey = Array(key.secret.reveal().utf8)
      bearer = "Access=\(key.id)"
    case .derived:
      lines = [algorithm.rawValue, time.compact, info, digest]
      // The key is the hexadecimal text of the derived bytes, not the bytes.
      signingKey = Array(
        Digest.hkdfSHA256(
          material: Array(key.secret.reveal().utf8), salt: Array(key.id.utf8),
          info: Array(info.utf8)
        ).utf8)
      bearer = "Credential=\(key.id)/\(info)"
    }
    let text = lines.joined(separator: "\n")
    let signature = Digest.hmacSHA256(Array(text.utf8), key: signingKey)
    let authorization =
      "\(algorithm.rawValue) \(bearer), SignedHeaders=\(names), Signature=\(signature)"
    request.headers["Authorization"] = authorization
    return Steps(
      canonicalRequest: canonical, stringToSign: text, signature: signature,
      authorization: authorization)
  }

  /// The digest of the body; a body that is not JSON goes unsigned, and says so, as does one whose digest is given.
  private func payloadHash(of request: inout HTTPRequest) -> String {
    let type = request.headers["Content-Type"] ?? ""
    let isSigned =
      type.isEmpty || type.hasPrefix("application/json") || type.hasPrefix("application/bson")
    if !isSigned { request.headers[Self.digestField] = "UNSIGNED-PAYLOAD" }
    guard !request.body.isEmpty else { return Digest.sha256([]) }
    return request.headers[Self.digestField] ?? Digest.sha256(request.body)
  }

  private static let digestField = "X-Sdk-Content-Sha256"

  /// The path decoded as a whole, then encoded segment by segment, with a slash at its end.
  private func canonicalPath(_ path: String) -> String {
    let segments = path.percentDecodedBytes()
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).percentEncoded() }
    let joined = segments.joined(separator: "/")
    return joined.hasSuffix("/") ? joined : joined + "/"
  }
}

/// Orders pairs by code points; `<` of strings would compare them by their normal forms.
private func precedes(_ left: (String, String), _ right: (String, String)) -> Bool {
  guard left.0 == right.0 else { return left.0.utf8.lexicographicallyPrecedes(right.0.utf8) }
  return left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
}
