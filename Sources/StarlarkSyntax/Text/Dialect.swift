/// What of the language is allowed beyond the strict specification.
public struct Dialect: OptionSet, Hashable, Sendable {
  /// One bit for each option.
  public let rawValue: UInt32

  /// Makes the dialect of a set of bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The `set` built-in.
  public static let set = Dialect(rawValue: 1 << 0)
  /// `while` statements.
  public static let whileLoops = Dialect(rawValue: 1 << 1)
  /// Functions that call themselves, directly or not.
  public static let recursion = Dialect(rawValue: 1 << 2)
  /// Rebinding of global names.
  public static let globalReassign = Dialect(rawValue: 1 << 3)
  /// `if`, `for` and `while` outside functions.
  public static let topLevelControl = Dialect(rawValue: 1 << 4)
  /// `load` binds names that other files can load in turn.
  public static let loadBindsGlobally = Dialect(rawValue: 1 << 5)
  /// f-strings.
  public static let formattedStrings = Dialect(rawValue: 1 << 6)
  /// Type annotations, checked at calls.
  public static let types = Dialect(rawValue: 1 << 7)
  /// `struct`, `record`, the modules `json`, `time`, `math`, `re`, `csv`, and the runbook's own functions.
  public static let library = Dialect(rawValue: 1 << 8)

  /// The specification and nothing else.
  public static let strict: Dialect = []
  /// What scripts and the REPL speak.
  public static let runbook: Dialect = [
    .set, .recursion, .globalReassign, .topLevelControl, .formattedStrings, .types, .library,
  ]
  /// What a file that a runbook loads speaks: no control flow and no rebinding at its top level.
  public static let loadedRunbook: Dialect = runbook.subtracting([
    .globalReassign, .topLevelControl,
  ])

  /// The options that `--options=LIST` and `# option:NAME` know, by name.
  public static let named: [(name: String, dialect: Dialect)] = [
    ("set", .set), ("while", .whileLoops), ("recursion", .recursion),
    ("globalreassign", .globalReassign), ("toplevelcontrol", .topLevelControl),
    ("loadbindsglobally", .loadBindsGlobally),
  ]

  /// The option of a name, or nil.
  public static func named(_ name: String) -> Dialect? {
    named.first { $0.name == name }?.dialect
  }
}
