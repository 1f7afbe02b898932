internal import Runbooks

/// What is known of the names that a text may use, beside what the text itself says of them.
protocol ValueSource: Sendable {
  /// All names, sorted.
  var names: [String] { get }
  /// The type of a value, such as `Host`; nil where there is none. A path such as `rows[0].labels` follows fields,
  /// places and keys.
  func typeName(of path: String) -> String?
  /// The names of its attributes with their types.
  func members(of path: String) -> [(name: String, type: String)]
  /// The keys of a dict that are strings.
  func keys(of path: String) -> [String]
  /// The parameters that take a name, of a function that is no built-in.
  func keywords(of path: String) -> [(name: String, isOptional: Bool)]
  /// How such a function is called, and what it says of itself.
  func function(_ path: String) -> (call: String, documentation: String?)?
}

extension Session: ValueSource {
  func keys(of path: String) -> [String] { keys(of: path, most: 1_000) }
}
