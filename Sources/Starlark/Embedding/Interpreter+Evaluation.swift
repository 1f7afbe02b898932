public import StarlarkCompiler
import StarlarkSyntax

// Each evaluation comes in two forms of one name: tasks get the one that is async, all else gets the one that blocks.
extension Interpreter {
  // MARK: Texts

  /// Evaluates a text.
  ///
  /// - Parameters:
  ///   - text: The program.
  ///   - name: What errors call it, and where it stands for `load`.
  ///   - cancellation: Ends the evaluation from elsewhere, as cancelling the task does.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where it is no program or its evaluation fails.
  public func evaluate(
    _ text: String, name: String = "script.star", cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> ScriptModule {
    let source = SourceText(name: name, text: text)
    return try await Job.run(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).module(source)
    }
  }

  /// Evaluates a text while the caller waits.
  ///
  /// - Parameters:
  ///   - text: The program.
  ///   - name: What errors call it, and where it stands for `load`.
  ///   - cancellation: Ends the evaluation from another thread.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where it is no program or its evaluation fails.
  @available(*, noasync)
  public func evaluate(
    _ text: String, name: String = "script.star", cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> ScriptModule {
    let source = SourceText(name: name, text: text)
    return try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).module(source)
    }
  }

  // MARK: Programs

  /// Evaluates a program that ``compile(_:)`` made for an interpreter with the same names.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - cancellation: Ends the evaluation from elsewhere, as cancelling the task does.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where its evaluation fails.
  public func evaluate(
    _ program: Program, cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> ScriptModule {
    try await Job.run(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).module(program)
    }
  }

  /// Evaluates a program while the caller waits.
  ///
  /// - Parameters:
  ///   - program: What ``compile(_:)`` made for an interpreter with the same names.
  ///   - cancellation: Ends the evaluation from another thread.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where its evaluation fails.
  @available(*, noasync)
  public func evaluate(
    _ program: Program, cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> ScriptModule {
    try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).module(program)
    }
  }

  // MARK: Files

  /// Evaluates a file.
  ///
  /// It loads others by the loader; without one, from its own folder and below.
  ///
  /// - Parameters:
  ///   - path: Where the file is, of at most 16 MiB.
  ///   - cancellation: Ends the evaluation from elsewhere, as cancelling the task does.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where it cannot be read, is no program or its evaluation fails.
  public func evaluate(
    file path: String, cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> ScriptModule {
    try await Job.run(cancellation) { job throws(EvaluationError) in
      try module(ofFile: path, job)
    }
  }

  /// Evaluates a file while the caller waits.
  ///
  /// It loads others by the loader; without one, from its own folder and below.
  ///
  /// - Parameters:
  ///   - path: Where the file is, of at most 16 MiB.
  ///   - cancellation: Ends the evaluation from another thread.
  /// - Returns: The module that its globals make.
  /// - Throws: ``EvaluationError`` where it cannot be read, is no program or its evaluation fails.
  @available(*, noasync)
  public func evaluate(
    file path: String, cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> ScriptModule {
    try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try module(ofFile: path, job)
    }
  }

  private func module(
    ofFile path: String, _ job: Job
  ) throws(EvaluationError) -> ScriptModule {
    var interpreter = self
    let source: SourceText
    do {
      let folder = FileLoader(root: FileLoader.folder(of: path))
      source = try folder.source(of: folder.resolve(FileLoader.fileName(of: path), from: nil))
      if loader == nil { interpreter.loader = folder }
    } catch {
      throw EvaluationError("\(error)")
    }
    return try Evaluation(interpreter, job).module(source)
  }

  // MARK: Expressions

  /// Evaluates one expression.
  ///
  /// - Parameters:
  ///   - expression: The expression.
  ///   - cancellation: Ends the evaluation from elsewhere, as cancelling the task does.
  /// - Returns: Its value.
  /// - Throws: ``EvaluationError`` where it is no expression or its evaluation fails.
  public func evaluate(
    expression: String, cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> StarlarkValue {
    try await Job.run(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).value(of: expression)
    }
  }

  /// Evaluates one expression while the caller waits.
  ///
  /// - Parameters:
  ///   - expression: The expression.
  ///   - cancellation: Ends the evaluation from another thread.
  /// - Returns: Its value.
  /// - Throws: ``EvaluationError`` where it is no expression or its evaluation fails.
  @available(*, noasync)
  public func evaluate(
    expression: String, cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> StarlarkValue {
    try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).value(of: expression)
    }
  }

  // MARK: Frozen functions

  /// Calls a function of a frozen module, in an evaluation of its own.
  ///
  /// - Parameters:
  ///   - function: A handle that ``FrozenModule/handle(_:)`` gave.
  ///   - arguments: Arguments by position.
  ///   - named: Arguments by name.
  ///   - cancellation: Ends the call from elsewhere, as cancelling the task does.
  /// - Returns: What the function returns.
  /// - Throws: ``EvaluationError`` where the call fails.
  public func call(
    _ function: StarlarkHandle, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:], cancellation: Cancellation = Cancellation()
  ) async throws(EvaluationError) -> StarlarkValue {
    let named = named.map { ($0.key, $0.value) }
    return try await Job.run(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).evaluator
        .invoke(.handle(function), arguments, named: named)
    }
  }

  /// Calls a function of a frozen module, in an evaluation of its own, while the caller waits.
  ///
  /// - Parameters:
  ///   - function: A handle that ``FrozenModule/handle(_:)`` gave.
  ///   - arguments: Arguments by position.
  ///   - named: Arguments by name.
  ///   - cancellation: Ends the call from another thread.
  /// - Returns: What the function returns.
  /// - Throws: ``EvaluationError`` where the call fails.
  @available(*, noasync)
  public func call(
    _ function: StarlarkHandle, _ arguments: [StarlarkValue] = [],
    named: KeyValuePairs<String, StarlarkValue> = [:], cancellation: Cancellation = Cancellation()
  ) throws(EvaluationError) -> StarlarkValue {
    let named = named.map { ($0.key, $0.value) }
    return try Job.runBlocking(cancellation) { job throws(EvaluationError) in
      try Evaluation(self, job).evaluator
        .invoke(.handle(function), arguments, named: named)
    }
  }
}

