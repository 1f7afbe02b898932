import StarlarkSyntax

extension Compiler {
  mutating func compileDefinition(_ function: Function) {
    guard let name = function.name else { return }
    if let register = plainRegister(of: Expression(.identifier(name), name.span)) {
      return compileFunction(function, into: register)
    }
    let register = builder.allocate(at: name.span)
    compileFunction(function, into: register)
    store(register, in: name)
  }

  /// Makes a function value of the defaults and cells that it captures.
  mutating func compileFunction(_ function: Function, into destination: Int) {
    let span = function.name?.span ?? function.span
    let first = builder.top
    for parameter in function.parameters {
      guard let value = parameter.defaultValue else { continue }
      compile(value, into: builder.allocate(at: value.span))
    }
    for variable in resolution.functions[function.ordinal].freeVariables {
      let register = builder.allocate(at: span)
      switch variable.source {
      case .local(let number): builder.emit(.move, register, registers[number], at: span)
      case .free(let cell): builder.emit(.freeCell, register, cell, at: span)
      case .global, .predeclared: preconditionFailure("only variables of functions are captured")
      }
    }
    builder.emit(.makeFunction, destination, builder.top > first ? first : 0, at: span)
    builder.extra(.function(code(of: function)), at: span)
  }

  /// The index of a function's code, which is compiled once.
  private mutating func code(of function: Function) -> Int {
    if let index = functionIndices[function.ordinal] { return index }
    let name = function.name?.name ?? "lambda"
    let index = functions.count
    functions.append(FunctionCode(name: name))
    functionIndices[function.ordinal] = index
    functions[index] = build(name) { $0.compileBody(of: function) }
    return index
  }

  private mutating func compileBody(of function: Function) {
    let variables = resolution.functions[function.ordinal]
    let parameters = function.orderedParameters
    for number in variables.parameters + variables.locals {
      registers[number] = builder.allocate(at: resolution.variables[number].span)
    }
    builder.variableCount = builder.top
    if options.keepsVariables {
      builder.code.variables = (variables.parameters + variables.locals).map {
        resolution.variables[$0].name
      }
    }
    builder.returnType = function.returnType.flatMap { resolution.types[$0.span] }
    describe(function, parameters)
    builder.code.freeVariables = variables.freeVariables.map(\.name)
    for (index, parameter) in parameters.enumerated() {
      checkParameter(parameter, register: index)
    }
    for number in variables.parameters where resolution.variables[number].isCaptured {
      let span = resolution.variables[number].span
      builder.emit(.makeCell, registers[number], registers[number], at: span)
    }
    for number in variables.locals {
      prepare(number)
    }
    compile(function.body)
    if builder.isReachable {
      compileReturn(nil, at: Span(function.span.end, function.span.end))
    }
  }

  private mutating func describe(_ function: Function, _ parameters: [Parameter]) {
    var defaults = 0
    for parameter in parameters {
      let hasDefault = parameter.defaultValue != nil
      builder.code.parameters.append(
        FunctionCode.Parameter(
          name: parameter.name?.name ?? "", defaultIndex: hasDefault ? defaults : nil))
      defaults += hasDefault ? 1 : 0
    }
    builder.code.defaultCount = defaults
    builder.code.hasStar = parameters.contains { $0.kind == .star }
    builder.code.hasStarStar = parameters.contains { $0.kind == .starStar }
    let positional = function.parameters.prefix { $0.kind == .ordinary }.count
    builder.code.positionalCount = positional
    builder.code.keywordOnlyCount =
      parameters.count { $0.kind == .ordinary } - positional
    builder.code.documentation = function.name == nil ? nil : documentation(of: function.body)
    builder.code.span = function.span
  }

  /// The string that a body begins with.
  func documentation(of body: [Statement]) -> String? {
    guard case .expression(let expression) = body.first?.kind,
      let text = expression.stringLiteral
    else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Function {
  /// The parameters in the order of their registers: ordinary, keyword-only, `*args`, `**kwargs`.
  var orderedParameters: [Parameter] {
    parameters.filter { $0.kind == .ordinary } + parameters.filter { $0.kind == .star }
      + parameters.filter { $0.kind == .starStar }
  }
}
