/// A place in a text as people count it.
public struct Position: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in code points.
  public let column: Int

  /// Makes the position of a line and a column.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension Position: CustomStringConvertible {
  /// The form `line:column`.
  public var description: String {
    "\(line):\(column)"
  }
}
