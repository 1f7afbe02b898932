import FoundationEssentials
import Starlark
import Synchronization
import Testing

/// The code of the tutorial, which the text repeats: what stands between `// snippet` and `// end` is a block of it.
@Suite struct `The tutorial` {
  @Test func `embeds`() async throws {
    // snippet
    let interpreter = Interpreter()
    let module = try await interpreter.evaluate(
      """
      def greet(name):
          return "Hello, " + name

      answer = 6 * 7
      """)
    let answer: Int = try module.value("answer")
    let greeting = try await module.call("greet", ["world"])
    // end
    #expect(answer == 42)
    #expect(greeting == "Hello, world")
  }

  @Test func `binds functions`() async throws {
    // snippet
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction(
        "celsius", "Converts a temperature.",
        HostParameter<Double>("fahrenheit", "Degrees Fahrenheit."),
        HostParameter<Int>("digits", default: 1, limit: .range(0...6), "Digits after the point.")
      ) { fahrenheit, digits in
        let factor = (0..<digits).reduce(1.0) { value, _ in value * 10 }
        return ((fahrenheit - 32) / 1.8 * factor).rounded() / factor
      }
    ]
    let warm = try await interpreter.evaluate(expression: "celsius(80, digits = 2)")
    // end
    #expect(warm == 26.67)
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate(expression: "celsius(80, digits = 9)")
    }
    #expect(
      error?.diagnostic.message
        == "celsius: parameter `digits`: got 9, want an integer from 0 to 6")
  }

  @Test func `binds functions that wait`() async throws {
    // snippet
    var interpreter = Interpreter()
    interpreter.functions = [
      HostFunction("forecast", "Asks the weather service.", HostParameter<String>("city")) { city in
        try await Task.sleep(for: .milliseconds(5))
        return ["city": city, "sky": "clear"]
      }
    ]
    let sky = try await interpreter.evaluate(expression: "forecast('Delft')['sky']")
    // end
    #expect(sky == "clear")
  }

  // snippet
  struct Reading: StarlarkConvertible {
    var sensor: String
    var value: Double

    static func converted(from value: StarlarkValue) throws(ConversionError) -> Reading {
      let fields = try value.fields()
      return Reading(sensor: try fields["sensor"], value: try fields["value", default: 0])
    }

    var starlarkValue: StarlarkValue {
      .structure(["sensor": sensor.starlarkValue, "value": value.starlarkValue])
    }
  }
  // end

  @Test func `binds types`() async throws {
    // snippet
    var interpreter = Interpreter()
    interpreter.values["readings"] =
      [Reading(sensor: "roof", value: 31), Reading(sensor: "cellar", value: 12)].starlarkValue
    let module = try await interpreter.evaluate(
      "hot = [struct(sensor = r.sensor, value = r.value + 1) for r in readings if r.value > 20]")
    let hot: [Reading] = try module.value("hot")
    // end
    #expect(hot.map(\.sensor) == ["roof"] && hot.map(\.value) == [32])
  }

  // snippet
  final class Lamp: StarlarkObject {
    let brightness = Mutex(0)

    static let hostType = HostType(
      "Lamp", of: Lamp.self, "A lamp of the house.",
      [
        .attribute("brightness", "In percent.") { lamp in lamp.brightness.withLock { $0 } },
        .method(
          "dim", "Sets the brightness.",
          HostParameter<Int>("percent", limit: .range(0...100), "0 is off.")
        ) { lamp, percent in lamp.brightness.withLock { $0 = percent } },
      ])
  }
  // end

  @Test func `binds objects`() async throws {
    // snippet
    let lamp = Lamp()
    var interpreter = Interpreter()
    interpreter.types = [Lamp.hostType]
    interpreter.values["porch"] = lamp.starlarkValue
    _ = try await interpreter.evaluate(
      """
      def evening(lamp: Lamp):
          if lamp.brightness < 40:
              lamp.dim(40)

      evening(porch)
      """)
    // end
    #expect(lamp.brightness.withLock { $0 } == 40)
  }

  @Test func `limits`() async throws {
    // snippet
    var interpreter = Interpreter()
    interpreter.limits.steps = 1_000_000
    interpreter.limits.memory = 64 << 20
    interpreter.limits.deadline = .seconds(2)
    do {
      _ = try await interpreter.evaluate("numbers = list(range(10000000000))")
    } catch {
      print(error.kind, error.diagnostic.message)
    }
    // end
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate("numbers = list(range(10000000000))")
    }
    #expect(error?.kind == .limit)
  }

  @Test func `cancels`() async throws {
    // snippet
    let interpreter = Interpreter()
    let evaluation = Task { try await interpreter.evaluate("most = max(range(1 << 60))") }
    evaluation.cancel()
    let outcome = await evaluation.result
    // end
    let error = #expect(throws: EvaluationError.self) { try outcome.get() }
    #expect(error?.kind == .cancelled)
  }

  @Test func `explains errors`() async throws {
    // snippet
    let interpreter = Interpreter()
    var report = ""
    do {
      _ = try await interpreter.evaluate(
        "def half(n):\n    return n.upper() / 2\n\nhalf(3)", name: "house.star")
    } catch {
      let line = error.diagnostic.source.line(of: error.diagnostic.span.start)
      let calls = error.traceback.map(\.name)
      report = "line \(line), in \(calls): \(error.diagnostic.message)"
    }
    // end
    #expect(report == "line 2, in [\"<toplevel>\", \"half\"]: int has no field or method \"upper\"")
  }

  @Test func `shares`() async throws {
    // snippet
    let rules = try await Interpreter().evaluate(
      """
      limits = {"roof": 30, "cellar": 15}

      def too_hot(sensor, value):
          return value > limits[sensor]
      """
    ).freeze()

    var interpreter = Interpreter()
    interpreter.modules["rules"] = rules
    let shared = interpreter
    let alarms = try await withThrowingTaskGroup(of: Bool.self) { group in
      for value in [29, 31, 33] {
        group.addTask {
          let module = try await shared.evaluate(
            "load('rules', 'too_hot')\nalarm = too_hot('roof', \(value))")
          return try module.value("alarm")
        }
      }
      return try await group.reduce(0) { count, alarm in count + (alarm ? 1 : 0) }
    }
    // end
    #expect(alarms == 2)
  }

  @Test func `says what is here`() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let article = try text("/\(folder)/Sources/Starlark/Starlark.docc/Embedding.md")
    let blocks = article.components(between: "```swift\n", and: "```")
    let snippets = try text(#filePath).components(between: "// snippet\n", and: "// end")
      .filter { $0.contains("\n") && !$0.contains("components(between") }
      .map(\.withoutIndentation)
    #expect(blocks.count > 5)
    #expect(blocks.map(\.withoutIndentation) == snippets)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}

extension String {
  /// The texts between an opening and the closing after it.
  fileprivate func components(between opening: String, and closing: String) -> [String] {
    split(separator: opening).dropFirst().compactMap { part in
      part.split(separator: closing, omittingEmptySubsequences: false).first.map(String.init)
    }
  }

  /// The lines without the spaces that all of them begin with, and without empty ones at the end.
  fileprivate var withoutIndentation: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
    let least = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { $0.dropFirst(least) }.joined(separator: "\n")
  }
}
