internal import Glibc

/// Tells whether a secret is still the same, to whoever has the key and the secret, and nothing to anybody else.
package struct SecretFingerprint: Sendable {
  private let key: [UInt8]

  private static let keyLength = 32

  /// Takes the key from a file that only its owner may read; the first one who asks makes it.
  ///
  /// Nil where the file cannot be read or made, or others may read it.
  ///
  /// - Parameter path: The file, in a folder that exists.
  package init?(keyFile path: String) {
    if let key = PrivateFile.read(path), key.count == Self.keyLength {
      self.key = key
      return
    }
    let fresh = (0..<Self.keyLength).map { _ in UInt8.random(in: 0...255) }
    guard PrivateFile.create(fresh, at: path), let key = PrivateFile.read(path),
      key.count == Self.keyLength
    else { return nil }
    self.key = key
  }

  /// HMAC-SHA256 over the name and the secret, in hexadecimal.
  package func text(of secret: Secret, named name: String) -> String {
    Digest.hmacSHA256(Array(name.utf8) + [0] + Array(secret.reveal().utf8), key: key)
  }
}
