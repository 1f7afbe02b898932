// Every message of the resolver and the compiler.

import StarlarkSyntax

/// The wording of an error that is found before a program runs.
struct ResolutionMessage {
  let text: String
  var hint: String?

  init(_ text: String, hint: String? = nil) {
    self.text = text
    self.hint = hint
  }
}

extension Diagnostic {
  /// The diagnostic of a static error at a place.
  init(_ message: ResolutionMessage, in source: SourceText, at span: Span) {
    self.init(.resolution, message.text, hint: message.hint, in: source, at: span)
  }
}

extension Diagnostic {
  /// What resolving and compiling end with when their result is no longer wanted.
  static func cancelled(in source: SourceText) -> Diagnostic {
    Diagnostic(.cancelled, "cancelled", in: source, at: .none)
  }
}

// Names.
extension ResolutionMessage {
  static func undefined(_ name: String, suggestion: String?) -> Self {
    Self("undefined: \(name)", hint: suggestion.map { "did you mean `\($0)`?" })
  }

  static func undefined(_ name: String, boundBelow line: Int) -> Self {
    Self("undefined: \(name)", hint: "line \(line) binds it, below this use")
  }

  static func setIsOff() -> Self {
    Self(
      "undefined: set", hint: "sets need the option `set`: `# option:set` at the start of the file")
  }

  /// A second binding of a global; `kind` is what the name is bound as.
  static func reassigned(_ name: String, kind: String, declaredAt place: String) -> Self {
    Self(
      "cannot reassign \(kind) \(name) declared at \(place)",
      hint: "`# option:globalreassign` at the start of the file allows it")
  }

  static func duplicateParameter(_ name: String) -> Self {
    Self("parameter `\(name)` is repeated")
  }
}

// Statements out of their place.
extension ResolutionMessage {
  static let returnOutsideFunction = Self("return statement not within a function")
  static let breakOutsideLoop = Self("break not in a loop")
  static let continueOutsideLoop = Self("continue not in a loop")

  static func loadWithin(_ place: String) -> Self {
    Self("load statement within a \(place)", hint: "load at the top level of the file")
  }

  static func notWithinFunction(_ statement: String) -> Self {
    Self(
      "\(statement) not within a function",
      hint: "`# option:toplevelcontrol` at the start of the file allows it")
  }
}

// Types.
extension ResolutionMessage {
  static func unknownType(_ name: String, suggestion: String?) -> Self {
    Self("unknown type \(name)", hint: suggestion.map { "did you mean `\($0)`?" })
  }

  static func localType(_ name: String) -> Self {
    Self("\(name) is a local variable, want a type", hint: "define record types at the top level")
  }

  static func repeatedType(_ name: String) -> Self {
    Self("type \(name): got `...` in brackets, which only a tuple takes", hint: "tuple[T, ...]")
  }

  static func typeArguments(_ name: String, got: Int, want: String) -> Self {
    Self("type \(name): got \(got) type\(got == 1 ? "" : "s") in brackets, want \(want)")
  }
}

// What does not fit the machine.
extension ResolutionMessage {
  static let tooManyRegisters = Self(
    "the function needs more than 65,535 variables and values at once", hint: "split it")
  static let codeTooLong = Self("the function is too long", hint: "split it")
}
