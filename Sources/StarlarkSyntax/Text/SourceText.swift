/// The bytes of a program with the name they are reported under.
public final class SourceText: Sendable, Hashable {
  /// What errors call the text: a path, or `<stdin>`.
  public let name: String
  /// The text in UTF-8, not yet validated.
  public let bytes: [UInt8]

  /// Makes a text of bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a text of a string.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Whether two texts are the same object.
  public static func == (left: SourceText, right: SourceText) -> Bool {
    left === right
  }

  /// Hashes the identity of the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
