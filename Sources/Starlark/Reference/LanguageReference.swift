// What there is to know of the language's own functions, modules and types without running anything: for the
// checker, completion and the reference pages.

package import StarlarkCompiler

/// The declarations of the language.
package enum LanguageReference {
  /// A module of functions and constants.
  package struct Module: Sendable {
    package let name: String
    package let summary: String
    package let functions: [Signature]
    package let constants: [Member]
  }

  /// A type with what its values have.
  package struct TypePage: Sendable {
    /// What `type()` answers.
    package let name: String
    package let summary: String
    package var methods: [Signature] = []
    package var fields: [Member] = []

    package init(
      name: String, summary: String, methods: [Signature] = [], fields: [Member] = []
    ) {
      self.name = name
      self.summary = summary
      self.methods = methods
      self.fields = fields
    }
  }

  /// A constant of a module or a field of a value.
  package struct Member: Sendable {
    package let name: String
    package let type: TypeDescriptor
    package let summary: String

    package init(_ name: String, _ type: TypeDescriptor, _ summary: String) {
      self.name = name
      self.type = type
      self.summary = summary
    }
  }

  /// The functions of the specification.
  package static let universe: [Signature] = Universe.functions.map(\.signature)
  /// Functions that the runbook dialect adds.
  package static let library: [Signature] = Library.functions.map(\.signature)

  /// The names of values that are no functions.
  package static let constants = [
    Member("None", .none, "The value that stands for no value."),
    Member("True", .bool, "The truth value of what holds."),
    Member("False", .bool, "The truth value of what does not hold."),
  ]

  // MARK: Modules

  package static let modules = [
    Module(
      name: "csv", summary: "Comma-separated text, read into rows and written from them.",
      functions: CSVModule.functions.map(\.signature), constants: []),
    Module(
      name: "json", summary: "JSON text, made of values and read into them.",
      functions: JSONModule.functions.map(\.signature), constants: []),
    Module(
      name: "math", summary: "Functions of real numbers.",
      functions: MathModule.functions.map(\.signature),
      constants: MathModule.constants.map { name, _ in
        Member(
          name, .float,
          name == "pi"
            ? "The ratio of a circle's circumference to its diameter."
            : "The base of natural logarithms.")
      }),
    Module(
      name: "re", summary: "Regular expressions of RE2's syntax, matched in linear time.",
      functions: RegexModule.functions.map(\.signature), constants: []),
    Module(
      name: "time", summary: "Times, spans of time and time zones.",
      functions: TimeModule.functions.map(\.signature),
      constants: TimeModule.constants.map { name, _ in
        Member(name, .named("time.duration"), "The span of one \(name).")
      }),
  ]

  // MARK: Types

  private static func type(
    _ name: String, _ summary: String, _ methods: [NativeFunction] = [], _ fields: [Member] = []
  ) -> TypePage {
    TypePage(name: name, summary: summary, methods: methods.map(\.signature), fields: fields)
  }

  /// The types whose values' attributes are all known.
  package static let types = [
    type("NoneType", "The type of None."),
    type("bool", "The truth values True and False."),
    type("int", "Whole numbers of any size."),
    type("float", "Numbers with a fraction, in the 64 bits of IEEE 754."),
    type(
      "string", "Immutable text in UTF-8; length, index and slice count bytes.",
      StringMethods.all),
    type("bytes", "Immutable sequences of bytes.", BytesMethods.all),
    type("list", "Sequences that can change.", ListMethods.all),
    type("tuple", "Sequences that do not change."),
    type(
      "dict", "Values by key, in the order in which the keys came.", DictMethods.all),
    type("set", "Different values, in the order in which they came.", SetMethods.all),
    type("range", "Sequences of ints with a constant step."),
    type("function", "Functions of a script, by `def` or `lambda`."),
    type("builtin_function_or_method", "Functions that come with the language or with Reeve."),
    type(
      "re.pattern", "A regular expression that is compiled.", RegexModule.methods, patternFields),
    type("re.match", "Where a regular expression matched.", RegexModule.matchMethods),
    type("time.time", "A moment, as clocks of a location show it.", TimeModule.methods, timeFields),
    type("time.duration", "A span of time.", [], durationFields),
  ]

  private static let patternFields = [
    Member("groups", .int, "How many groups the pattern has."),
    Member("pattern", .string, "The pattern as it was written."),
  ]

  private static let timeFields = [
    Member("year", .int, "The year."),
    Member("month", .int, "The month, from 1."),
    Member("day", .int, "The day of the month, from 1."),
    Member("hour", .int, "The hour, from 0 to 23."),
    Member("minute", .int, "The minute, from 0 to 59."),
    Member("second", .int, "The second, from 0 to 59."),
    Member("nanosecond", .int, "The nanoseconds within the second."),
    Member("unix", .int, "Seconds since 1970 began, UTC."),
    Member("unix_nano", .int, "Nanoseconds since 1970 began, UTC."),
  ]

  private static let durationFields = [
    Member("hours", .float, "The span in hours."),
    Member("minutes", .float, "The span in minutes."),
    Member("seconds", .float, "The span in seconds."),
    Member("milliseconds", .int, "The whole milliseconds of the span."),
    Member("microseconds", .int, "The whole microseconds of the span."),
    Member("nanoseconds", .int, "The nanoseconds of the span."),
  ]
}
