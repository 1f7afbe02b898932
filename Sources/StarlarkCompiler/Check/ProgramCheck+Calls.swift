import StarlarkSyntax

extension ProgramCheck {
  mutating func checkCall(
    _ callee: Expression, _ arguments: [Argument], _ span: Span
  ) -> StaticValue {
    var receiver = StaticValue.unknown
    let function: StaticValue
    if case .attribute(let object, let name) = callee.kind {
      receiver = check(object)
      checkFrozen(object, receiver, name, at: span)
      function = attribute(name, of: receiver)
    } else {
      function = check(callee)
    }
    let values = check(arguments, of: function)
    if case .recordType(let fields) = function {
      return checkRecord(fields, arguments, values, span)
    }
    guard case .function(let known) = function else {
      assuming([function]) { $0.checkCallable(function.likely, at: callee.span) }
      return .unknown
    }
    checkWhileLoading(known.signature.name, at: callee.span)
    bind(zip(arguments, values).map { Passed($0, $1) }, to: known, span)
    if known.passesOn, let first = arguments.first, case .positional = first.kind,
      case .function(let inner) = values[0]
    {
      bind(
        zip(arguments, values).dropFirst().map { Passed($0, $1) }, to: inner, span,
        catchesData: known.signature.name == "attempt")
    }
    checkOrder(known, arguments, values, at: span)
    if case .attribute(let object, let name) = callee.kind, name.name == "format",
      case .string(let bytes) = object.kind
    {
      checkBraces(String(decoding: bytes, as: UTF8.self), arguments, at: span)
    }
    return structure(known, arguments, values) ?? usualResult(known, arguments)
      ?? container(known, receiver, arguments, values) ?? .of(known.signature.result)
  }

  private mutating func checkCallable(_ value: StaticValue, at span: Span) {
    guard let type = value.typeName,
      BasicTypes.uncallable.contains(type) || type == "module"
        || environment.attributeTypes.contains(type)
    else { return }
    report(CheckMessage.notCallable(value.spokenType ?? type), at: span)
  }

  /// A loaded file runs for all who load it, so that its top level calls nothing outside.
  private mutating func checkWhileLoading(_ name: String, at span: Span) {
    guard isLoaded, functions.isEmpty, let refusal = environment.callsWhileLoading[name] else {
      return
    }
    report(refusal.message, hint: refusal.hint, at: span)
  }

  /// An argument as a call writes it.
  struct Passed {
    let argument: Argument
    let value: StaticValue

    init(_ argument: Argument, _ value: StaticValue) {
      self.argument = argument
      self.value = value
    }
  }

  /// Brings arguments to parameters as a call would, and checks them there.
  private mutating func bind(
    _ passed: [Passed], to function: KnownFunction, _ span: Span, catchesData: Bool = false
  ) {
    let signature = function.signature
    let parameters = signature.parameters
    let positional = parameters.filter { $0.kind == .positionalOnly || $0.kind == .ordinary }
    var bound: [String: Passed] = [:]
    var given = 0
    var hasSpread = false
    var isFine = true
    var extra: [Passed] = []
    for item in passed {
      switch item.argument.kind {
      case .positional:
        if given < positional.count {
          bound[positional[given].name] = item
        } else {
          extra.append(item)
        }
        given += 1
      case .named(let name):
        isFine = bindNamed(item, name, signature, &bound) && isFine
      case .star, .starStar:
        hasSpread = true
      }
    }
    if let first = extra.first, let last = extra.last,
      !parameters.contains(where: { $0.kind == .star }),
      !passed.contains(where: { $0.isStar })
    {
      report(
        CheckMessage.tooMany(signature.name, most: positional.count, got: given),
        at: first.argument.span.union(last.argument.span))
      isFine = false
    }
    if !hasSpread { checkIterables(extra, function) }
    if isFine, !hasSpread {
      let missing = parameters.filter { !$0.isOptional && bound[$0.name] == nil }.map(\.name)
      if !missing.isEmpty { report(CheckMessage.missing(signature.name, missing), at: span) }
    }
    checkValues(bound, function, catchesData: catchesData)
    checkCallbacks(bound, function)
  }

  /// How many arguments built-ins call functions with that they are given.
  private static let callbacks: [String: [String: Int]] = [
    "sorted": ["key": 1], "min": ["key": 1], "max": ["key": 1], "parallelMap": ["f": 1],
    "waitUntil": ["f": 0],
  ]

