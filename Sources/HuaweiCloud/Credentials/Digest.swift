internal import Crypto

/// SHA-256 and what is built on it, over bytes and in lower-case hexadecimal.
enum Digest {
  static func sha256(_ bytes: [UInt8]) -> String {
    Hex.text(of: SHA256.hash(data: bytes))
  }

  static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> String {
    Hex.text(of: HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
  }

  static func hkdfSHA256(material: [UInt8], salt: [UInt8], info: [UInt8]) -> String {
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: material), salt: salt, info: info, outputByteCount: 32)
    return Hex.text(of: unsafe key.withUnsafeBytes { unsafe Array($0) })
  }
}
