import Starlark
import Synchronization

/// A greenhouse whose climate rules are scripts: what a grower may write is what is declared here.
final class Greenhouse: Sendable {
  private let state = Mutex(State())

  struct State {
    var beds: [String: Bed] = [:]
    var log: [String] = []
  }

  /// What is done to a bed.
  enum Action: Hashable {
    case water(litres: Double)
    case vent(percent: Int)
  }

  /// Adds a bed.
  func plant(_ bed: Bed) {
    state.withLock { $0.beds[bed.name] = bed }
  }

  var log: [String] { state.withLock { $0.log } }

  /// What scripts of the greenhouse may use.
  func interpreter() -> Interpreter {
    var limits = Limits()
    limits.steps = 200_000
    limits.memory = 16 << 20
    limits.frames = 20
    var interpreter = Interpreter(limits: limits)
    interpreter.types = [Bed.hostType]
    interpreter.values["beds"] = .list(
      state.withLock { $0.beds.values.sorted { $0.name < $1.name } }.map(\.starlarkValue))
    interpreter.functions = [
      HostFunction(
        "forecast", "The weather of the coming hours, from the weather service.",
        HostParameter<Int>("hours", default: 6, limit: .range(1...48), "How far ahead.")
      ) { hours in
        await Task.yield()
        return (0..<hours).map { Hour(hour: $0, celsius: 18 + Double($0 % 12), rain: $0 % 5 == 0) }
      },
      HostFunction(
        Signature(
          "note", [.init("words", .star, documentation: "What to write.")], result: .none,
          documentation: "Writes a line into the log of the greenhouse.")
      ) { [weak self] call in
        guard case .tuple(let words) = try call.value("words") else { return .none }
        let line = words.map { if case .string(let text) = $0 { text } else { "\($0)" } }
        self?.state.withLock { $0.log.append(line.joined(separator: " ")) }
        return .none
      },
    ]
    interpreter.output = { [weak self] text in
      self?.state.withLock { $0.log.append("script: " + text.dropLast()) }
    }
    return interpreter
  }
}

/// One hour of the forecast.
struct Hour: StarlarkConvertible, Hashable {
  var hour: Int
  var celsius: Double
  var rain: Bool

  static func converted(from value: StarlarkValue) throws(ConversionError) -> Hour {
    let fields = try value.fields()
    return Hour(
      hour: try fields["hour"], celsius: try fields["celsius"], rain: try fields["rain"])
  }

  var starlarkValue: StarlarkValue {
    .structure([
      "hour": hour.starlarkValue, "celsius": celsius.starlarkValue, "rain": rain.starlarkValue,
    ])
  }
}

/// A bed of plants, with sensors and valves.
final class Bed: StarlarkObject {
  let name: String
  private let state: Mutex<(moisture: Double, actions: [Greenhouse.Action])>

  init(_ name: String, moisture: Double) {
    self.name = name
    state = Mutex((moisture, []))
  }

  var actions: [Greenhouse.Action] { state.withLock { $0.actions } }

  static let hostType = HostType(
    "Bed", of: Bed.self, "A bed of plants.",
    [
      .attribute("name", "What growers call it.") { $0.name },
      .attribute("moisture", "Of the soil, in percent.") { bed in
        bed.state.withLock { $0.moisture }
      },
      .method(
        "water", "Opens the valve for so much water.",
        HostParameter<Double>("litres", "More than 20 floods the bed.")
      ) { bed, litres in
        guard (0...20).contains(litres) else {
          throw HostError(
            "\(litres) litres would flood bed \(bed.name)", hint: "water twice",
            parameter: "litres")
        }
        return bed.state.withLock { state in
          state.actions.append(.water(litres: litres))
          state.moisture += litres * 2
          return state.moisture
        }
      },
      .method("vent", "Opens the vents.", HostParameter<Int>("percent", limit: .range(0...100))) {
        bed, percent in
        bed.state.withLock { $0.actions.append(.vent(percent: percent)) }
      },
    ])

  var starlarkText: String { "Bed(\(name))" }
}
