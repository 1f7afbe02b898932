import StarlarkCompiler

/// The module `json`.
enum JSONModule {
  private static let layout: [Signature.Parameter] = [
    .named("prefix", .string, default: "\"\"", "Begins each line after the first."),
    .named("indent", .string, default: "\"\\t\"", "Is repeated for each level."),
  ]

  static let functions = [
    NativeFunction(
      Signature(
        "json.decode",
        [
          .positional("x", .string),
          .init("default", isOptional: true, documentation: "Given if the text is not valid JSON."),
        ],
        documentation:
          "The value of a JSON text: objects become dicts, arrays lists, and numbers without point "
          + "and exponent ints.")
    ) { machine, arguments in
      guard let text = Arguments.string(machine, "json.decode", "x", arguments[0]) else {
        return .failed
      }
      var decoder = JSONDecoder(machine, text)
      do throws(JSONReadingError) {
        return try decoder.decode()
      } catch {
        guard case .invalid(let offset, let message) = error else { return .failed }
        guard arguments[1].isUnbound else { return arguments[1] }
        return fail(machine, "json.decode", offset, message)
      }
    },
    NativeFunction(
      Signature(
        "json.encode", [.positional("x")], result: .string,
        documentation:
          "The JSON text of None, bools, numbers, strings, iterables, structs, and dicts with "
          + "strings as keys; keys come sorted.")
    ) { machine, arguments in
      var text = TextBuffer(machine)
      return encode(machine, "json.encode", arguments[0], into: &text)
        ? text.string(in: machine) : .failed
    },
    NativeFunction(
      Signature(
        "json.encode_indent", [.positional("x")] + layout, result: .string,
        documentation: "The JSON text of a value on several lines, as of encode and indent.")
    ) { machine, arguments in
      var text = TextBuffer(machine)
      guard encode(machine, "json.encode_indent", arguments[0], into: &text) else {
        return .failed
      }
      let string = text.string(in: machine)
      return indent(machine, "json.encode_indent", string, arguments + 1)
    },
    NativeFunction(
      Signature(
        "json.indent", [.positional("x", .string)] + layout, result: .string,
        documentation: "A JSON text on several lines, its elements indented.")
    ) { machine, arguments in indent(machine, "json.indent", arguments[0], arguments + 1) },
  ]

  private static func fail(
    _ machine: Machine, _ function: String, _ offset: Int, _ message: String
  ) -> Value {
    machine.fail(EvaluationFailure(.data, words(function, offset, message)))
  }

  private static func words(_ function: String, _ offset: Int, _ message: String) -> String {
    "\(function): at offset \(offset), \(message)"
  }

  /// What `json.decode` says of a text that is no JSON.
  static func fault(in text: String) -> String? {
    let evaluator = Evaluator()
    let string = evaluator.heap.string(text)
    var decoder = JSONDecoder(evaluator.machine, StringObject(string.object))
    do throws(JSONReadingError) {
      _ = try decoder.decode()
      return nil
    } catch {
      guard case .invalid(let offset, let message) = error else { return nil }
      return words("json.decode", offset, message)
    }
  }

  private static func encode(
    _ machine: Machine, _ function: String, _ value: Value, into text: inout TextBuffer
  ) -> Bool {
    var encoder = JSONEncoder(machine)
    do throws(JSONWritingError) {
      try encoder.encode(value, into: &text)
      return true
    } catch {
      if case .unsupported(let message) = error { machine.fail("\(function): \(message)") }
      return false
    }
  }

  private static func indent(
    _ machine: Machine, _ function: String, _ value: Value, _ layout: Values
  ) -> Value {
    guard let text = Arguments.string(machine, function, "x", value),
      let prefix = option(machine, function, "prefix", layout[0], default: ""),
      let unit = option(machine, function, "indent", layout[1], default: "\t")
    else { return .failed }
    var result = TextBuffer(machine, capacity: text.count)
    do throws(JSONReadingError) {
      try JSONIndenter.indent(
        text, prefix: prefix, unit: unit, into: &result, machine: machine)
      return result.string(in: machine)
    } catch {
      guard case .invalid(let offset, let message) = error else { return .failed }
      return fail(machine, function, offset, message)
    }
  }

  private static func option(
    _ machine: Machine, _ function: String, _ parameter: String, _ value: Value,
    default text: String
  ) -> StringObject? {
    if value.isUnbound { return StringObject(machine.heap.string(text).object) }
    return Arguments.string(machine, function, parameter, value)
  }
}
