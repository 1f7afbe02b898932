import StarlarkCompiler

// Functions that wait: the thread of the evaluation waits with them, and no thread of Swift's pool does. A task ends early
// when the evaluation is cancelled or its deadline passes. One overload for each number of parameters, for the compiler
// does not pass async closures to parameter packs.
extension HostFunction {
  /// Makes a function without parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    body: @escaping @Sendable () async throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, result: Result.starlarkType)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        try cursor.wait { try await body().starlarkValue }
      })
  }

  /// Makes a function without parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init(
    _ name: String, _ documentation: String = "",
    body: @escaping @Sendable () async throws -> Void
  ) {
    let signature = Self.signature(
      name, documentation, result: .none)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        try cursor.wait {
          try await body()
          return .none
        }
      })
  }

  /// Makes a function with one typed parameter that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The only parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<A: StarlarkConvertible, Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    body: @escaping @Sendable (A) async throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, first, result: Result.starlarkType)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        return try cursor.wait { try await body(a).starlarkValue }
      })
  }

  /// Makes a function with one typed parameter that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The only parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<A: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    body: @escaping @Sendable (A) async throws -> Void
  ) {
    let signature = Self.signature(
      name, documentation, first, result: .none)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        return try cursor.wait {
          try await body(a)
          return .none
        }
      })
  }

  /// Makes a function with two typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<A: StarlarkConvertible, B: StarlarkConvertible, Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    body: @escaping @Sendable (A, B) async throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, first, second, result: Result.starlarkType)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        return try cursor.wait { try await body(a, b).starlarkValue }
      })
  }

  /// Makes a function with two typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<A: StarlarkConvertible, B: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    body: @escaping @Sendable (A, B) async throws -> Void
  ) {
    let signature = Self.signature(
      name, documentation, first, second, result: .none)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        return try cursor.wait {
          try await body(a, b)
          return .none
        }
      })
  }

  /// Makes a function with three typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible,
    Result: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    body: @escaping @Sendable (A, B, C) async throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, first, second, third, result: Result.starlarkType)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        let c = try cursor.next(third)
        return try cursor.wait { try await body(a, b, c).starlarkValue }
      })
  }

  /// Makes a function with three typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    body: @escaping @Sendable (A, B, C) async throws -> Void
  ) {
    let signature = Self.signature(
      name, documentation, first, second, third, result: .none)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        let c = try cursor.next(third)
        return try cursor.wait {
          try await body(a, b, c)
          return .none
        }
      })
  }

  /// Makes a function with four typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - fourth: The fourth parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible, D: StarlarkConvertible,
    Result: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    _ fourth: HostParameter<D>,
    body: @escaping @Sendable (A, B, C, D) async throws -> Result
  ) {
    let signature = Self.signature(
      name, documentation, first, second, third, fourth, result: Result.starlarkType)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        let c = try cursor.next(third)
        let d = try cursor.next(fourth)
        return try cursor.wait { try await body(a, b, c, d).starlarkValue }
      })
  }

  /// Makes a function with four typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - fourth: The fourth parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  public init<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible, D: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    _ fourth: HostParameter<D>,
    body: @escaping @Sendable (A, B, C, D) async throws -> Void
  ) {
    let signature = Self.signature(
      name, documentation, first, second, third, fourth, result: .none)
    self.init(
      NativeFunction(host: signature, isImpure: true) { cursor in
        let a = try cursor.next(first)
        let b = try cursor.next(second)
        let c = try cursor.next(third)
        let d = try cursor.next(fourth)
        return try cursor.wait {
          try await body(a, b, c, d)
          return .none
        }
      })
  }
}
