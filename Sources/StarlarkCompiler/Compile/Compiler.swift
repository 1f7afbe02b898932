// The compiler: a resolved tree becomes register code. Its extensions follow the grammar; what they share is here.

package import StarlarkSyntax

/// Compiles a file.
package struct Compiler {
  let file: SourceFile
  let options: CompilerOptions
  let resolution: Resolution
  var pool = ConstantPool()
  var functions: [FunctionCode] = []
  /// The index of the code of each function that has been compiled, by ordinal.
  var functionIndices: [Int?]
  /// The register of each variable, by number.
  var registers: [Int]
  /// The function being compiled.
  var builder = FunctionBuilder(name: "", usesLongJumps: false)
  /// The first thing that does not fit the machine.
  var failure: (message: ResolutionMessage, span: Span)?
  var pace: CompilationPace

  private init(_ file: SourceFile, _ resolution: Resolution, _ options: CompilerOptions) {
    self.file = file
    self.options = options
    self.resolution = resolution
    pace = CompilationPace(options.isCancelled)
    functionIndices = Array(repeating: nil, count: file.functionCount)
    registers = Array(repeating: -1, count: resolution.variables.count)
  }

  /// Compiles a file to a program.
  ///
  /// - Parameters:
  ///   - file: Its tree.
  ///   - predeclared: The names that the host and the universe provide.
  ///   - options: What the caller wants beyond the language of the file.
  /// - Returns: Code that can be linked.
  /// - Throws: The first error that can be found without running the file.
  package static func compile(
    _ file: SourceFile, predeclared: Set<String>, options: CompilerOptions = CompilerOptions()
  ) throws(Diagnostic) -> Program {
    try compile(
      file, Resolver.resolve(file, predeclared: predeclared, options: options), options: options)
  }

  private static func compile(
    _ file: SourceFile, _ resolution: Resolution, options: CompilerOptions
  ) throws(Diagnostic) -> Program {
    if let diagnostic = resolution.diagnostics.first { throw diagnostic }
    var compiler = Compiler(file, resolution, options)
    compiler.functions.append(FunctionCode(name: topLevelName))
    compiler.functions[0] = compiler.build(topLevelName) { $0.compileTopLevel() }
    if compiler.pace.hasEnded { throw .cancelled(in: file.source) }
    if let (message, span) = compiler.failure {
      throw Diagnostic(message, in: file.source, at: span)
    }
    return Program(
      source: file.source, dialect: file.dialect, constants: compiler.pool.constants,
      globals: resolution.globals, loadedGlobals: resolution.loadedGlobals,
      predeclared: compiler.pool.predeclared, functions: compiler.functions,
      loads: resolution.loads)
  }

  /// Every error that can be found without running a file.
  package static func diagnose(
    _ file: SourceFile, predeclared: Set<String>, options: CompilerOptions = CompilerOptions()
  ) -> [Diagnostic] {
    diagnose(
      file, Resolver.resolve(file, predeclared: predeclared, options: options), options: options)
  }

  /// Every error of a file whose names are resolved.
  package static func diagnose(
    _ file: SourceFile, _ resolution: Resolution, options: CompilerOptions = CompilerOptions()
  ) -> [Diagnostic] {
    guard resolution.diagnostics.isEmpty else { return resolution.diagnostics }
    do throws(Diagnostic) {
      _ = try compile(file, resolution, options: options)
      return []
    } catch {
      return [error]
    }
  }

  private static let topLevelName = "<toplevel>"

  /// Builds the code of a function; if its jumps turn out not to fit, once more with long ones.
  mutating func build(_ name: String, _ compile: (inout Compiler) -> Void) -> FunctionCode {
    let outer = builder
    builder = FunctionBuilder(name: name, usesLongJumps: false)
    compile(&self)
    if builder.hasOverflowed {
      builder = FunctionBuilder(name: name, usesLongJumps: true)
      compile(&self)
    }
    if failure == nil { failure = builder.failure }
    let code = builder.code
    builder = outer
    return code
  }

  private mutating func compileTopLevel() {
    builder.code.documentation = documentation(of: file.statements)
    var statements = file.statements[...]
    var result: Expression?
    if options.returnsLastExpression, case .expression(let expression) = statements.last?.kind {
      result = expression
      statements.removeLast()
    }
    compile(statements)
    let end = UInt32(truncatingIfNeeded: file.source.bytes.count)
    if let result {
      recordLine(of: result.span)
      let register = compile(result)
      builder.emit(.returnValue, register, at: result.span)
    } else if builder.isReachable {
      builder.emit(.returnNone, at: Span(end, end))
    }
  }
}
