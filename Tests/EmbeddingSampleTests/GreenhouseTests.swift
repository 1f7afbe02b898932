import Starlark
import Testing

@Suite struct `A greenhouse that scripts run` {
  private let greenhouse = Greenhouse()
  private let roses = Bed("roses", moisture: 20)
  private let ferns = Bed("ferns", moisture: 70)

  init() {
    greenhouse.plant(roses)
    greenhouse.plant(ferns)
  }

  static let rules = """
    WANTED = {"roses": 40, "ferns": 60}

    def dry(bed: Bed) -> bool:
        return bed.moisture < WANTED[bed.name]

    def litres(bed: Bed, hours) -> float:
        rain = len([h for h in hours if h.rain])
        return max(1.0, float(WANTED[bed.name] - bed.moisture) / (2 + rain))
    """

  static let morning = """
    load("rules", "dry", "litres")

    def water_all():
        hours = forecast(hours = 12)
        for bed in beds:
            if dry(bed):
                note(bed, "gets", litres(bed, hours), "litres")
                bed.water(litres(bed, hours))
        if max([h.celsius for h in hours]) > 25:
            for bed in beds:
                bed.vent(50)

    def inspect(bed):
        return {"name": bed.name, "is_dry": dry(bed)}
    """

  private func interpreter() async throws -> Interpreter {
    var interpreter = greenhouse.interpreter()
    interpreter.modules["rules"] = try await interpreter.evaluate(Self.rules, name: "rules")
      .freeze()
    return interpreter
  }

  @Test func `waters what is dry`() async throws {
    let module = try await interpreter().evaluate(Self.morning)
    try await module.call("water_all")
    #expect(roses.actions == [.water(litres: 4), .vent(percent: 50)])
    #expect(ferns.actions == [.vent(percent: 50)])
    #expect(greenhouse.log == ["Bed(roses) gets 4.0 litres"])
  }

  @Test func `answers questions`() async throws {
    let module = try await interpreter().evaluate(Self.morning)
    let answer = try await module.call("inspect", [roses.starlarkValue])
    #expect(answer == ["name": "roses", "is_dry": true])
  }

  @Test func `explains a mistake of the grower`() async throws {
    let interpreter = try await interpreter()
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate(
        "for bed in beds:\n    bed.water(5 * bed.moisture)", name: "flood.star")
    }
    let lines = error?.description.split(separator: "\n").map(String.init) ?? []
    #expect(
      lines.first
        == "flood.star:2:15: error: Bed.water: 350.0 litres would flood bed ferns")
    #expect(lines.dropFirst(2).first?.hasSuffix("^ water twice") == true)
    #expect(error?.underlying is HostError)
    #expect(ferns.actions.isEmpty && roses.actions.isEmpty)
  }

  @Test func `stops a script that never ends`() async throws {
    let interpreter = try await interpreter()
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate("def forever(n): return forever(n + 1)\nforever(0)")
    }
    #expect(error?.kind == .limit)
    let other = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate("for hour in range(1 << 60): print(hour)")
    }
    #expect(other?.kind == .limit)
  }

  @Test func `runs many scripts at once`() async throws {
    let interpreter = try await interpreter()
    let program = try interpreter.compile(
      SourceText(name: "count", text: "n = len([b for b in beds])"))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<32 {
        group.addTask { try await interpreter.evaluate(program).value("n") }
      }
      for try await count in group { #expect(count == 2) }
    }
  }

  @Test func `tells what scripts may use`() {
    let interpreter = greenhouse.interpreter()
    #expect(interpreter.functions.map(\.signature.name) == ["forecast", "note"])
    let parameter = interpreter.functions[0].signature.parameters[0]
    #expect(parameter.defaultText == "6" && parameter.limit == .range(1...48))
    #expect(Bed.hostType.signatures.map(\.name) == ["Bed.vent", "Bed.water"])
    #expect(Bed.hostType.attributeDocumentation.map(\.name) == ["moisture", "name"])
  }
}
