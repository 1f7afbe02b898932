package import StarlarkSyntax

// What a REPL asks between two chunks: completion, documentation, the last result.
extension Session {
  /// The names of the attributes of a global value with the types of what they hold; a path such as `rows[0].labels`
  /// follows fields, places and keys.
  package func members(of path: String) -> [(name: String, type: String)] {
    core.members(of: path)
  }

  /// The type of a global value, such as `Host`; nil where there is none.
  package func typeName(of path: String) -> String? { core.typeName(of: path) }

  /// The keys of a dict that are strings.
  package func keys(of path: String, most: Int = 1_000) -> [String] {
    core.keys(of: path, most: most)
  }

  /// The parameters of a function of the session that take a name.
  package func keywords(of path: String) -> [(name: String, isOptional: Bool)] {
    core.keywords(of: path)
  }

  /// How a function of the session is called, and what it says of itself.
  package func function(_ path: String) -> (call: String, documentation: String?)? {
    core.function(path)
  }

  /// Where the functions stood that the last error went through, innermost first.
  package var failedPlaces: [Diagnostic.Frame] { core.failedPlaces }

  /// The variables of one of them, each with its value in a few words.
  package func variables(ofFrame index: Int) -> [(name: String, text: String)] {
    core.variables(ofFrame: index)
  }

  /// Lets the next chunks see what one of them saw; nil lets them see the session again.
  package func enterFrame(_ index: Int?) { core.enterFrame(index) }
}
