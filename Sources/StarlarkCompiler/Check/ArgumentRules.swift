// What functions of the language, and functions of the file with annotations, want of their arguments.

/// Built-in functions of the language take arguments of their types.
package struct LanguageRule: ArgumentRule {
  /// How functions word what they want, where that is not their type, by `function.parameter`.
  private let wanted: [String: String]
  /// What functions call themselves and their parameters in errors, where that is not their name.
  private let spoken: [String: String]
  /// What is wrong with values that are written out, by `function.parameter`.
  private let faults: [String: @Sendable (StaticValue) -> String?]
  /// The same where another argument counts too, by function; a text that is no value of a kind is data.
  private let dataFaults: [String: @Sendable ([BoundArgument]) -> String?]

  package init(
    wanted: [String: String] = [:], spoken: [String: String] = [:],
    faults: [String: @Sendable (StaticValue) -> String?] = [:],
    dataFaults: [String: @Sendable ([BoundArgument]) -> String?] = [:]
  ) {
    self.wanted = wanted
    self.spoken = spoken
    self.faults = faults
    self.dataFaults = dataFaults
  }

  package func problems(
    of arguments: [BoundArgument], in signature: Signature
  ) -> [ArgumentProblem] {
    let own = arguments.compactMap { argument -> ArgumentProblem? in
      let place = "\(signature.name).\(argument.parameter.name)"
      if let message = faults[place]?(argument.value) {
        return ArgumentProblem(argument.parameter.name, message)
      }
      if case .range(let range)? = argument.parameter.limit, case .int(let number) = argument.value,
        !range.contains(number)
      {
        return ArgumentProblem(
          argument.parameter.name,
          CheckMessage.argument(
            signature.name, argument.parameter.name, got: "\(number)",
            want: "\(range.lowerBound) to \(range.upperBound)"))
      }
      let type = argument.parameter.type.withoutElements
      guard argument.value.conflicts(with: type), let name = argument.value.typeName else {
        return nil
      }
      return ArgumentProblem(
        argument.parameter.name,
        CheckMessage.argument(
          spoken[signature.name] ?? signature.name, spoken[place] ?? argument.parameter.name,
          got: name, want: wanted[place] ?? type.wanted))
    }
    guard own.isEmpty, let first = arguments.first,
      let message = dataFaults[signature.name]?(arguments)
    else { return own }
    var problem = ArgumentProblem(first.parameter.name, message)
    problem.isData = true
    return [problem]
  }
}

/// Functions of the file take what their annotations say.
package struct AnnotationRule: ArgumentRule {
  package init() {}

  package func problems(
    of arguments: [BoundArgument], in signature: Signature
  ) -> [ArgumentProblem] {
    arguments.compactMap { argument in
      guard argument.value.conflicts(with: argument.parameter.type),
        let name = argument.value.typeName
      else { return nil }
      return ArgumentProblem(
        argument.parameter.name,
        CheckMessage.argument(
          signature.name, argument.parameter.name, got: name, want: "\(argument.parameter.type)"))
    }
  }
}

extension TypeDescriptor {
  /// The type of a container whatever it contains.
  var withoutElements: TypeDescriptor {
    switch self {
    case .list: .list(.any)
    case .dict: .dict(.any, .any)
    case .set: .set(.any)
    case .tuple, .homogeneousTuple: .homogeneousTuple(.any)
    case .iterable: .iterable(.any)
    case .union(let types): .union(types.map(\.withoutElements))
    default: self
    }
  }

  /// The type as built-in functions say what they want.
  var wanted: String {
    switch self {
    case .named(let name): name
    case .callable: "callable"
    case .iterable: "iterable"
    case .union([.int, .float]): "float or int"
    case .union(let types): types.map(\.wanted).joined(separator: " or ")
    default: description
    }
  }
}
