// The resolver: finds the variable that each name means, by the scopes of the specification (predeclared, module,
// file, function, comprehension), and breaches of the rules that need no evaluation.

package import StarlarkSyntax

/// Resolves the names of a file.
package struct Resolver {
  let file: SourceFile
  let predeclared: Set<String>
  let options: CompilerOptions
  var resolution: Resolution
  var globals: [String: Global] = [:]
  var scopes: [Scope] = []
  var functions = [OpenFunction(ordinal: nil)]
  var flow = AssignmentFlow()
  /// How many unknown names may still get a suggestion: each costs a look at every visible name.
  var suggestions = 50
  var pace: CompilationPace

  private init(_ file: SourceFile, predeclared: Set<String>, options: CompilerOptions) {
    self.file = file
    var names = predeclared.union(options.universe)
    if !file.dialect.contains(.set) { names.remove("set") }
    self.predeclared = names
    self.options = options
    pace = CompilationPace(options.isCancelled)
    resolution = Resolution(identifiers: file.identifierCount, functions: file.functionCount)
  }

  /// Resolves a file; what is wrong with it is in the result.
  package static func resolve(
    _ file: SourceFile, predeclared: Set<String>, options: CompilerOptions = CompilerOptions()
  ) -> Resolution {
    var resolver = Resolver(file, predeclared: predeclared, options: options)
    for name in options.sessionGlobals ?? [] {
      resolver.declareGlobal(name, isOfSession: true)
    }
    resolver.declareGlobals(of: file.statements)
    resolver.resolve(file.statements)
    if resolver.pace.hasEnded {
      resolver.resolution.diagnostics = [.cancelled(in: file.source)]
    }
    return resolver.resolution
  }

  /// Whether the names of the module, not of a function or comprehension, are bound and used here.
  var isAtTopLevel: Bool {
    scopes.isEmpty
  }

  /// Whether the function being resolved is the file itself.
  var isOutsideFunctions: Bool {
    functions.count == 1
  }

  var dialect: Dialect {
    file.dialect
  }

  mutating func report(_ message: ResolutionMessage, at span: Span) {
    resolution.diagnostics.append(Diagnostic(message, in: file.source, at: span))
  }

  /// Changes the function being resolved.
  mutating func withFunction(_ change: (inout OpenFunction) -> Void) {
    change(&functions[functions.count - 1])
  }
}
