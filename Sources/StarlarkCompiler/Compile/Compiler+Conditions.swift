import StarlarkSyntax

extension Compiler {
  /// Jumps if the truth of an expression is `truth`, else goes on.
  mutating func branch(on condition: Expression, when truth: Bool, to label: Label) {
    let top = builder.top
    defer { builder.release(to: top) }
    if let known = self.truth(of: condition) {
      if known == truth { builder.jump(.jump, to: label, at: condition.span) }
      return
    }
    switch condition.kind {
    case .unary(.not, let operand):
      branch(on: operand, when: !truth, to: label)
    case .binary(let op, let left, let right, let span):
      if op.isShortCircuit {
        branch(onTermsOf: condition, op, when: truth, to: label)
      } else if !branch(onComparison: op, left, right, when: truth, to: label, at: span) {
        fallthroughBranch(on: condition, when: truth, to: label)
      }
    default:
      fallthroughBranch(on: condition, when: truth, to: label)
    }
  }

  private mutating func fallthroughBranch(
    on condition: Expression, when truth: Bool, to label: Label
  ) {
    let register = compile(condition)
    builder.jump(truth ? .jumpIfTrue : .jumpIfFalse, register, to: label, at: condition.span)
  }

  /// `a and b and c`: any term that is false decides; `or` the other way round.
  private mutating func branch(
    onTermsOf condition: Expression, _ op: BinaryOperator, when truth: Bool, to label: Label
  ) {
    let terms = condition.terms(of: op)
    let deciding = op == .or
    guard truth != deciding else {
      for term in terms {
        branch(on: term, when: truth, to: label)
      }
      return
    }
    let skip = builder.makeLabel()
    for term in terms.dropLast() {
      branch(on: term, when: deciding, to: skip)
    }
    branch(on: terms[terms.count - 1], when: truth, to: label)
    builder.bind(skip)
  }

  /// Compares and jumps in one instruction; false if there is none.
  private mutating func branch(
    onComparison op: BinaryOperator, _ left: Expression, _ right: Expression, when truth: Bool,
    to label: Label, at span: Span
  ) -> Bool {
    guard let forms = op.jumpForms else { return false }
    guard truth, !op.isEquality else {
      compareAndJump(
        truth ? forms.whenTrue ?? forms.unless : forms.unless, left, right, label, span)
      return true
    }
    let skip = builder.makeLabel()
    compareAndJump(forms.unless, left, right, skip, span)
    builder.jump(.jump, to: label, at: span)
    builder.bind(skip)
    return true
  }

  private mutating func compareAndJump(
    _ forms: JumpForms, _ left: Expression, _ right: Expression, _ label: Label, _ span: Span
  ) {
    let left = compile(left)
    switch operand(right) {
    case .register(let right):
      builder.shortJump(forms.register, left, right, to: label, at: span)
    case .immediate(let number):
      builder.shortJump(forms.immediate, left, number, to: label, at: span)
    case .constant(let constant):
      builder.shortJump(forms.constant, left, 0, constant: .constant(constant), to: label, at: span)
    }
  }

  /// The value of `and` and `or`: the term that decides, or the last.
  mutating func compileShortCircuit(_ expression: Expression, into destination: Int) {
    guard case .binary(let op, _, _, _) = expression.kind else { return }
    let span = expression.span
    let terms = expression.terms(of: op)
    let result = growingRegister(for: destination, while: terms.dropFirst(), at: span)
    let end = builder.makeLabel()
    for (index, term) in terms.enumerated() {
      compile(term, into: result)
      guard index < terms.count - 1 else { break }
      builder.jump(op == .and ? .jumpIfFalse : .jumpIfTrue, result, to: end, at: term.span)
    }
    builder.bind(end)
    move(result, to: destination, at: span)
  }

  /// Whether a constant expression is true.
  func truth(of expression: Expression) -> Bool? {
    switch constant(of: expression) {
    case .none?: false
    case .bool(let value)?: value
    case .int(let value)?: value != 0
    case .bigInt?: true
    case .float(let bits)?: Double(bitPattern: bits) != 0
    case .string(let bytes)?, .bytes(let bytes)?: !bytes.isEmpty
    case .names?, .type?, .format?, nil: nil
    }
  }
}

/// The three forms of an instruction that compares and jumps.
struct JumpForms {
  let register: Opcode
  let immediate: Opcode
  let constant: Opcode
}

extension BinaryOperator {
  var isEquality: Bool {
    self == .equal || self == .notEqual
  }

  /// The instructions that jump unless a comparison holds and, for some, if it does.
  ///
  /// There are none that jump if `a < b`: the opposite, `a >= b`, would be named in errors.
  var jumpForms: (unless: JumpForms, whenTrue: JumpForms?)? {
    let ifEqual = JumpForms(
      register: .jumpIfEqual, immediate: .jumpIfEqualI, constant: .jumpIfEqualK)
    let unlessEqual = JumpForms(
      register: .jumpUnlessEqual, immediate: .jumpUnlessEqualI, constant: .jumpUnlessEqualK)
    switch self {
    case .equal: return (unlessEqual, ifEqual)
    case .notEqual: return (ifEqual, unlessEqual)
    case .less:
      return (
        JumpForms(
          register: .jumpUnlessLess, immediate: .jumpUnlessLessI, constant: .jumpUnlessLessK), nil
      )
    case .lessOrEqual:
      return (
        JumpForms(
          register: .jumpUnlessLessOrEqual, immediate: .jumpUnlessLessOrEqualI,
          constant: .jumpUnlessLessOrEqualK), nil
      )
    case .greater:
      return (
        JumpForms(
          register: .jumpUnlessGreater, immediate: .jumpUnlessGreaterI,
          constant: .jumpUnlessGreaterK), nil
      )
    case .greaterOrEqual:
      return (
        JumpForms(
          register: .jumpUnlessGreaterOrEqual, immediate: .jumpUnlessGreaterOrEqualI,
          constant: .jumpUnlessGreaterOrEqualK), nil
      )
    default: return nil
    }
  }
}
