// What can be said of a value without running the program. Whatever is not sure is `unknown`, about which nothing is
// ever reported.

/// What is known of a value before a program runs.
package indirect enum StaticValue: Sendable {
  /// Nothing.
  case unknown
  /// Its type.
  case typed(TypeDescriptor)
  /// What its reference says of it, which may be wrong: its type, and the texts that it may be, if it is one of few.
  case assumed(TypeDescriptor, choices: [String])
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  /// A new list with these elements.
  case list([StaticValue])
  case tuple([StaticValue])
  /// A new dict with these entries.
  case dict([(key: StaticValue, value: StaticValue)])
  /// What it can be called with.
  case function(KnownFunction)
  /// A struct or a record with all of its fields.
  case structure(type: String, fields: [String: StaticValue])
  /// A record type with its fields in order.
  case recordType([KnownField])
  /// A module with all of its members.
  case module(name: String, members: [String: StaticValue])
}

/// A function of which the parameters are known.
package struct KnownFunction: Sendable {
  package var signature: Signature
  /// What else its arguments must obey.
  package var rule: any ArgumentRule
  /// How many of its first parameters are a function and the arguments that it is called with: `attempt(f, x)`.
  package var passesOn = false

  package init(_ signature: Signature, rule: any ArgumentRule, passesOn: Bool = false) {
    self.signature = signature
    self.rule = rule
    self.passesOn = passesOn
  }
}

/// What is wrong with the arguments of a call beyond their number and names.
package protocol ArgumentRule: Sendable {
  /// Finds what would fail when the call is made, in the words of that failure.
  func problems(of arguments: [BoundArgument], in signature: Signature) -> [ArgumentProblem]
}

/// An argument at its parameter.
package struct BoundArgument: Sendable {
  package let parameter: Signature.Parameter
  package let value: StaticValue

  package init(parameter: Signature.Parameter, value: StaticValue) {
    self.parameter = parameter
    self.value = value
  }
}

/// What is wrong with one argument.
package struct ArgumentProblem: Sendable, Hashable {
  /// The parameter that it is for.
  package let parameter: String
  package let message: String
  package var hint: String?
  package var isWarning: Bool
  /// Whether `attempt` would make a value of it.
  package var isData = false

  package init(_ parameter: String, _ message: String, hint: String? = nil, isWarning: Bool = false)
  {
    self.parameter = parameter
    self.message = message
    self.hint = hint
    self.isWarning = isWarning
  }
}

extension StaticValue {
  /// What `type()` would answer, nil where it is not sure.
  package var typeName: String? {
    guard let names = typeNames, names.count == 1 else { return nil }
    return names.first
  }

  /// What `type()` may answer, nil where it may answer anything.
  package var typeNames: Set<String>? {
    switch self {
    case .unknown, .assumed: nil
    case .typed(let type): type.typeNames
    case .none: ["NoneType"]
    case .bool: ["bool"]
    case .int: ["int"]
    case .float: ["float"]
    case .string: ["string"]
    case .list: ["list"]
    case .tuple: ["tuple"]
    case .dict: ["dict"]
    case .function(let function):
      [function.rule is AnnotationRule ? "function" : "builtin_function_or_method"]
    case .structure(let type, _): [type]
    case .recordType: ["record_type"]
    case .module: ["module"]
    }
  }

  /// Its type as far as an annotation could say it.
  package var type: TypeDescriptor {
    switch self {
    case .unknown, .assumed: .any
    case .typed(let type): type
    case .none: .none
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    case .list: .list(.any)
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .dict: .dict(.any, .any)
    case .function: .callable
    case .structure(let type, _): .named(type)
    case .recordType: .named("record_type")
    case .module: .named("module")
    }
  }

  /// The value of that type: what a call of a built-in gives.
  package static func of(_ type: TypeDescriptor) -> StaticValue {
    switch type {
    case .any: .unknown
    case .none: .none
    default: .typed(type)
    }
  }

  /// The value as `repr` would write it, cut like the texts of errors; nil where it is not sure.
  package var text: String? {
    guard let text = fullText else { return nil }
    return text.count <= 80 ? text : text.prefix(77) + "..."
  }

  private var fullText: String? {
    switch self {
    case .none: return "None"
    case .bool(let truth): return truth ? "True" : "False"
    case .int(let number): return "\(number)"
    // Others are written with an exponent.
    case .float(let number): return (1e-4..<1e6).contains(number.magnitude) ? "\(number)" : nil
    case .string(let text): return Self.quoted(text)
    case .list(let elements):
      return Self.joined(elements.map(\.fullText)).map { "[\($0)]" }
    case .tuple(let elements):
      return Self.joined(elements.map(\.fullText)).map {
        elements.count == 1 ? "(\($0),)" : "(\($0))"
      }
    case .dict(let entries):
      let texts = entries.map { entry -> String? in
        guard let key = entry.key.fullText, let value = entry.value.fullText else { return nil }
        return "\(key): \(value)"
      }
      return Self.joined(texts).map { "{\($0)}" }
    case .unknown, .typed, .assumed, .function, .structure, .recordType, .module: return nil
    }
  }

  private static func joined(_ texts: [String?]) -> String? {
    let known = texts.compactMap { $0 }
    return known.count == texts.count ? known.joined(separator: ", ") : nil
  }

  /// A text as a literal.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
