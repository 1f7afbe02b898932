public import StarlarkSyntax

/// A compiled file: plain data without a pointer into any heap, ready to be linked into one.
public struct Program: Sendable {
  /// The text it was compiled from.
  package let source: SourceText
  /// The language it was compiled as.
  package let dialect: Dialect
  /// Values that the code refers to.
  package let constants: [Constant]
  /// Names of the global variables by slot; a REPL chunk repeats those of the session.
  package let globals: [String]
  /// Which globals `load` statements bind, and other files cannot load in turn.
  package let loadedGlobals: Set<Int>
  /// Names that the host or the universe provides and the code uses.
  package let predeclared: [String]
  /// The functions; the first is the top level of the file.
  package let functions: [FunctionCode]
  /// The modules that `load` statements name, in the order of the text.
  package let loads: [ModuleReference]

  package init(
    source: SourceText, dialect: Dialect, constants: [Constant], globals: [String],
    loadedGlobals: Set<Int>, predeclared: [String], functions: [FunctionCode],
    loads: [ModuleReference]
  ) {
    self.source = source
    self.dialect = dialect
    self.constants = constants
    self.globals = globals
    self.loadedGlobals = loadedGlobals
    self.predeclared = predeclared
    self.functions = functions
    self.loads = loads
  }
}

/// A module that a file loads.
public struct ModuleReference: Hashable, Sendable {
  /// The module as the `load` statement writes it.
  public let name: String
  /// Where it writes it.
  public let span: Span

  package init(name: String, span: Span) {
    self.name = name
    self.span = span
  }
}

/// A value that code refers to.
package enum Constant: Hashable, Sendable {
  case none
  case bool(Bool)
  case int(Int)
  /// The digits of an integer past a machine word, with their radix.
  case bigInt(digits: [UInt8], radix: Int)
  case float(bits: UInt64)
  case string([UInt8])
  case bytes([UInt8])
  /// The keywords of a call.
  case names([String])
  case type(TypeDescriptor)
  case format(FormatWidth)
}

/// What linking puts into a word of code.
package struct Relocation: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    /// The constant of this index.
    case constant(Int)
    /// The constant string of this index as a method's name; linking also numbers the method in
    /// operand `C` of the word before.
    case method(Int)
    /// The address of the global of this slot.
    case global(Int)
    /// The value of the predeclared name of this index.
    case predeclared(Int)
    /// The function of this index.
    case function(Int)
  }

  /// Which word of the function's code.
  package let word: Int
  /// What goes there.
  package let target: Target

  package init(word: Int, target: Target) {
    self.word = word
    self.target = target
  }
}

/// The code of one function.
package struct FunctionCode: Sendable {
  /// One parameter, in the order of its register: ordinary, keyword-only, `*args`, `**kwargs`.
  package struct Parameter: Hashable, Sendable {
    package let name: String
    /// Which of the function's defaults is its value when no argument comes, nil for a mandatory one.
    package let defaultIndex: Int?

    package init(name: String, defaultIndex: Int?) {
      self.name = name
      self.defaultIndex = defaultIndex
    }
  }

  /// The words in which a loop's iterator stands in a register, for unlocking when an error unwinds.
  package struct IteratorRange: Hashable, Sendable {
    package let start: Int
    package let end: Int
    package let register: Int

    package init(start: Int, end: Int, register: Int) {
      self.start = start
      self.end = end
      self.register = register
    }
  }

  /// The arguments of a call, for errors that speak of one.
  package struct CallSite: Hashable, Sendable {
    /// Which word is the call.
    package let word: Int
    /// Where the value of each argument stands, in the order of the registers.
    package let arguments: [Span]

    package init(word: Int, arguments: [Span]) {
      self.word = word
      self.arguments = arguments
    }
  }

  /// `<toplevel>`, the name of a `def`, or `lambda`.
  package var name: String
  /// Instructions and the words that follow them.
  package var words: [UInt64] = []
  /// For each word the expression or statement it was compiled from.
  package var spans: [Span] = []
  package var relocations: [Relocation] = []
  /// All calls, in the order of their words.
  package var calls: [CallSite] = []
  /// How many registers a frame has; at least what parameters need.
  package var registerCount = 0
  package var parameters: [Parameter] = []
  /// How many parameters take arguments by position or name.
  package var positionalCount = 0
  /// How many parameters after those take arguments by name only.
  package var keywordOnlyCount = 0
  /// Whether a parameter takes the rest by position, as a tuple.
  package var hasStar = false
  /// Whether a parameter takes the rest by name, as a dict; the last parameter.
  package var hasStarStar = false
  package var defaultCount = 0
  /// Names of the variables of enclosing functions, by number of their cell.
  package var freeVariables: [String] = []
  /// Names of the variables by register, where the compiler was asked to keep them.
  package var variables: [String] = []
  package var iterators: [IteratorRange] = []
  /// The string that the function's body begins with.
  package var documentation: String?
  /// The lines that `line` instructions report.
  package var lines: Set<Int> = []
  /// Where the function is defined.
  package var span: Span = .none

  package init(name: String) {
    self.name = name
  }
}
