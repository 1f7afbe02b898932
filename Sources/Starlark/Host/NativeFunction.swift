package import StarlarkCompiler

/// A built-in function or method: what is known of it, and what runs.
///
/// The body gets one value for each parameter of the signature, in order: `.unbound` where an optional argument was not
/// given, a tuple for `*args`, a dict for `**kwargs`. The receiver of a method is the value at -2. The window is
/// the body's own: it may overwrite it, and what it stores there survives its calls back into the script.
package final class NativeFunction: Sendable {
  /// What runs: it answers a value, or `.failed` after it has recorded an error with the machine.
  package typealias Body = @Sendable (Machine, Values) -> Value

  /// What runs for any number of arguments that are all by position, where those otherwise came as a tuple.
  typealias VariadicBody = @Sendable (Machine, Values, Int) -> Value

  package let signature: Signature
  package let body: Body
  let variadic: VariadicBody?
  /// The name without the type of a method's receiver.
  package let name: String
  /// Least and most arguments by position when nothing but those is given and nothing needs binding; the most is -1 where
  /// something always does.
  private let leastPositional: Int
  private let mostPositional: Int
  let parameterCount: Int
  let parameters: ParameterList
  /// Whether the body changes or reads something outside the evaluation, so that its calls have an identity.
  package let isImpure: Bool
  /// Whether it is `struct`, whose calls by name the run loop makes into structures without a dict of the names.
  let makesStructures: Bool

  package convenience init(
    _ signature: Signature, isImpure: Bool = false, body: @escaping Body
  ) {
    self.init(signature, isImpure: isImpure, variadic: nil, body: body)
  }

  init(
    _ signature: Signature, isImpure: Bool = false, makesStructures: Bool = false,
    variadic: VariadicBody?, body: @escaping Body
  ) {
    self.signature = signature
    self.body = body
    self.variadic = variadic
    self.isImpure = isImpure
    self.makesStructures = makesStructures
    name = signature.name.split(separator: ".").last.map(String.init) ?? signature.name
    parameterCount = signature.parameters.count
    parameters = ParameterList(signature)
    let ordinary = signature.parameters.prefix {
      $0.kind == .positionalOnly || $0.kind == .ordinary
    }
    let rest = signature.parameters.dropFirst(ordinary.count)
    let isSimple = rest.allSatisfy { $0.kind == .keywordOnly && $0.isOptional }
    let mandatory = ordinary.lastIndex { !$0.isOptional }.map { $0 + 1 } ?? 0
    leastPositional = mandatory
    mostPositional = isSimple ? ordinary.count : -1
  }

  /// Whether so many arguments by position, and no others, need no binding.
  @inline(__always)
  func takes(_ count: Int) -> Bool { count >= leastPositional && count <= mostPositional }

  /// Puts one value for each parameter into the window; false after an error was recorded.
  func bind(_ arguments: CallArguments, in window: Values, machine: Machine) -> Bool {
    if machine.bindQuickly(arguments, to: parameters, window: window) { return true }
    guard parameters.bind(arguments, in: window, machine: machine) else { return false }
    var missing: [String] = []
    for (index, parameter) in signature.parameters.enumerated()
    where !parameter.isOptional && window[index].isUnbound {
      missing.append(parameter.name)
    }
    return missing.isEmpty || machine.failMissing(missing, signature.name)
  }
}

/// A native function without a reference count, for the run loop: counting took a third of the time of short methods.
@safe
struct NativeReference {
  private let reference: Unmanaged<NativeFunction>

  @inline(__always)
  init(_ reference: Unmanaged<NativeFunction>) {
    unsafe self.reference = unsafe reference
  }

  @inline(__always)
  func with<Result>(_ body: (NativeFunction) -> Result) -> Result {
    unsafe reference._withUnsafeGuaranteedRef(body)
  }
}
