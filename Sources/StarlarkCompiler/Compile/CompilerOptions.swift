/// What a caller wants of the compiler beyond the language of the file.
package struct CompilerOptions: Sendable {
  /// The globals of a REPL session by slot, nil for a file.
  ///
  /// They keep their slots, the file may bind them again, and an unknown name inside a function becomes a global
  /// that a later chunk may bind.
  package var sessionGlobals: [String]?
  /// Whether the top level returns the value of the expression statement that it ends with.
  package var returnsLastExpression = false
  /// Whether each line that is reached is reported, for a profile or coverage.
  package var recordsLines = false
  /// Whether the variables of a function can be looked at when it fails.
  package var keepsVariables = false
  /// The predeclared names that mean what the specification says, so that the compiler may rely on it.
  ///
  /// A host that provides another `len` takes it out.
  package var universe: Set<String> = ["None", "True", "False", "len", "range"]
  /// Whether the program is no longer wanted; asked every few thousand expressions.
  package var isCancelled: (@Sendable () -> Bool)?
  /// The types of the host that annotations may name.
  package var types: Set<String> = []

  package init() {}
}
