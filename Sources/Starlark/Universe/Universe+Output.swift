import StarlarkCompiler

// Functions whose effect is a text that leaves the script.
extension Universe {
  static let output = [
    NativeFunction(
      Signature(
        "fail",
        [.rest("args"), .named("sep", .string, default: "\" \"", "Stands between the texts.")],
        result: .none,
        documentation:
          "Ends the evaluation with an error whose message is the texts of the arguments.")
    ) { machine, arguments in
      var text = TextBuffer(machine)
      guard join(machine, "fail", arguments, into: &text) else { return .failed }
      return machine.fail(EvaluationFailure(.fail, "fail: " + message(text)))
    },
    NativeFunction(
      Signature(
        "print",
        [.rest("args"), .named("sep", .string, default: "\" \"", "Stands between the texts.")],
        result: .none,
        documentation: "Writes the texts of the arguments and a line break to the output.")
    ) { machine, arguments in
      var text = TextBuffer(machine)
      guard join(machine, "print", arguments, into: &text) else { return .failed }
      text.append(UInt8(ascii: "\n"))
      guard !text.isFull else { return .failed }
      var line = TextBuffer(machine, capacity: text.count)
      line.append(repairing: text.bytes, count: text.count)
      guard !line.isFull, machine.evaluator.print(line.bytes, count: line.count) else {
        return .failed
      }
      return .none
    },
  ]

  /// Most bytes of a text that an error's message has.
  private static let longestMessage = 1 << 20

  private static func message(_ text: borrowing TextBuffer) -> String {
    guard text.count > longestMessage else { return text.text }
    var shown = TextBuffer(limit: longestMessage)
    shown.append(text.bytes, count: text.count)
    return "\(shown.text)… (\(text.count) bytes)"
  }

  private static func join(
    _ machine: Machine, _ function: String, _ arguments: Values, into text: inout TextBuffer
  ) -> Bool {
    let values = TupleObject(arguments[0].object)
    var separator: StringObject?
    if !arguments[1].isUnbound {
      separator = Arguments.string(machine, function, "sep", arguments[1])
      guard separator != nil else { return false }
    }
    for index in 0..<values.count {
      if index > 0 {
        if let separator { text.append(separator) } else { text.append(UInt8(ascii: " ")) }
      }
      guard machine.charge(), machine.str(values[index], into: &text) else { return false }
    }
    return !text.isFull
  }
}
