import Glibc
import StarlarkCompiler

/// The module `math`.
enum MathModule {
  static let constants: [(name: String, value: Double)] = [("e", M_E), ("pi", .pi)]

  static let functions = integers + roots + angles + hyperbolics

  private static func unary(
    _ name: String, _ documentation: String, _ function: @escaping @Sendable (Double) -> Double
  ) -> NativeFunction {
    NativeFunction(
      Signature(
        "math.\(name)", [.positional("x", .number)], result: .float, documentation: documentation)
    ) { machine, arguments in
      guard let x = Arguments.double(machine, "math.\(name)", "x", arguments[0]) else {
        return .failed
      }
      return machine.heap.double(function(x))
    }
  }

  private static func binary(
    _ name: String, _ first: String, _ second: String, _ documentation: String,
    _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> NativeFunction {
    NativeFunction(
      Signature(
        "math.\(name)", [.positional(first, .number), .positional(second, .number)], result: .float,
        documentation: documentation)
    ) { machine, arguments in
      guard let x = Arguments.double(machine, "math.\(name)", first, arguments[0]),
        let y = Arguments.double(machine, "math.\(name)", second, arguments[1])
      else { return .failed }
      return machine.heap.double(function(x, y))
    }
  }

  private static func whole(
    _ name: String, _ documentation: String, _ rule: FloatingPointRoundingRule
  ) -> NativeFunction {
    NativeFunction(
      Signature(
        "math.\(name)", [.positional("x", .number)], result: .int, documentation: documentation)
    ) { machine, arguments in
      let value = arguments[0]
      if Numbers.isInt(value) { return value }
      guard Numbers.isDouble(value) else {
        return Arguments.fail(machine, "math.\(name)", "x", got: value, want: "float or int")
      }
      let rounded = machine.heap.double(Numbers.double(value).rounded(rule))
      return Arguments.truncated(machine, "math.\(name)", rounded) ?? .failed
    }
  }

  private static let integers = [
    whole("ceil", "The least int that is not less than a number.", .up),
    binary("copysign", "x", "y", "The magnitude of x with the sign of y.") { copysign($0, $1) },
    unary("fabs", "The magnitude of a number, as a float.") { $0.magnitude },
    whole("floor", "The greatest int that is not greater than a number.", .down),
    binary("mod", "x", "y", "The remainder of x / y, with the sign of x.") { fmod($0, $1) },
    binary("remainder", "x", "y", "The remainder of x / y as IEEE 754 defines it.") {
      Glibc.remainder($0, $1)
    },
    unary("round", "The nearest whole number as a float, halves away from zero.") { $0.rounded() },
  ]

  private static let roots = [
    unary("exp", "Gives e to the power of x.") { Glibc.exp($0) },
    unary("gamma", "The gamma function of x.") { tgamma($0) },
    binary("hypot", "x", "y", "The square root of x² + y².") { Glibc.hypot($0, $1) },
    NativeFunction(
      Signature(
        "math.log", [.positional("x", .number), .optional("base", .number, default: "e")],
        result: .float, documentation: "The logarithm of x to a base."),
      body: log),
    binary("pow", "x", "y", "Gives x to the power of y.") { Glibc.pow($0, $1) },
    unary("sqrt", "The square root of x.") { $0.squareRoot() },
  ]

  private static func log(_ machine: Machine, _ arguments: Values) -> Value {
    guard let x = Arguments.double(machine, "math.log", "x", arguments[0]) else { return .failed }
    if arguments[1].isUnbound { return machine.heap.double(Glibc.log(x)) }
    guard let base = Arguments.double(machine, "math.log", "base", arguments[1]) else {
      return .failed
    }
    guard base != 1 else { return machine.fail("math.log: division by zero: the base is 1") }
    return machine.heap.double(Glibc.log(x) / Glibc.log(base))
  }

  private static let angles = [
    unary("acos", "The arc cosine of x in radians.") { Glibc.acos($0) },
    unary("asin", "The arc sine of x in radians.") { Glibc.asin($0) },
    unary("atan", "The arc tangent of x in radians.") { Glibc.atan($0) },
    binary("atan2", "y", "x", "The angle in radians of the point (x, y), from -pi to pi.") {
      Glibc.atan2($0, $1)
    },
    unary("cos", "The cosine of x radians.") { Glibc.cos($0) },
    unary("degrees", "An angle in radians as degrees.") { 360 * $0 / (2 * .pi) },
    unary("radians", "An angle in degrees as radians.") { 2 * .pi * $0 / 360 },
    unary("sin", "The sine of x radians.") { Glibc.sin($0) },
    unary("tan", "The tangent of x radians.") { Glibc.tan($0) },
  ]

  private static let hyperbolics = [
    unary("acosh", "The inverse hyperbolic cosine of x.") { Glibc.acosh($0) },
    unary("asinh", "The inverse hyperbolic sine of x.") { Glibc.asinh($0) },
    unary("atanh", "The inverse hyperbolic tangent of x.") { Glibc.atanh($0) },
    unary("cosh", "The hyperbolic cosine of x.") { Glibc.cosh($0) },
    unary("sinh", "The hyperbolic sine of x.") { Glibc.sinh($0) },
    unary("tanh", "The hyperbolic tangent of x.") { Glibc.tanh($0) },
  ]
}
