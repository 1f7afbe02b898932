// The checker: walks a resolved file in the order of the text, works out what it can of values, and reports what
// would fail or is surely not meant. It evaluates nothing; where anything is unsure, it is silent.
//
//   ProgramCheck             what is reported, and how
//   +Bindings, +Names, +Unbound   what variables hold, and whether they hold anything yet
//   +Statements, +Targets    the walk, unreachable code, what is assigned to
//   +Expressions, +Operators, +Calls, +Formats, +Structures, +Containers, +Order   values of expressions
//   +Assumed                 what references say of values, and may be wrong
//   +Unused                  what nobody reads

package import StarlarkSyntax

/// Checks one file.
package struct ProgramCheck {
  let file: SourceFile
  let resolution: Resolution
  let environment: CheckEnvironment
  /// The files that it loads, by the module as written; those that cannot be known are not there.
  let loaded: [String: LoadedFile]
  /// Whether the file is itself loaded by another.
  let isLoaded: Bool

  var diagnostics: [Diagnostic] = []
  /// What variables are bound to, and what is known of each once it was asked.
  var bindings: [VariableKey: [VariableBinding]] = [:]
  var known: [VariableKey: Knowledge] = [:]
  /// Variables whose container the file puts something into: what their elements are is not known.
  var filled: Set<VariableKey> = []
  /// The keys under which it does, with the functions around them, where each of these places names one.
  var filledKeys: [VariableKey: [(key: Expression, functions: [Function])]] = [:]
  var readVariables: Set<VariableKey> = []
  /// The ordinals of the functions around the place of the walk.
  var functions: [Function] = []
  /// Variables on which a condition around the place depends: what is known of them may not hold there.
  var tested: Set<VariableKey> = []
  /// The loops around the place, within its function.
  var loops: [Span] = []
  /// How much around the place rests on what a reference says of a value.
  var assumptions = 0
  /// While a variable's value is worked out, nothing is reported: the walk comes there by itself.
  var silence = 0
  /// How many variables are being worked out within one another.
  var depth = 0
  var pace: CompilationPace

  private init(
    _ file: SourceFile, _ resolution: Resolution, _ environment: CheckEnvironment,
    loaded: [String: LoadedFile], isLoaded: Bool, isCancelled: (@Sendable () -> Bool)?
  ) {
    pace = CompilationPace(isCancelled)
    self.file = file
    self.resolution = resolution
    self.environment = environment
    self.loaded = loaded
    self.isLoaded = isLoaded
  }

  /// Checks a file that parses and resolves.
  ///
  /// - Parameters:
  ///   - file: Its tree.
  ///   - resolution: Its names, without an error.
  ///   - environment: What it finds around it.
  ///   - loaded: What it loads, by the module as written.
  ///   - isLoaded: Whether another file loads it.
  ///   - isCancelled: Whether the result is no longer wanted; asked every few thousand expressions.
  /// - Returns: What is wrong, in the order of the text, and what it offers to others; where it is not wanted, only that.
  package static func run(
    _ file: SourceFile, _ resolution: Resolution, in environment: CheckEnvironment,
    loaded: [String: LoadedFile] = [:], isLoaded: Bool = false,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) -> CheckResult {
    var check = ProgramCheck(
      file, resolution, environment, loaded: loaded, isLoaded: isLoaded, isCancelled: isCancelled)
    check.collectBindings()
    check.walk(file.statements)
    guard !check.pace.hasEnded else {
      return CheckResult(diagnostics: [.cancelled(in: file.source)], exports: [:])
    }
    check.reportUnused()
    let diagnostics = check.diagnostics.sorted { $0.span.start < $1.span.start }
    return CheckResult(diagnostics: diagnostics, exports: check.exports)
  }

  // MARK: Reporting

  /// Reports what a run would report when it comes there.
  mutating func report(
    _ message: String, hint: String? = nil, severity: Diagnostic.Severity = .error, at span: Span
  ) {
    add(.evaluation, assumptions > 0 ? .warning : severity, message, hint, span)
  }

  /// Reports what runs and is hardly meant.
  mutating func warn(_ message: String, hint: String? = nil, at span: Span) {
    add(.resolution, .warning, message, hint, span)
  }

  private mutating func add(
    _ category: Diagnostic.Category, _ severity: Diagnostic.Severity, _ message: String,
    _ hint: String?, _ span: Span
  ) {
    guard silence == 0 else { return }
    diagnostics.append(
      Diagnostic(category, severity: severity, message, hint: hint, in: file.source, at: span))
  }

  /// What the file offers to those who load it.
  private var exports: [String: StaticValue] {
    mutating get {
      var exports: [String: StaticValue] = [:]
      for (slot, name) in resolution.globals.enumerated()
      where !resolution.loadedGlobals.contains(slot) && !name.hasPrefix("_") {
        exports[name] = value(of: .global(slot))
      }
      return exports
    }
  }
}
