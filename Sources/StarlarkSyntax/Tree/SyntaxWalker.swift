// Visits a tree in the order of the text. The nodes that wait are on a stack of their own, so that no tree is
// too high to walk.

/// A part of a tree that a walk visits.
package enum SyntaxNode: Sendable {
  case statement(Statement)
  case expression(Expression)
  case function(Function)
  case parameter(Parameter)
  case type(TypeExpression)
  case identifier(Identifier, IdentifierRole)
}

/// What a name does where it is written.
package enum IdentifierRole: Hashable, Sendable {
  /// It stands for a variable, read or assigned to.
  case variable
  /// It follows a point.
  case attribute
  /// It names an argument of a call.
  case argument
  /// It names a parameter.
  case parameter
  /// It names a function that is defined.
  case function
  /// It is bound by a `load`.
  case loaded
  /// It stands in an annotation.
  case type
}

/// Visits the parts of a tree before the parts in them.
package struct SyntaxWalker {
  /// How a walk goes on after a node.
  package enum Decision: Sendable {
    /// To the parts of the node.
    case descend
    /// Past the node.
    case skip
    /// Not at all.
    case stop
  }

  private var pending: [SyntaxNode] = []
  private var children: [SyntaxNode] = []

  /// Visits the statements of a file and all parts of them.
  package static func walk(_ file: SourceFile, _ visit: (SyntaxNode) -> Decision) {
    walk(file.statements.map { .statement($0) }, visit)
  }

  /// Visits nodes and all parts of them.
  package static func walk(_ nodes: [SyntaxNode], _ visit: (SyntaxNode) -> Decision) {
    var walker = SyntaxWalker()
    walker.pending = nodes.reversed()
    while let node = walker.pending.popLast() {
      switch visit(node) {
      case .skip: continue
      case .stop: return
      case .descend: walker.descend(node)
      }
    }
  }

  private mutating func descend(_ node: SyntaxNode) {
    switch node {
    case .statement(let statement): addParts(of: statement)
    case .expression(let expression): addParts(of: expression)
    case .function(let function):
      children += function.name.map { [.identifier($0, .function)] } ?? []
      children += function.parameters.map { .parameter($0) }
      children += function.returnType.map { [.type($0)] } ?? []
      add(function.body)
    case .parameter(let parameter):
      children += parameter.name.map { [.identifier($0, .parameter)] } ?? []
      children += parameter.type.map { [.type($0)] } ?? []
      add(parameter.defaultValue)
    case .type(let type): addParts(of: type)
    case .identifier: return
    }
    pending.append(contentsOf: children.reversed())
    children.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ statements: [Statement]) {
    children += statements.map { .statement($0) }
  }

  private mutating func add(_ expressions: Expression?...) {
    for case .some(let expression) in expressions {
      children.append(.expression(expression))
    }
  }

  private mutating func addParts(of statement: Statement) {
    switch statement.kind {
    case .expression(let value): add(value)
    case .assignment(let target, let type, let value):
      add(target)
      children += type.map { [.type($0)] } ?? []
      add(value)
    case .augmentedAssignment(_, let target, let value, _): add(target, value)
    case .definition(let function): children.append(.function(function))
    case .conditional(let clauses, let otherwise):
      for clause in clauses {
        add(clause.condition)
        add(clause.body)
      }
      add(otherwise)
    case .loop(let target, let iterable, let body):
      add(target, iterable)
      add(body)
    case .whileLoop(let condition, let body):
      add(condition)
      add(body)
    case .return(let value): add(value)
    case .load(let load): children += load.names.map { .identifier($0.local, .loaded) }
    case .break, .continue, .pass: break
    }
  }

  private mutating func addParts(of expression: Expression) {
    switch expression.kind {
    case .identifier(let name): children.append(.identifier(name, .variable))
    case .int, .bigInt, .float, .string, .bytes: break
    case .formatted(let parts):
      for case .value(let value, _, let format) in parts {
        add(value)
        for expression in format?.expressions ?? [] { add(expression) }
      }
    case .list(let elements), .tuple(let elements):
      children += elements.map { .expression($0) }
    case .dict(let entries):
      for entry in entries {
        add(entry.key, entry.value)
      }
    case .comprehension(let comprehension): addParts(of: comprehension)
    case .unary(_, let value): add(value)
    case .binary(_, let left, let right, _): add(left, right)
    case .conditional(let condition, let then, let otherwise): add(then, condition, otherwise)
    case .call(let callee, let arguments):
      add(callee)
      for argument in arguments {
        if case .named(let name) = argument.kind {
          children.append(.identifier(name, .argument))
        }
        add(argument.value)
      }
    case .attribute(let object, let name):
      add(object)
      children.append(.identifier(name, .attribute))
    case .index(let object, let index): add(object, index)
    case .slice(let object, let lower, let upper, let step): add(object, lower, upper, step)
    case .lambda(let function): children.append(.function(function))
    }
  }

  private mutating func addParts(of comprehension: Comprehension) {
    switch comprehension.body {
    case .element(let element): add(element)
    case .entry(let entry): add(entry.key, entry.value)
    }
    for clause in comprehension.clauses {
      switch clause {
      case .loop(let target, let iterable): add(target, iterable)
      case .condition(let condition): add(condition)
      }
    }
  }

  private mutating func addParts(of type: TypeExpression) {
    switch type.kind {
    case .name(let name): children.append(.identifier(name, .type))
    case .generic(let name, let arguments):
      children.append(.identifier(name, .type))
      children += arguments.map { .type($0) }
    case .repeated(let name, let element):
      children += [.identifier(name, .type), .type(element)]
    case .union(let members): children += members.map { .type($0) }
    }
  }
}
