internal import StarlarkSyntax

/// What `reeve fmt` is asked.
package struct FormatOptions: Hashable, Sendable {
  static let defaultMargin = SourceFormatter.defaultMargin

  /// Paths, or `-` for standard input, which is laid out on standard output.
  package var files: [String]
  /// Whether files that would change are told, and left alone.
  package var checks = false
  /// Whether the changes are shown, and the files left alone.
  package var showsDifference = false
  /// Columns that a line may have where it can be broken.
  package var margin = defaultMargin
  package var colour = ColourChoice.automatic

  package init(files: [String]) { self.files = files }
}
