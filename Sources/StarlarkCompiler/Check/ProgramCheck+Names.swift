import StarlarkSyntax

/// A variable of the file.
enum VariableKey: Hashable {
  case local(Int)
  case global(Int)
}

/// What gives a variable a value.
struct VariableBinding {
  enum Kind {
    case value(Expression)
    case function(Function)
    /// An element of an iterable.
    case element(Expression)
    case update(BinaryOperator, Expression)
    case parameter(Parameter)
    case loaded(module: String, name: String)
    /// An element, by its place, of a value that is taken apart, or of each element of an iterable.
    case piece(of: Expression, isElement: Bool, Int)
    /// Part of a value that is taken apart, at no place that is known.
    case part
  }

  let kind: Kind
  let identifier: Identifier
  let annotation: TypeExpression?
  /// The functions around it.
  let functions: [Function]
}

/// What is known of a variable.
enum Knowledge {
  /// Being worked out: it depends on itself.
  case open
  case value(StaticValue)
}

extension ProgramCheck {
  /// How many variables may wait for one another.
  private static var depthLimit: Int { 50 }

  // MARK: What a name means

  /// The variable that an identifier means, nil for a predeclared name.
  func key(of identifier: Identifier, in around: [Function]) -> VariableKey? {
    switch resolution.references[identifier.ordinal] {
    case .global(let slot)?: return .global(slot)
    case .local(let number)?: return .local(number)
    case .free(let cell)?:
      var cell = cell
      for function in around.reversed() {
        let free = resolution.functions[function.ordinal].freeVariables
        guard free.indices.contains(cell) else { return nil }
        switch free[cell].source {
        case .local(let number): return .local(number)
        case .free(let outer): cell = outer
        default: return nil
        }
      }
      return nil
    case .predeclared?, nil: return nil
    }
  }

  func isPredeclared(_ identifier: Identifier) -> Bool {
    resolution.references[identifier.ordinal] == .predeclared
  }

  /// What a name stands for at a place of the walk.
  mutating func value(of identifier: Identifier) -> StaticValue {
    if isPredeclared(identifier) {
      switch identifier.name {
      case "None": return .none
      case "True": return .bool(true)
      case "False": return .bool(false)
      default: return environment.names[identifier.name] ?? .unknown
      }
    }
    guard let key = key(of: identifier, in: functions) else { return .unknown }
    if silence == 0 { readVariables.insert(key) }
    checkBound(identifier, key)
    return tested.contains(key) ? .unknown : value(of: key)
  }

  // MARK: What a variable holds

  mutating func value(of key: VariableKey) -> StaticValue {
    switch known[key] {
    case .value(let value)?: return value
    case .open?: return .unknown
    case nil: break
    }
    // Variables of variables cost native stack.
    guard depth < Self.depthLimit else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    known[key] = .open
    let value = workOut(bindings[key] ?? [], isFilled: filled.contains(key))
    known[key] = .value(value)
    return value
  }

  private mutating func workOut(_ bindings: [VariableBinding], isFilled: Bool) -> StaticValue {
    var updates: [(BinaryOperator, VariableBinding, Expression)] = []
    var values: [StaticValue] = []
    for binding in bindings {
      if case .update(let operation, let value) = binding.kind {
        updates.append((operation, binding, value))
      } else {
        values.append(value(of: binding))
      }
    }
    guard var result = values.first else { return .unknown }
    if values.count > 1 || !updates.isEmpty {
      let type = values.dropFirst().reduce(result.type) { $0.joined(with: $1.type) }
      result = .of(type)
    }
    for (operation, binding, operand) in updates {
      let right = silently(in: binding.functions) { $0.check(operand) }
      let type = binaryResult(operation, result, right).type
      // What cannot be done there is reported there, and changes nothing.
      if type == .any, let x = result.typeName, let y = right.typeName,
        BasicTypes.closed.contains(x), BasicTypes.closed.contains(y),
        !Self.combines(operation, x, y)
      {
        continue
      }
      guard type.joined(with: result.type) != .any, type != .any else { return .unknown }
      result = .of(type.joined(with: result.type))
    }
    // A list of the service holds what it holds.
    if isFilled, case .typed(let type) = result, environment.listType(of: result) == nil {
      return .of(type.withoutElements)
    }
    return result.asVariable
  }