/// One evaluation of an interpreter's: an evaluator with all that the interpreter provides.
struct Evaluation {
  let evaluator: Evaluator
  private let compilation: Compilation
  private let loader: SourceModules

  init(_ interpreter: Interpreter, _ job: Job) {
    compilation = Compilation(interpreter, job.cancellation)
    evaluator = Evaluator(
      limits: interpreter.limits, cancellation: job.cancellation,
      environment: compilation.environment)
    job.keep(evaluator)
    let output = interpreter.output
    evaluator.output = { output(String(decoding: $0, as: UTF8.self)) }
    evaluator.importValues(interpreter.values)
    loader = SourceModules(
      compilation.forLoading, modules: interpreter.modules, loader: interpreter.loader,
      values: interpreter.values, evaluator: evaluator)
    evaluator.loader = loader
  }

  func module(_ source: SourceText) throws(EvaluationError) -> ScriptModule {
    try module(try compilation.program(source))
  }

  func module(_ program: Program) throws(EvaluationError) -> ScriptModule {
    let globals = Globals()
    _ = try evaluator.run(program, globals: globals)
    return ScriptModule(evaluator, globals)
  }

  func value(of expression: String) throws(EvaluationError) -> StarlarkValue {
    let source = SourceText(name: "<expression>", text: expression)
    let program = try compilation.program(source, isExpression: true)
    return try evaluator.export(try evaluator.run(program, globals: Globals()))
  }
}

extension Evaluator {
  /// Makes values of Swift available, each copied in when a program first uses it.
  func importValues(_ values: [String: StarlarkValue]) {
    let importer = ValueImporter(machine)
    environment.importer = { name in values[name].map { importer.value($0) } }
  }
}
