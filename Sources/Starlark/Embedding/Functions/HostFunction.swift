public import StarlarkCompiler

/// A function of the embedding program that scripts call.
///
/// One declaration gives its signature, the checks of its arguments, its help, and the Swift closure that runs:
///
/// ```swift
/// HostFunction(
///   "resize", "The size of a picture after scaling.",
///   HostParameter<Int>("width", limit: .range(1...10_000), "Pixels."),
///   HostParameter<Double>("factor", default: 2)
/// ) { width, factor in Double(width) * factor }
/// ```
///
/// The closure runs on the thread of the evaluation, and one that is async as a task that the evaluation waits for.
public struct HostFunction: Sendable {
  let native: NativeFunction

  /// What there is to know of the function without calling it.
  public var signature: Signature { native.signature }

  init(_ native: NativeFunction) {
    self.native = native
  }

  /// Makes a function that takes its arguments as they come, `*args` and `**kwargs` included.
  ///
  /// - Parameters:
  ///   - signature: Its name, parameters, result and documentation; types and limits are for readers, the closure
  ///     checks them with ``FunctionCall/argument(_:as:)``.
  ///   - body: What runs. A ``HostError`` says what went wrong; every other error does by its description.
  public init(
    _ signature: Signature,
    body: @escaping @Sendable (borrowing FunctionCall) throws -> StarlarkValue
  ) {
    native = NativeFunction(signature) { machine, window in
      do {
        let call = FunctionCall(machine: machine, window: window, signature: signature)
        return ValueImporter(machine).value(try body(call))
      } catch {
        return machine.fail(signature.name, error)
      }
    }
  }
}
