import StarlarkSyntax

extension Compiler {
  /// Compiles a comprehension: nested loops that fill a list or dict where it stands.
  mutating func compileComprehension(
    _ comprehension: Comprehension, into destination: Int, at span: Span
  ) {
    let result = growingRegister(for: destination, while: comprehension.parts, at: span)
    switch comprehension.body {
    case .element: builder.emit(.newList, result, at: span)
    case .entry: builder.emit(.newDict, result, wide: 0, at: span)
    }
    declareVariables(of: comprehension)
    var loops: [OpenLoop] = []
    for clause in comprehension.clauses {
      switch clause {
      case .loop(let target, let iterable):
        loops.append(beginLoop(target, over: iterable))
      case .condition(let condition):
        if let loop = builder.loops.last { branch(on: condition, when: false, to: loop.next) }
      }
    }
    compile(comprehension.body, into: result, at: span)
    for loop in loops.reversed() {
      end(loop)
    }
    move(result, to: destination, at: span)
  }

  private mutating func compile(_ body: Comprehension.Body, into result: Int, at span: Span) {
    switch body {
    case .element(let element):
      builder.emit(.append, result, compile(element), at: element.span)
    case .entry(let entry):
      let key = compile(entry.key)
      builder.emit(.insert, result, key, compile(entry.value), at: entry.key.span)
    }
  }

  /// Gives the variables of a comprehension registers, and cells of this evaluation where functions use them.
  private mutating func declareVariables(of comprehension: Comprehension) {
    var declared: Set<Int> = []
    for case .loop(let target, _) in comprehension.clauses {
      for name in BoundNames.of(target) {
        guard case .local(let number) = resolution.references[name.ordinal],
          declared.insert(number).inserted
        else { continue }
        registers[number] = builder.allocate(at: name.span)
        prepare(number)
      }
    }
  }

  /// Makes the register of a variable that has no value yet what its uses expect.
  mutating func prepare(_ number: Int) {
    let variable = resolution.variables[number]
    let register = registers[number]
    if variable.isCaptured || variable.mayBeUnbound || options.keepsVariables {
      builder.emit(.unbind, register, at: variable.span)
    }
    if variable.isCaptured {
      builder.emit(.makeCell, register, register, at: variable.span)
    }
  }
}
