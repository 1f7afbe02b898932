import StarlarkSyntax

/// A block of names: a function's or a comprehension's.
struct Scope {
  /// How many functions are open around it.
  let depth: Int
  /// The variables of its names.
  var names: [String: Int] = [:]
}

/// A function whose body is being resolved; the first is the top level of the file.
struct OpenFunction {
  /// Its ordinal, nil for the top level.
  let ordinal: Int?
  /// How many loops are open in it.
  var loops = 0
  /// How many conditional statements are open in it.
  var conditionals = 0
  /// The numbers of its free variables, by number of the variable.
  var cells: [Int: Int] = [:]
}

/// A variable of the module.
struct Global {
  let slot: Int
  /// Where the file has its first binding, nil if only the session has one.
  var declaration: Span?
  /// The same, once the resolver has reached it.
  var binding: Span?
  /// Whether an earlier chunk of the session has made it.
  var isOfSession = false
  /// Whether a `load` statement binds it for this file only.
  var isLoaded = false
}
