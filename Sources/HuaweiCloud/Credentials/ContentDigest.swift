internal import Crypto

/// SHA-256 of contents, by which other parts of the program know them again.
package enum ContentDigest {
  @Sendable package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: bytes))
  }
}
