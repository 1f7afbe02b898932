public import StarlarkSyntax

/// Finds the texts of modules that `load` statements name.
///
/// Each module is evaluated once in an evaluation, with its limits, and frozen. Modules that load each other in a circle
/// are an error that names them.
public protocol ModuleLoader: Sendable {
  /// What a module is known by: two names with the same answer are one module.
  ///
  /// - Parameters:
  ///   - name: The module as the `load` statement writes it.
  ///   - loader: What the file that loads it is known by; nil for a text that no loader gave.
  /// - Returns: An absolute path, a URL, a key.
  /// - Throws: An error whose description says why there is no such module.
  func resolve(_ name: String, from loader: String?) throws -> String

  /// The text of a module, under the name that errors report.
  ///
  /// - Throws: An error whose description says why it cannot be read.
  func source(of module: String) throws -> SourceText
}
