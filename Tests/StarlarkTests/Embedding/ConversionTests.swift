import Starlark
import Testing

@Suite struct `Values between Swift and scripts` {
  static let values: [StarlarkValue] = [
    nil, true, 0, -1, .int(.max), .int(.min), 1.5, .float(.infinity), "", "é\n\"quoted\"",
    .bytes([0, 255]),
    [], [1, [2, [3]]], .tuple([]), .tuple([1]), .tuple([1, "x"]), [:], ["b": 1, "a": [1: 2.0]],
    .set([3, 1, 2]), .structure(["name": "web", "ports": [80, 443]]),
    .wideInt(WideInteger(isNegative: true, limbs: [1, 2, 3])),
  ]

  @Test(arguments: values)
  func `come back as they went in`(_ value: StarlarkValue) throws {
    var interpreter = Interpreter()
    interpreter.values["x"] = value
    #expect(try interpreter.evaluate(expression: "x") == value)
  }

  @Test(arguments: values)
  func `print as scripts print them`(_ value: StarlarkValue) throws {
    var interpreter = Interpreter()
    interpreter.values["x"] = value
    #expect(try interpreter.evaluate(expression: "repr(x)") == .string(value.description))
    #expect(try interpreter.evaluate(expression: "type(x)") == .string(value.typeName))
  }

  @Test func `have ints of any size`() throws {
    let text = "-123456789012345678901234567890"
    let number = try #require(WideInteger(text))
    #expect(number.description == text)
    #expect(try Interpreter().evaluate(expression: text) == .wideInt(number))
    #expect(
      try Interpreter().evaluate(expression: "1 << 63")
        == .wideInt(WideInteger(isNegative: false, limbs: [1 << 63])))
    #expect(try Interpreter().evaluate(expression: "-(1 << 63)") == .int(.min))
    #expect(WideInteger("12x") == nil && WideInteger("") == nil && WideInteger("--1") == nil)
    #expect(WideInteger("1000000000000000000")?.description == "1000000000000000000")
  }

  @Test func `become Swift types`() throws {
    func convert<T: StarlarkConvertible>(_ expression: String, _ type: T.Type = T.self) throws -> T
    {
      try Interpreter().evaluate(expression: expression).converted()
    }
    #expect(try convert("{'a': [1, 2]}") == ["a": [1, 2]])
    #expect(try convert("(1, 2)") == [1, 2])
    #expect(try convert("range(3)") == [0, 1, 2])
    #expect(try convert("set([1])") == Set([1]))
    #expect(try convert("None", Int?.self) == nil)
    #expect(try convert("3", Double.self) == 3)
    #expect(try convert("[1, None]") == [1, nil])
  }

  @Test(arguments: [
    ("[1, 'x']", "1: got string, want int"), ("'x'", "got string, want list[int]"),
    ("[1 << 64]", "0: got an int past 64 bits, want an int of 64 bits"),
  ])
  func `say what does not fit`(_ expression: String, _ message: String) throws {
    let value = try Interpreter().evaluate(expression: expression)
    let error = #expect(throws: ConversionError.self) { try value.converted(to: [Int].self) }
    #expect(error?.description == message)
  }

  struct Server: StarlarkConvertible, Equatable {
    var name: String
    var ports: [Int]

    static func converted(from value: StarlarkValue) throws(ConversionError) -> Server {
      let fields = try value.fields()
      return Server(name: try fields["name"], ports: try fields["ports", default: []])
    }

    var starlarkValue: StarlarkValue {
      .structure(["name": name.starlarkValue, "ports": ports.starlarkValue])
    }
  }

  @Test func `may be types of one's own`() throws {
    let value = try Interpreter().evaluate(
      expression: "[struct(name = 'a', ports = [1]), {'name': 'b'}]")
    let servers: [Server] = try value.converted()
    #expect(servers == [Server(name: "a", ports: [1]), Server(name: "b", ports: [])])
    let bad = try Interpreter().evaluate(expression: "[struct(name = 'a', ports = [1, 'x'])]")
    let error = #expect(throws: ConversionError.self) { try bad.converted(to: [Server].self) }
    #expect(error?.path == ["0", "ports", "1"])
  }

  @Test(arguments: [("string", "invalid UTF-8"), ("deep", "nested too deeply for the host")])
  func `that Swift cannot take are errors`(_ name: String, _ message: String) throws {
    let text = """
      string = "é"[0:1]
      deep = []
      for _ in range(300): deep = [deep]
      """
    let module = try Interpreter().evaluate(text)
    let error = #expect(throws: EvaluationError.self) {
      try module.value(name) as StarlarkValue?
    }
    #expect(error?.diagnostic.message.contains(message) == true)
  }

  @Test func `that share parts do not grow without limit`() throws {
    let module = try Interpreter().evaluate("x = [1]\nfor _ in range(64): x = [x, x]")
    let error = #expect(throws: EvaluationError.self) { try module.value("x") }
    #expect(error?.kind == .limit)
  }
}
