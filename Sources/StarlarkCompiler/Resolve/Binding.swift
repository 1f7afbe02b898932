// What the resolver finds out: for each use of a name the variable that it means, for each function its
// variables. The compiler reads nothing else of names.

package import StarlarkSyntax

/// What a name means where it is written.
package enum Reference: Hashable, Sendable {
  /// A variable of the function around it, by its number in the file.
  case local(Int)
  /// A variable of a function further out, by the number of its cell.
  case free(Int)
  /// A variable of the module, by slot.
  case global(Int)
  /// What the host or the universe provides.
  case predeclared
}

/// A parameter, a local variable of a function or a variable of a comprehension.
package struct Variable: Hashable, Sendable {
  package let name: String
  /// Where it is bound first.
  package let span: Span
  /// Whether a function inside uses it, so that it lives in a cell.
  package var isCaptured = false
  /// Whether some use may come before its binding, so that its register must start as unbound.
  package var mayBeUnbound = false
}

/// The variables of a function.
package struct FunctionVariables: Hashable, Sendable {
  /// A variable of a function further out.
  package struct Free: Hashable, Sendable {
    package let name: String
    /// What it means where this function is defined: a local variable or a free one.
    package let source: Reference
  }

  /// Its parameters in the order of their registers: ordinary, keyword-only, `*args`, `**kwargs`.
  package var parameters: [Int] = []
  /// Its other variables, those of comprehensions excepted.
  package var locals: [Int] = []
  /// What it captures, by number of the cell.
  package var freeVariables: [Free] = []
}

/// A file's names, resolved.
package struct Resolution: Sendable {
  /// What each identifier means, by ordinal; nil for the names of attributes and keywords.
  package var references: [Reference?]
  /// By ordinal of the identifier, whether its variable may be unbound there.
  package var isUnsure: [Bool]
  /// The variables of the file's functions, by number.
  package var variables: [Variable] = []
  /// The variables of each function, by ordinal.
  package var functions: [FunctionVariables]
  /// The names of the globals, by slot.
  package var globals: [String] = []
  /// The globals that `load` statements bind for this file only.
  package var loadedGlobals: Set<Int> = []
  /// The types that annotations mean, by the place of the annotation.
  package var types: [Span: TypeDescriptor] = [:]
  /// The modules that the file loads, in the order of the text.
  package var loads: [ModuleReference] = []
  /// What is wrong, in the order of the text.
  package var diagnostics: [Diagnostic] = []

  init(identifiers: Int, functions: Int) {
    references = Array(repeating: nil, count: identifiers)
    isUnsure = Array(repeating: false, count: identifiers)
    self.functions = Array(repeating: FunctionVariables(), count: functions)
  }
}
