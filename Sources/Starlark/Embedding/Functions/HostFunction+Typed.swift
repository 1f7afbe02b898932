import StarlarkCompiler

// Functions with typed parameters, of any number.
extension HostFunction {
  /// Makes a function with typed parameters.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - parameters: Its parameters, in the order of the closure's.
  ///   - body: What runs, with every argument converted. A ``HostError`` says what went wrong; every other error does
  ///     by its description.
  public init<each Argument, Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ parameters: repeat HostParameter<each Argument>,
    body: @escaping @Sendable (repeat each Argument) throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, repeat each parameters, result: Result.starlarkType)
    native = NativeFunction(host: signature) { cursor in
      let arguments = (repeat try cursor.next(each parameters))
      return try body(repeat each arguments).starlarkValue
    }
  }

  /// Makes a function with typed parameters that gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - parameters: Its parameters, in the order of the closure's.
  ///   - body: What runs, with every argument converted.
  public init<each Argument>(
    _ name: String, _ documentation: String = "",
    _ parameters: repeat HostParameter<each Argument>,
    body: @escaping @Sendable (repeat each Argument) throws -> Void
  ) {
    let signature = Self.signature(name, documentation, repeat each parameters, result: .none)
    native = NativeFunction(host: signature) { cursor in
      let arguments = (repeat try cursor.next(each parameters))
      try body(repeat each arguments)
      return .none
    }
  }

  static func signature<each Argument>(
    _ name: String, _ documentation: String, _ parameters: repeat HostParameter<each Argument>,
    result: TypeDescriptor
  ) -> Signature {
    var descriptions: [Signature.Parameter] = []
    for parameter in repeat each parameters { descriptions.append(parameter.description) }
    return Signature(name, descriptions, result: result, documentation: documentation)
  }
}
