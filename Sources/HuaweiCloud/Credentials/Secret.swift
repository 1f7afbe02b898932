/// A text that must not be shown: a secret key, a password, a token.
///
/// Printing, interpolating, dumping and debugging show `‹redacted›`; only ``reveal()`` gives the
/// text, and only the code that signs or sends calls it.
public struct Secret: Sendable, Hashable {
  /// What stands where a secret would.
  public static let mask = "‹redacted›"

  private let text: String

  /// Wraps a text.
  public init(_ text: String) { self.text = text }

  /// The text itself.
  public func reveal() -> String { text }

  /// Whether there is no text.
  public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `‹redacted›`.
  public var description: String { Self.mask }

  /// `‹redacted›`.
  public var debugDescription: String { Self.mask }

  /// A mirror that shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
