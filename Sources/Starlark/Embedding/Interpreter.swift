public import StarlarkCompiler
public import StarlarkSyntax

/// Evaluates Starlark: the language, what scripts may use, and how much of it.
///
/// An interpreter is plain data. Any number of evaluations run at once, each with a heap and limits of its own.
///
/// ```swift
/// var interpreter = Interpreter()
/// interpreter.functions = [
///   HostFunction("price", "In cents.", HostParameter<String>("item")) { item in item.count * 100 }
/// ]
/// let module = try await interpreter.evaluate("total = price('tea') + price('scone')")
/// let total: Int = try module.value("total")
/// ```
///
/// Each evaluation runs on a thread of the library, with a stack of 64 MiB: a function that is `async` never blocks the
/// thread of its caller, and one that is not blocks it until the evaluation ends, which is why tasks cannot call those.
public struct Interpreter: Sendable {
  /// The language.
  ///
  /// ``StarlarkSyntax/Dialect/strict`` is the specification and nothing else.
  public var dialect: Dialect
  /// What each evaluation, and each later call of its functions, may use.
  public var limits: Limits
  /// The functions that scripts may call beside those of the language.
  ///
  /// One with a name of the language replaces it.
  public var functions: [HostFunction] = []
  /// Values that scripts may use, by name.
  ///
  /// Each evaluation copies those that it uses.
  public var values: [String: StarlarkValue] = [:]
  /// Classes of objects that annotations may name.
  public var types: [HostType] = []
  /// Modules that `load` finds by these names, before it asks the loader.
  public var modules: [String: FrozenModule] = [:]
  /// Finds the files that `load` names; without one, files cannot be loaded.
  public var loader: (any ModuleLoader)?
  /// Gets each text that `print` writes, line end included, on the thread of the evaluation.
  ///
  /// Writes it to the standard output unless set.
  public var output: @Sendable (String) -> Void = { text in
    print(text, terminator: "")
  }

  /// Makes an interpreter of a language with limits.
  public init(dialect: Dialect = .runbook, limits: Limits = Limits()) {
    self.dialect = dialect
    self.limits = limits
  }

  // MARK: Without running

  /// Compiles a text once, to evaluate it many times.
  ///
  /// - Throws: ``EvaluationError`` with the first error of syntax or of names.
  public func compile(_ source: SourceText) throws(EvaluationError) -> Program {
    try Compilation(self).program(source)
  }

  /// All errors of a text that can be found without running it.
  public func diagnose(_ source: SourceText) -> [Diagnostic] {
    Compilation(self).diagnose(source)
  }
}

/// What compiling needs of an interpreter.
struct Compilation {
  let environment: EnvironmentDescription
  let options: CompilerOptions
  private let limits: Parser.Limits

  /// - Parameters:
  ///   - interpreter: Gives names, language and limits.
  ///   - cancellation: Ends compiling from elsewhere.
  init(_ interpreter: Interpreter, _ cancellation: Cancellation? = nil) {
    var environment = EnvironmentDescription(
      dialect: interpreter.dialect, natives: interpreter.functions.map(\.native))
    environment.imported = Set(interpreter.values.keys)
    self.environment = environment
    var options = CompilerOptions()
    options.universe.subtract(interpreter.functions.map(\.signature.name))
    options.universe.subtract(interpreter.values.keys)
    options.types = Set(interpreter.types.map(\.name))
    if let cancellation { options.isCancelled = { cancellation.isCancelled } }
    self.options = options
    limits = Parser.Limits(
      memory: interpreter.limits.clamped.memory, isCancelled: options.isCancelled)
  }

  private init(
    _ environment: EnvironmentDescription, _ options: CompilerOptions, _ limits: Parser.Limits
  ) {
    self.environment = environment
    self.options = options
    self.limits = limits
  }

  /// Loaded files run once for all who load them, so their top level only defines.
  var forLoading: Compilation {
    var environment = environment
    environment.dialect.subtract([.globalReassign, .topLevelControl])
    return Compilation(environment, options, limits)
  }

  func program(
    _ source: SourceText, isExpression: Bool = false
  ) throws(EvaluationError) -> Program {
    var options = options
    options.returnsLastExpression = isExpression
    do throws(Diagnostic) {
      let dialect = environment.dialect
      let file =
        isExpression
        ? try Parser.parseExpression(source, dialect: dialect, limits: limits)
        : try Parser.parse(source, dialect: dialect, limits: limits)
      return try Compiler.compile(file, predeclared: environment.names, options: options)
    } catch {
      throw EvaluationError(error)
    }
  }

  func diagnose(_ source: SourceText) -> [Diagnostic] {
    let (file, errors) = Parser.check(source, dialect: environment.dialect, limits: limits)
    guard errors.isEmpty else { return errors }
    return Compiler.diagnose(file, predeclared: environment.names, options: options)
  }
}
