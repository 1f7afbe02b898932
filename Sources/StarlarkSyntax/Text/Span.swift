/// A half-open range of bytes in a source text.
public struct Span: Hashable, Sendable {
  /// Offset of the first byte.
  public let start: UInt32
  /// Offset of the byte after the last one.
  public let end: UInt32

  /// Makes the span of the bytes from `start` up to, not including, `end`.
  public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  /// The smallest span that covers this one and another.
  public func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }

  /// The span of nothing, at the start of a text.
  public static let none = Span(0, 0)
}