  private mutating func checkCallbacks(_ bound: [String: Passed], _ function: KnownFunction) {
    guard !(function.rule is AnnotationRule),
      let callbacks = Self.callbacks[function.signature.name]
    else { return }
    for (name, count) in callbacks {
      guard let item = bound[name], case .function(let inner) = item.value,
        inner.rule is AnnotationRule, !hasNothing(bound, function.signature)
      else { continue }
      let parameters = inner.signature.parameters
      let places = parameters.filter { $0.kind == .positionalOnly || $0.kind == .ordinary }
      let needed = places.dropFirst(count) + parameters.filter { $0.kind == .keywordOnly }
      let missing = needed.filter { !$0.isOptional }.map(\.name)
      if count > places.count, !parameters.contains(where: { $0.kind == .star }) {
        report(
          CheckMessage.tooMany(inner.signature.name, most: places.count, got: count),
          at: item.argument.value.span)
      } else if !missing.isEmpty {
        report(
          CheckMessage.missing(inner.signature.name, missing), at: item.argument.value.span)
      } else if inner.signature.result == .none, function.signature.name != "parallelMap" {
        warn(
          CheckMessage.givesNothing(inner.signature.name), hint: CheckMessage.returnHint,
          at: item.argument.value.span)
      }
    }
  }

  /// Whether a call goes over a list that is written out as empty: then nothing is called.
  private func hasNothing(_ bound: [String: Passed], _ signature: Signature) -> Bool {
    signature.parameters.contains { parameter in
      if case .list(let elements)? = bound[parameter.name]?.value {
        elements.isEmpty
      } else {
        false
      }
    }
  }

  /// `zip(…)`, and `min(x)`, `max(x)` with one argument, want what can be iterated.
  private mutating func checkIterables(_ extra: [Passed], _ function: KnownFunction) {
    guard !(function.rule is AnnotationRule) else { return }
    let name = function.signature.name
    for (index, item) in extra.enumerated() {
      guard let type = item.value.typeName, BasicTypes.single.contains(type) else { continue }
      if name == "zip" {
        report("zip: argument #\(index + 1) is not iterable: \(type)", at: item.argument.span)
        return
      }
      if extra.count == 1, name == "min" || name == "max" {
        report("\(name): \(CheckMessage.notIterable(type))", at: item.argument.span)
      }
    }
  }

  /// What a function gives whose arguments could make it give something else.
  private func usualResult(_ function: KnownFunction, _ arguments: [Argument]) -> StaticValue? {
    guard let result = environment.usualResults[function.signature.name],
      !(function.rule is AnnotationRule), arguments.count == 1, case .positional = arguments[0].kind
    else { return nil }
    return result
  }

  private mutating func bindNamed(
    _ item: Passed, _ name: Identifier, _ signature: Signature, _ bound: inout [String: Passed]
  ) -> Bool {
    let named = signature.parameters.filter { $0.kind == .ordinary || $0.kind == .keywordOnly }
    if named.contains(where: { $0.name == name.name }) {
      guard bound[name.name] == nil else {
        report(CheckMessage.twice(signature.name, name.name), at: item.argument.span)
        return false
      }
      bound[name.name] = item
      return true
    }
    guard !signature.parameters.contains(where: { $0.kind == .starStar }) else { return true }
    report(
      CheckMessage.unexpected(signature.name, name.name),
      hint: Spelling.nearest(to: name.name, among: named.map(\.name)).map {
        "did you mean \"\($0)\"?"
      }, at: name.span)
    return false
  }

  private mutating func checkValues(
    _ bound: [String: Passed], _ function: KnownFunction, catchesData: Bool
  ) {
    let arguments = function.signature.parameters.compactMap { parameter in
      bound[parameter.name].map { BoundArgument(parameter: parameter, value: $0.value) }
    }
    let problems = function.rule.problems(of: arguments, in: function.signature)
    func tell(_ problem: ArgumentProblem, _ check: inout ProgramCheck) {
      guard let place = bound[problem.parameter]?.argument.value.span,
        !(catchesData && problem.isData)
      else { return }
      check.report(
        problem.message, hint: problem.hint, severity: problem.isWarning ? .warning : .error,
        at: place)
    }
    for problem in problems { tell(problem, &self) }
    guard arguments.contains(where: \.value.isAssumed) else { return }
    let likely = function.rule.problems(
      of: arguments.map { BoundArgument(parameter: $0.parameter, value: $0.value.likely) },
      in: function.signature)
    assumptions += 1
    for problem in likely where !problems.contains(problem) { tell(problem, &self) }
    assumptions -= 1
  }
}

extension ProgramCheck.Passed {
  fileprivate var isStar: Bool {
    if case .star = argument.kind { return true }
    return false
  }
}
