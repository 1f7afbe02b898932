// Checks a runbook before anything of it runs: its own text, and the files that it loads.

import Starlark
import StarlarkCompiler
package import StarlarkSyntax

/// Finds what is wrong with runbooks without running them.
package struct Checker: Sendable {
  private let settings: SessionSettings
  private let isCancelled: (@Sendable () -> Bool)?

  /// Makes a checker of runbooks that would run with some settings.
  ///
  /// - Parameters:
  ///   - settings: The language, the folders, and how much memory a text may take.
  ///   - isCancelled: Whether nobody waits for the result any longer; asked every few milliseconds.
  package init(_ settings: SessionSettings, isCancelled: (@Sendable () -> Bool)? = nil) {
    self.settings = settings
    self.isCancelled = isCancelled
  }

  /// Everything that can be said of a runbook, in the order of the text; errors of the files that it loads come first.
  ///
  /// An error would fail the run once its line is reached; a warning is something that is hardly meant. Where the result
  /// is no longer wanted, an error of the category `cancelled` says so.
  package func check(_ source: SourceText) -> [Diagnostic] {
    EvaluationThread.run { [self] in FileChecks(settings, isCancelled).check(source) }
  }

  /// The same, from a task.
  package func check(_ source: SourceText) async -> [Diagnostic] {
    await EvaluationThread.run { [self] in FileChecks(settings, isCancelled).check(source) }
  }
}

/// The check of one runbook, with the files that it loads.
private final class FileChecks {
  /// A file that was loaded, and what it offers.
  private struct Loaded {
    var file: LoadedFile?
  }

  private static let maximumSize = 16 << 20

  private let settings: SessionSettings
  private let isCancelled: (@Sendable () -> Bool)?
  private let targets: LoadTargets
  private var files: [String: Loaded] = [:]
  /// The files being checked, outermost first: resolved path and name.
  private var open: [(path: String, name: String)] = []
  private var diagnostics: [Diagnostic] = []

  init(_ settings: SessionSettings, _ isCancelled: (@Sendable () -> Bool)?) {
    self.settings = settings
    self.isCancelled = isCancelled
    targets = LoadTargets(settings)
  }

  func check(_ source: SourceText) -> [Diagnostic] {
    let folder = settings.scriptFolder ?? "."
    _ = check(source, folder: folder, dialect: settings.dialect, isLoaded: false)
    return diagnostics
  }

  /// Checks one file; what it offers is nil where it is not sound enough to tell.
  private func check(
    _ source: SourceText, folder: String, dialect: Dialect, isLoaded: Bool
  ) -> LoadedFile? {
    let (file, errors) = Parser.check(
      source, dialect: dialect,
      limits: Parser.Limits(memory: settings.limits.memory, isCancelled: isCancelled))
    guard errors.isEmpty else {
      diagnostics += errors
      return nil
    }
    var environment = settings
    environment.dialect = dialect
    let names = Builtins.environment(environment).names
    var options = CompilerOptions()
    options.types = Builtins.types
    options.isCancelled = isCancelled
    let resolution = Resolver.resolve(file, predeclared: names, options: options)
    let found = Compiler.diagnose(file, resolution, options: options)
    guard found.isEmpty else {
      diagnostics += found
      return nil
    }
    var loaded: [String: LoadedFile] = [:]
    var own: [Diagnostic] = []
    for load in resolution.loads {
      do throws(LoadProblem) {
        loaded[load.name] = try self.file(load.name, from: folder, shownFrom: source.name)
      } catch {
        own.append(Diagnostic(.resolution, error.message, in: source, at: load.span))
      }
    }
    let result = ProgramCheck.run(
      file, resolution, in: .runbook(dialect), loaded: loaded, isLoaded: isLoaded,
      isCancelled: isCancelled)
    own += result.diagnostics
    // Who runs a script answers for what it loads, but not for how that is written.
    diagnostics += own.filter { !isLoaded || $0.severity == .error }
      .sorted { $0.span.start < $1.span.start }
    return LoadedFile(exports: result.exports)
  }

  private func file(
    _ name: String, from folder: String, shownFrom loader: String
  ) throws(LoadProblem) -> LoadedFile? {
    let path = try targets.resolve(name, from: folder)
    if let known = files[path] { return known.file }
    if let start = open.firstIndex(where: { $0.path == path }) {
      throw .circle(open[start...].map(\.name) + [open[start].name])
    }
    let shown = Path.join(Path.folder(of: loader), name)
    let source: SourceText
    do throws(FileFailure) {
      source = SourceText(
        name: shown, bytes: try settings.files.read(path, limit: Self.maximumSize))
    } catch {
      throw .file(error)
    }
    open.append((path, shown))
    defer { open.removeLast() }
    let file = check(
      source, folder: Path.folder(of: path),
      dialect: settings.dialect.subtracting([.globalReassign, .topLevelControl]), isLoaded: true)
    files[path] = Loaded(file: file)
    return file
  }
}