  private mutating func value(of binding: VariableBinding) -> StaticValue {
    if let annotation = binding.annotation, let type = resolution.types[annotation.span] {
      if case .parameter(let parameter) = binding.kind {
        return parameterValue(parameter, type, binding.functions)
      }
      return .of(type)
    }
    switch binding.kind {
    case .value(let expression): return silently(in: binding.functions) { $0.check(expression) }
    case .function(let function): return .function(known(function))
    case .element(let iterable):
      return silently(in: binding.functions) { $0.check(iterable).element }
    case .piece(let expression, let isElement, let place):
      return silently(in: binding.functions) { check in
        let value = check.check(expression)
        return (isElement ? value.element : value).piece(place)
      }
    case .loaded(let module, let name): return loaded[module]?.exports[name] ?? .unknown
    case .parameter(let parameter):
      return parameterValue(parameter, .any, binding.functions)
    case .update, .part: return .unknown
    }
  }

  private mutating func parameterValue(
    _ parameter: Parameter, _ type: TypeDescriptor, _ around: [Function]
  ) -> StaticValue {
    switch parameter.kind {
    case .star: return .typed(.homogeneousTuple(type))
    case .starStar: return .typed(.dict(.string, type))
    case .ordinary, .separator: break
    }
    guard let missing = parameter.defaultValue else { return .of(type) }
    let value = silently(in: Array(around.dropLast())) { $0.check(missing) }
    return value.conflicts(with: type) ? .unknown : .of(type)
  }

  /// Works something out elsewhere in the text, without reports.
  mutating func silently(
    in around: [Function], _ body: (inout ProgramCheck) -> StaticValue
  ) -> StaticValue {
    let (outer, outerTested) = (functions, tested)
    functions = around
    tested = []
    silence += 1
    defer {
      silence -= 1
      functions = outer
      tested = outerTested
    }
    return body(&self)
  }

  /// A function of the file as callers know it.
  func known(_ function: Function) -> KnownFunction {
    var parameters: [Signature.Parameter] = []
    var isKeywordOnly = false
    for parameter in function.parameters {
      guard let name = parameter.name?.name else {
        isKeywordOnly = true
        continue
      }
      let kind: Signature.Parameter.Kind
      switch parameter.kind {
      case .star:
        kind = .star
        isKeywordOnly = true
      case .starStar: kind = .starStar
      case .ordinary, .separator: kind = isKeywordOnly ? .keywordOnly : .ordinary
      }
      let type = parameter.type.flatMap { resolution.types[$0.span] } ?? .any
      parameters.append(
        Signature.Parameter(
          name, kind, type: type, isOptional: parameter.defaultValue != nil,
          defaultText: parameter.defaultValue.map { file.source.text(of: $0.span) }))
    }
    let result =
      function.returnType.flatMap { resolution.types[$0.span] }
      ?? (function.returnsNothing ? .none : .any)
    return KnownFunction(
      Signature(function.name?.name ?? "lambda", parameters, result: result, documentation: ""),
      rule: AnnotationRule())
  }
}

extension Function {
  /// Whether a call gives None whatever happens in it: nothing is returned, and its end is reached.
  fileprivate var returnsNothing: Bool {
    guard name != nil, let last = body.last else { return false }
    switch last.kind {
    case .expression(let expression):
      if case .call(let callee, _) = expression.kind, case .identifier(let name) = callee.kind,
        name.name == "fail"
      {
        return false
      }
    // Each of its blocks may end in a failure.
    case .conditional(_, let otherwise) where !otherwise.isEmpty: return false
    case .whileLoop: return false
    default: break
    }
    var returns = false
    SyntaxWalker.walk(body.map { .statement($0) }) { node in
      switch node {
      case .function: return .skip
      case .statement(let statement):
        if case .return(.some) = statement.kind { returns = true }
      default: break
      }
      return returns ? .stop : .descend
    }
    return !returns
  }
}

extension StaticValue {
  /// The element of a sequence at a place.
  fileprivate func piece(_ place: Int) -> StaticValue {
    switch self {
    case .tuple(let elements), .list(let elements):
      elements.indices.contains(place) ? elements[place] : .unknown
    case .typed(.tuple(let types)): types.indices.contains(place) ? .of(types[place]) : .unknown
    case .typed(.list(let element)), .typed(.homogeneousTuple(let element)): .of(element)
    default: .unknown
    }
  }

  /// The same of a part of it, whose value may be looked at by a condition that names the whole.
  private var asPart: StaticValue {
    if case .none = self { .unknown } else { asVariable }
  }

  /// What a variable is known to hold: not what a condition on it could rule out, and nothing that can change.
  var asVariable: StaticValue {
    switch self {
    case .none: self
    case .bool: .typed(.bool)
    case .typed(let type): .typed(type.withoutChangeable)
    case .int(0): .typed(.int)
    case .string(""): .typed(.string)
    case .list, .dict: .typed(type)
    case .tuple(let elements): .tuple(elements.map(\.asPart))
    case .structure(let type, let fields):
      .structure(type: type, fields: fields.mapValues(\.asPart))
    case .unknown, .assumed, .int, .float, .string, .function, .recordType, .module: self
    }
  }
}
