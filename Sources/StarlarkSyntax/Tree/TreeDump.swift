// The tree as nested lists: `(assign (name x) (int 1))`. Statements stand on lines of their own, indented by
// block; with spans, each node is followed by where it stands.

/// Trees as text, for goldens and for people.
package struct TreeDump {
  private let source: SourceText
  private let showsSpans: Bool
  private var result = ""

  /// One line a statement, and more for those with blocks.
  package static func text(of file: SourceFile, spans: Bool = false) -> String {
    var dump = TreeDump(source: file.source, showsSpans: spans)
    dump.block(file.statements, "")
    return dump.result
  }

  private init(source: SourceText, showsSpans: Bool) {
    self.source = source
    self.showsSpans = showsSpans
  }

  /// Bytes between quotes: what is not printable ASCII is escaped, UTF-8 stays.
  static func quoted(_ bytes: [UInt8]) -> String {
    var result = "\""
    let isText = String(validating: bytes, as: UTF8.self) != nil
    for scalar in isText
      ? Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      : bytes.map({ Unicode.Scalar($0) })
    {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || (!isText && scalar.value > 0x7F):
        result += "\\x" + SyntaxMessage.hex(scalar.value, 2, prefix: "").lowercased()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func list(_ head: String, _ parts: [String], _ span: Span) -> String {
    "(" + ([head] + parts).joined(separator: " ") + ")" + place(span)
  }

  private func place(_ span: Span) -> String {
    guard showsSpans else { return "" }
    return "@\(source.position(of: span.start))-\(source.position(of: span.end))"
  }
}

// Statements.
extension TreeDump {
  private mutating func block(_ statements: [Statement], _ indentation: String) {
    for statement in statements {
      self.statement(statement, indentation)
    }
  }

  private mutating func line(_ text: String, _ indentation: String) {
    result += indentation + text + "\n"
  }

  private mutating func statement(_ statement: Statement, _ indentation: String) {
    let deeper = indentation + "  "
    switch statement.kind {
    case .definition(let function):
      line(
        list(
          "def", ["\(function.name?.name ?? "")#\(function.ordinal)"] + signature(function),
          statement.span),
        indentation)
      block(function.body, deeper)
    case .conditional(let clauses, let otherwise):
      for (index, clause) in clauses.enumerated() {
        line(
          list(index == 0 ? "if" : "elif", [text(clause.condition)], clause.condition.span),
          indentation)
        block(clause.body, deeper)
      }
      if !otherwise.isEmpty {
        line("(else)", indentation)
        block(otherwise, deeper)
      }
    case .loop(let target, let iterable, let body):
      line(list("for", [text(target), text(iterable)], statement.span), indentation)
      block(body, deeper)
    case .whileLoop(let condition, let body):
      line(list("while", [text(condition)], statement.span), indentation)
      block(body, deeper)
    default:
      line(simple(statement), indentation)
    }
  }

  private func simple(_ statement: Statement) -> String {
    let span = statement.span
    switch statement.kind {
    case .expression(let value): return list("do", [text(value)], span)
    case .assignment(let target, let type, let value):
      let annotation = type.map { [":" + text($0)] } ?? []
      return list("assign", [text(target)] + annotation + [text(value)], span)
    case .augmentedAssignment(let binary, let target, let value, _):
      return list("\(binary.rawValue)=", [text(target), text(value)], span)
    case .return(let value): return list("return", value.map { [text($0)] } ?? [], span)
    case .break: return list("break", [], span)
    case .continue: return list("continue", [], span)
    case .load(let load):
      let names = load.names.map { "\($0.local.name)=\(Self.quoted(Array($0.original.utf8)))" }
      return list("load", [Self.quoted(Array(load.module.utf8))] + names, span)
    default: return list("pass", [], span)
    }
  }
}

// Functions and types.
extension TreeDump {
  private func signature(_ function: Function) -> [String] {
    let parameters = function.parameters.map { parameter in
      let stars =
        switch parameter.kind {
        case .ordinary: ""
        case .star, .separator: "*"
        case .starStar: "**"
        }
      let type = parameter.type.map { ":" + text($0) } ?? ""
      let value = parameter.defaultValue.map { "=" + text($0) } ?? ""
      return stars + (parameter.name?.name ?? "") + type + value + place(parameter.span)
    }
    let result = function.returnType.map { ["->" + text($0)] } ?? []
    return ["[" + parameters.joined(separator: " ") + "]"] + result
  }

  private func text(_ type: TypeExpression) -> String {
    switch type.kind {
    case .name(let name): name.name + place(type.span)
    case .generic(let name, let arguments): list(name.name, arguments.map { text($0) }, type.span)
    case .repeated(let name, let element): list(name.name, [text(element), "..."], type.span)
    case .union(let members): list("|", members.map { text($0) }, type.span)
    }
  }
}

// Expressions.
extension TreeDump {
  private func text(_ expression: Expression) -> String {
    let span = expression.span
    switch expression.kind {
    case .identifier(let name): return list("name", ["\(name.name)#\(name.ordinal)"], span)
    case .int(let value): return list("int", [String(value)], span)
    case .bigInt(let digits, let radix):
      return list("int", [String(decoding: digits, as: UTF8.self), "base \(radix)"], span)
    case .float(let value): return list("float", [String(value)], span)
    case .string(let bytes): return list("string", [Self.quoted(bytes)], span)
    case .bytes(let bytes): return list("bytes", [Self.quoted(bytes)], span)
    case .formatted(let parts): return list("f", parts.map { text($0) }, span)
    case .list(let elements): return list("list", elements.map { text($0) }, span)
    case .tuple(let elements): return list("tuple", elements.map { text($0) }, span)
    case .dict(let entries): return list("dict", entries.map { text($0) }, span)
    case .comprehension(let comprehension): return text(comprehension, span)
    case .unary(let unary, let value): return list(unary.rawValue, [text(value)], span)
    case .binary(let binary, let left, let right, _):
      return list(binary.rawValue, [text(left), text(right)], span)
    case .conditional(let condition, let then, let otherwise):
      return list("if", [text(condition), text(then), text(otherwise)], span)
    case .call(let callee, let arguments):
      return list("call", [text(callee)] + arguments.map { text($0) }, span)
    case .attribute(let object, let name):
      return list("attribute", [text(object), "\(name.name)#\(name.ordinal)"], span)
    case .index(let object, let index): return list("index", [text(object), text(index)], span)
    case .slice(let object, let lower, let upper, let step):
      return list(
        "slice", [text(object)] + [lower, upper, step].map { $0.map { text($0) } ?? "-" }, span)
    case .lambda(let function):
      let body = function.body.map { simple($0) }
      return list("lambda#\(function.ordinal)", signature(function) + body, span)
    }
  }

  private func text(_ entry: DictEntry) -> String {
    text(entry.key) + ":" + text(entry.value)
  }

  private func text(_ argument: Argument) -> String {
    switch argument.kind {
    case .positional: text(argument.value)
    case .named(let name): "\(name.name)#\(name.ordinal)=" + text(argument.value)
    case .star: "*" + text(argument.value)
    case .starStar: "**" + text(argument.value)
    }
  }

  private func text(_ comprehension: Comprehension, _ span: Span) -> String {
    let body =
      switch comprehension.body {
      case .element(let element): text(element)
      case .entry(let entry): text(entry)
      }
    let clauses = comprehension.clauses.map { clause in
      switch clause {
      case .loop(let target, let iterable): "(for \(text(target)) \(text(iterable)))"
      case .condition(let condition): "(if \(text(condition)))"
      }
    }
    return list("comprehension", [body] + clauses, span)
  }

  private func text(_ part: FormattedPart) -> String {
    guard case .value(let value, let conversion, let format) = part else {
      if case .text(let bytes) = part { return Self.quoted(bytes) }
      return ""
    }
    return "{" + text(value) + (conversion == .repr ? "!r" : "") + (format.map { text($0) } ?? "")
      + "}"
  }

  private func text(_ format: FieldFormat) -> String {
    let fixed = format.fixed
    let alignment =
      switch fixed.alignment {
      case .automatic: fixed.fill == " " ? "" : "\(fixed.fill)"
      case .left: "\(fixed.fill)<"
      case .right: "\(fixed.fill)>"
      case .center: "\(fixed.fill)^"
      }
    return ":" + alignment + (fixed.showsPlus ? "+" : "")
      + (fixed.width > 0 ? "\(fixed.width)" : "") + (format.width.map { text($0) } ?? "")
      + (fixed.groups ? "," : "") + (fixed.precision.map { ".\($0)" } ?? "")
      + (format.precision.map { "." + text($0) } ?? "")
      + (fixed.presentation.map { String(Unicode.Scalar($0)) } ?? "")
  }
}
