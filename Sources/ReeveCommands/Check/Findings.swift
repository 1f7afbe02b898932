internal import HuaweiCloud
internal import StarlarkSyntax

/// What checks of several files found.
struct Findings {
  /// The files that were checked.
  var files: [String] = []
  /// In the order in which they were found; a file that several load is told of once.
  private(set) var all: [Diagnostic] = []
  private var known: Set<String> = []

  var errors: Int { all.count { $0.severity == .error } }
  var warnings: Int { all.count { $0.severity == .warning } }

  mutating func add(_ found: [Diagnostic]) {
    for diagnostic in found {
      let span = diagnostic.span
      let key = "\(diagnostic.source.name):\(span.start):\(span.end):\(diagnostic.message)"
      if known.insert(key).inserted { all.append(diagnostic) }
    }
  }

  /// How many files were checked, and what came of it.
  var summary: String {
    let checked = counted(files.count, "file") + " checked: "
    guard !all.isEmpty else { return checked + "nothing found" }
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    return checked + parts.map { counted($0.0, $0.1) }.joined(separator: ", ")
  }

  // MARK: JSON

  var json: JSON {
    [
      "files": .array(files.map { .string($0) }), "errors": .int(errors),
      "warnings": .int(warnings), "diagnostics": .array(all.map { .object($0.members) }),
    ]
  }

  /// A line for each finding, and one for the whole.
  var jsonLines: [JSON] {
    all.map { diagnostic in
      var object: JSONObject = ["event": .string(diagnostic.level)]
      for (name, value) in diagnostic.members where name != "severity" { object[name] = value }
      return .object(object)
    } + [
      [
        "event": "summary", "files": .int(files.count), "errors": .int(errors),
        "warnings": .int(warnings),
      ]
    ]
  }
}

extension Diagnostic {
  var level: String { severity == .error ? "error" : "warning" }

  /// What kind of rule it is a breach of, as SARIF and people's own filters name it.
  var rule: CheckRule {
    switch (category, severity) {
    case (.incomplete, _), (.syntax, _): .syntax
    case (.resolution, .error): .name
    case (.resolution, .warning): .suspicious
    case (.evaluation, _), (.limit, _), (.cancelled, _): .failure
    }
  }

  /// Where it starts and ends.
  var region: (start: Position, end: Position) {
    (source.position(of: span.start), source.position(of: max(span.start, span.end)))
  }

  fileprivate var members: JSONObject {
    var object: JSONObject = [
      "file": .string(source.name), "line": .int(region.start.line),
      "column": .int(region.start.column), "end_line": .int(region.end.line),
      "end_column": .int(region.end.column), "severity": .string(level),
      "rule": .string(rule.rawValue), "message": .string(message),
    ]
    if let hint { object["hint"] = .string(hint) }
    return object
  }
}

/// The kinds of findings.
enum CheckRule: String, CaseIterable {
  case syntax, name, failure, suspicious

  /// What the rule is about.
  var summary: String {
    switch self {
    case .syntax: "The text is not of the grammar."
    case .name: "A name cannot be resolved, or a static rule of the language is broken."
    case .failure: "The line fails, or is warned of, when it is run."
    case .suspicious: "The line runs, and is hardly meant so."
    }
  }
}
