import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// Brings the files that `load` statements name: relative to the file that loads, within the script's root, each once.
final class ScriptLoader: ModuleLoading {
  private let settings: SessionSettings
  private let environment: EnvironmentDescription
  private let options: CompilerOptions
  private unowned let evaluator: Evaluator
  /// The folders of the files that load, by the names that they are reported under.
  private var folders: [SourceName: String] = [:]
  /// The folders that what they load must be in, where it is not the script's.
  private var roots: [SourceName: String] = [:]
  private var modules: [String: FrozenModule] = [:]
  /// The files being loaded, outermost first: resolved path and name.
  private var loading: [(path: String, name: String)] = []

  init(
    settings: SessionSettings, environment: EnvironmentDescription,
    options: CompilerOptions, evaluator: Evaluator
  ) {
    self.settings = settings
    self.options = options
    self.evaluator = evaluator
    // What is loaded runs once for all who load it, so its top level only defines.
    self.environment = EnvironmentDescription(
      dialect: settings.dialect.subtracting([.globalReassign, .topLevelControl]),
      natives: environment.natives, values: environment.values)
  }

  /// Lets a file that a REPL runs load what lies beside it.
  func place(_ name: SourceName, in folder: String) {
    folders[name] = folder
    roots[name] = folder
  }

  func module(
    _ name: String, from loader: SourceName
  ) throws(EvaluationError) -> FrozenModule {
    let base = settings.scriptFolder ?? "."
    let folder = folders[loader] ?? base
    guard !name.isEmpty, !Path.isAbsolute(name) else {
      throw .loading("load: \"\(name)\" is not a path relative to the file that loads it")
    }
    guard let path = settings.files.resolve(Path.join(folder, name)) else {
      throw .loading("load: there is no file \(Path.join(folder, name))")
    }
    let root = settings.files.resolve(roots[loader] ?? settings.scriptRoot ?? base) ?? base
    guard path.hasPrefix(root == "/" ? root : root + "/") else {
      throw .loading("load: \"\(name)\" is outside of the folder \(root)")
    }
    if let module = modules[path] { return module }
    if let start = loading.firstIndex(where: { $0.path == path }) {
      let names = loading[start...].map(\.name) + [loading[start].name]
      throw .loading("load: files load each other in a circle: \(names.joined(separator: " → "))")
    }
    let shown = Path.join(Path.folder(of: loader), name)
    loading.append((path, shown))
    defer { loading.removeLast() }
    folders[shown] = Path.folder(of: path)
    roots[shown] = roots[loader]
    let module = try evaluate(path, shown)
    modules[path] = module
    return module
  }

  /// Most bytes of a file.
  private static let maximumSize = 16 << 20

  private func evaluate(
    _ path: String, _ name: String
  ) throws(EvaluationError) -> FrozenModule {
    let source: SourceText
    do throws(FileFailure) {
      let bytes = try settings.files.read(path, limit: Self.maximumSize)
      source = SourceText(name: name, bytes: bytes)
      (evaluator.host as? RunContext)?.keep(module: path, bytes)
    } catch {
      throw .loading("load: \(error)")
    }
    let program: Program
    do throws(Diagnostic) {
      let limits = Parser.Limits(
        memory: settings.limits.memory, isCancelled: options.isCancelled)
      let file = try Parser.parse(source, dialect: environment.dialect, limits: limits)
      program = try Compiler.compile(file, predeclared: environment.names, options: options)
    } catch {
      var failure = EvaluationError(error)
      failure.traceback = [
        Diagnostic.Frame(source: error.source, span: error.span, name: "<toplevel>")
      ]
      throw failure
    }
    let inner = Evaluator(
      limits: settings.limits, cancellation: evaluator.cancellation, environment: environment,
      budget: evaluator.budget)
    inner.output = evaluator.output
    inner.recorder = evaluator.recorder
    inner.loader = self
    inner.host = LoadingHost()
    let globals = Globals()
    _ = try inner.run(program, globals: globals)
    return FrozenModule(globals: globals, of: inner)
  }
}

extension EvaluationError {
  /// An error of the `load` statement itself.
  fileprivate static func loading(_ message: String) -> EvaluationError {
    EvaluationError(
      kind: .programming,
      diagnostic: Diagnostic(
        .evaluation, message, in: SourceText(name: "", bytes: []), at: .none), traceback: [])
  }
}
