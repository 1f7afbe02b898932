import StarlarkCompiler

// Methods that wait, as the async functions of `HostFunction` do.
extension HostMember {
  /// A method without parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    body: @escaping @Sendable (Object) async throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, result: Result.starlarkType)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      return try cursor.wait { try await body(object).starlarkValue }
    }
  }

  /// A method without parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod(
    _ name: String, _ documentation: String = "",
    body: @escaping @Sendable (Object) async throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, result: .none)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      return try cursor.wait {
        try await body(object)
        return .none
      }
    }
  }

  /// A method with one typed parameter that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The only parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<A: StarlarkConvertible, Result: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    body: @escaping @Sendable (Object, A) async throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, result: Result.starlarkType)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      return try cursor.wait { try await body(object, a).starlarkValue }
    }
  }

  /// A method with one typed parameter that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The only parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<A: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    body: @escaping @Sendable (Object, A) async throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, result: .none)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      return try cursor.wait {
        try await body(object, a)
        return .none
      }
    }
  }

  /// A method with two typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<
    A: StarlarkConvertible, B: StarlarkConvertible, Result: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    body: @escaping @Sendable (Object, A, B) async throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, result: Result.starlarkType)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      return try cursor.wait { try await body(object, a, b).starlarkValue }
    }
  }

  /// A method with two typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<A: StarlarkConvertible, B: StarlarkConvertible>(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    body: @escaping @Sendable (Object, A, B) async throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, result: .none)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      return try cursor.wait {
        try await body(object, a, b)
        return .none
      }
    }
  }

  /// A method with three typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible,
    Result: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    body: @escaping @Sendable (Object, A, B, C) async throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, third, result: Result.starlarkType)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      let c = try cursor.next(third)
      return try cursor.wait { try await body(object, a, b, c).starlarkValue }
    }
  }

  /// A method with three typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    body: @escaping @Sendable (Object, A, B, C) async throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, third, result: .none)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      let c = try cursor.next(third)
      return try cursor.wait {
        try await body(object, a, b, c)
        return .none
      }
    }
  }

  /// A method with four typed parameters that waits.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - fourth: The fourth parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible, D: StarlarkConvertible,
    Result: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    _ fourth: HostParameter<D>,
    body: @escaping @Sendable (Object, A, B, C, D) async throws -> Result
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, third, fourth, result: Result.starlarkType)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      let c = try cursor.next(third)
      let d = try cursor.next(fourth)
      return try cursor.wait { try await body(object, a, b, c, d).starlarkValue }
    }
  }

  /// A method with four typed parameters that waits, and gives `None`.
  ///
  /// - Parameters:
  ///   - name: What scripts call it.
  ///   - documentation: One sentence on what it does, then what else is to know.
  ///   - first: The first parameter.
  ///   - second: The second parameter.
  ///   - third: The third parameter.
  ///   - fourth: The fourth parameter.
  ///   - body: What runs as a task, which is cancelled when the evaluation is.
  /// - Returns: The method.
  public static func asyncMethod<
    A: StarlarkConvertible, B: StarlarkConvertible, C: StarlarkConvertible, D: StarlarkConvertible
  >(
    _ name: String, _ documentation: String = "",
    _ first: HostParameter<A>,
    _ second: HostParameter<B>,
    _ third: HostParameter<C>,
    _ fourth: HostParameter<D>,
    body: @escaping @Sendable (Object, A, B, C, D) async throws -> Void
  ) -> HostMember {
    let signature = HostFunction.signature(
      name, documentation, first, second, third, fourth, result: .none)
    return method(signature, isImpure: true) { cursor in
      let object = try cursor.receiver(as: Object.self)
      let a = try cursor.next(first)
      let b = try cursor.next(second)
      let c = try cursor.next(third)
      let d = try cursor.next(fourth)
      return try cursor.wait {
        try await body(object, a, b, c, d)
        return .none
      }
    }
  }
}
