/// An expression with the bytes it was read from.
///
/// Starlark specification: *Expressions*.
public struct Expression: Sendable {
  /// What the expression is.
  public let kind: Kind
  /// Where it stands; parentheses around it are not part of it.
  public let span: Span

  /// Makes an expression of a kind at a place.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The forms that an expression takes.
  public indirect enum Kind: Sendable {
    /// A name.
    case identifier(Identifier)
    /// An integer literal that fits a machine word.
    case int(Int)
    /// The digits of a larger integer literal, without prefix, with their radix.
    case bigInt(digits: [UInt8], radix: Int)
    /// A floating-point literal.
    case float(Double)
    /// A string literal, its escapes resolved.
    case string([UInt8])
    /// A bytes literal, its escapes resolved.
    case bytes([UInt8])
    /// An f-string (runbook dialect).
    case formatted([FormattedPart])
    /// `[a, b]`
    case list([Expression])
    /// `(a, b)`, also without parentheses.
    case tuple([Expression])
    /// `{k: v}`
    case dict([DictEntry])
    /// `[body for …]` or `{key: value for …}`
    case comprehension(Comprehension)
    /// `-x`, `+x`, `~x`, `not x`
    case unary(UnaryOperator, Expression)
    /// `x + y`, `x and y`, `x in y`; the span is the operator's.
    case binary(BinaryOperator, Expression, Expression, Span)
    /// `then if condition else otherwise`
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    /// `callee(arguments)`
    case call(Expression, [Argument])
    /// `object.name`; the identifier is the attribute's.
    case attribute(Expression, Identifier)
    /// `object[index]`
    case index(Expression, Expression)
    /// `object[lower:upper:step]`
    case slice(Expression, lower: Expression?, upper: Expression?, step: Expression?)
    /// `lambda parameters: body`
    case lambda(Function)
  }
}

/// A name where it is written.
public struct Identifier: Sendable {
  /// The name.
  public let name: String
  /// Where it is written.
  public let span: Span
  /// Its ordinal among the identifiers of the file: the key of the resolver's tables.
  public let ordinal: Int

  /// Makes the identifier of a name at a place.
  public init(name: String, span: Span, ordinal: Int) {
    self.name = name
    self.span = span
    self.ordinal = ordinal
  }
}

/// One `key: value` of a dict display.
public struct DictEntry: Sendable {
  /// The key.
  public let key: Expression
  /// The value.
  public let value: Expression

  /// Makes the entry of a key and a value.
  public init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// One argument of a call.
public struct Argument: Sendable {
  /// How an argument reaches its parameter.
  public enum Kind: Sendable {
    /// By position.
    case positional
    /// By name: `name = value`.
    case named(Identifier)
    /// The elements of an iterable: `*value`.
    case star
    /// The entries of a dict: `**value`.
    case starStar
  }

  /// How it is passed.
  public let kind: Kind
  /// What is passed.
  public let value: Expression
  /// The whole argument, name and stars included.
  public let span: Span

  /// Makes an argument.
  public init(kind: Kind, value: Expression, span: Span) {
    self.kind = kind
    self.value = value
    self.span = span
  }
}

/// `[body for target in iterable if condition …]` or the dict form.
public struct Comprehension: Sendable {
  /// What each round yields.
  public enum Body: Sendable {
    /// An element of a list.
    case element(Expression)
    /// An entry of a dict.
    case entry(DictEntry)
  }

  /// A `for` or an `if` of a comprehension.
  public enum Clause: Sendable {
    /// `for target in iterable`
    case loop(target: Expression, iterable: Expression)
    /// `if condition`
    case condition(Expression)
  }

  /// What each round yields.
  public let body: Body
  /// The clauses in the order of the text; the first is a loop.
  public let clauses: [Clause]

  /// Makes a comprehension.
  public init(body: Body, clauses: [Clause]) {
    self.body = body
    self.clauses = clauses
  }
}

/// A part of an f-string: text, or a value with its format.
public enum FormattedPart: Sendable {
  /// Literal text, escapes and doubled braces resolved.
  case text([UInt8])
  /// `{value!conversion:format}`
  case value(Expression, conversion: FormatConversion, format: FieldFormat?)
}

/// The format of an f-string's value, with what of it is computed: `>{width}.{precision}f`.
public struct FieldFormat: Sendable {
  /// What is written out.
  public var fixed = FormatWidth()
  /// The width, where an expression says it.
  public var width: Expression?
  /// The precision, where an expression says it.
  public var precision: Expression?

  /// Makes the format that changes nothing.
  public init() {}

  /// The expressions in it, in the order of evaluation.
  public var expressions: [Expression] { [width, precision].compactMap(\.self) }
}

/// What an f-string does to a value before it formats it.
public enum FormatConversion: Sendable {
  /// `str(value)`, written with or without `!s`.
  case str
  /// `repr(value)`, written `!r`.
  case repr
}

/// Fill, alignment, width and precision of an f-string's value: `*>+08.2f`.
public struct FormatWidth: Hashable, Sendable {
  /// Where a value stands in a wider field.
  public enum Alignment: UInt8, Sendable {
    /// Left for text, right for numbers.
    case automatic
    /// `<`
    case left
    /// `>`
    case right
    /// `^`
    case center
  }

  /// The character that fills the field.
  ///
  /// With automatic alignment it is a space, or a `0` that is written before the width; zeros go between the
  /// sign and the digits.
  public var fill: Unicode.Scalar = " "
  /// Where the value stands.
  public var alignment: Alignment = .automatic
  /// Whether a positive number gets its sign.
  public var showsPlus = false
  /// Least width in code points, 0 for none.
  public var width = 0
  /// Whether digits are grouped by thousands with `,`.
  public var groups = false
  /// Digits after the point, or the most code points of a text.
  public var precision: Int?
  /// The presentation: `d`, `x`, `X`, `o`, `b`, `e`, `f`, `g`, `s`, `%`, or nil for the value's own.
  public var presentation: UInt8?

  /// Makes the format that changes nothing.
  public init() {}
}
