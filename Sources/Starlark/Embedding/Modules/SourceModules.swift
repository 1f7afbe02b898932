import StarlarkCompiler
import StarlarkSyntax

/// The modules that one evaluation has loaded: each once, by what its loader knows it by.
///
/// A module is evaluated on the thread that loads it, in a heap of its own, and draws steps, output, time and memory from
/// what the whole evaluation may use.
final class SourceModules: ModuleLoading {
  private let compilation: Compilation
  private let known: [String: FrozenModule]
  private let loader: (any ModuleLoader)?
  private let values: [String: StarlarkValue]
  private unowned let evaluator: Evaluator
  private var modules: [String: FrozenModule] = [:]
  /// What files are known by, by the names that they are reported under.
  private var keys: [SourceName: String] = [:]
  /// The modules being loaded, outermost first.
  private var loading: [(key: String, name: String)] = []
  /// Bytes that the modules hold.
  private var held = 0
  /// How deep files may load each other: each level takes native stack.
  private static let depthLimit = 100

  init(
    _ compilation: Compilation, modules: [String: FrozenModule], loader: (any ModuleLoader)?,
    values: [String: StarlarkValue], evaluator: Evaluator
  ) {
    self.compilation = compilation
    known = modules
    self.loader = loader
    self.values = values
    self.evaluator = evaluator
  }

  func module(
    _ name: String, from source: SourceName
  ) throws(EvaluationError) -> FrozenModule {
    if let module = known[name] { return module }
    guard let loader else {
      throw EvaluationError("load: there is no module \"\(name)\"")
    }
    let key: String
    do {
      key = try loader.resolve(name, from: keys[source])
    } catch {
      throw EvaluationError("load: \(error)")
    }
    if let module = modules[key] { return module }
    if let start = loading.firstIndex(where: { $0.key == key }) {
      let circle = loading[start...].map(\.name) + [loading[start].name]
      throw EvaluationError(
        "load: files load each other in a circle: \(circle.joined(separator: " → "))")
    }
    guard loading.count < Self.depthLimit else {
      throw EvaluationError(
        kind: .limit, "load: more than \(Self.depthLimit) files load each other in a row")
    }
    let module = try load(key, with: loader)
    modules[key] = module
    return module
  }

  private func load(
    _ key: String, with loader: any ModuleLoader
  ) throws(EvaluationError) -> FrozenModule {
    let source: SourceText
    do {
      source = try loader.source(of: key)
    } catch {
      throw EvaluationError("load: \(error)")
    }
    keys[source.name] = key
    loading.append((key, source.name))
    defer { loading.removeLast() }
    let program = try compilation.program(source)
    var limits = evaluator.limits
    limits.memory = max(0, limits.memory - held)
    let inner = Evaluator(
      limits: limits, cancellation: evaluator.cancellation, environment: compilation.environment,
      budget: evaluator.budget)
    inner.usesSwitch = evaluator.usesSwitch
    inner.output = evaluator.output
    inner.loader = self
    inner.importValues(values)
    let globals = Globals()
    _ = try inner.run(program, globals: globals)
    held += inner.heap.allocated
    return FrozenModule(globals: globals, of: inner)
  }
}
