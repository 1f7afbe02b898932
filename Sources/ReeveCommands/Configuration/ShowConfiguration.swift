// `reeve config show`: which cloud, and where each setting comes from.

internal import HuaweiCloud

extension Reeve {
  static func showConfiguration(
    _ options: ShowConfigurationOptions, _ streams: Streams
  ) throws(Failure) -> ExitCode {
    let environment = try EnvironmentResolver(options.cloud, streams).resolve()
    var facts = environment.facts
    facts += try ScriptSecrets(login: [], profile: environment.profile, streams).facts()
    facts.append(
      .init(
        name: "settings", value: streams.settingsFolder.map { "\($0)/config.toml" } ?? "none",
        source: "XDG_CONFIG_HOME or HOME"))
    facts.append(
      .init(
        name: "state", value: streams.stateFolder ?? "none", source: "XDG_STATE_HOME or HOME"))
    switch options.format {
    case .human:
      let names = facts.map(\.name.count).max() ?? 0
      let values = min(facts.map(\.value.count).max() ?? 0, 60)
      for fact in facts {
        let name = fact.name.padded(to: names)
        streams.output.writeLine(
          options.showsOrigin
            ? "\(name)  \(fact.value.padded(to: values))  \(fact.source)"
            : "\(name)  \(fact.value)")
      }
    case .json, .jsonl:
      let members: [JSON] = facts.map { fact in
        var member: JSONObject = ["name": .string(fact.name), "value": .string(fact.value)]
        if options.showsOrigin { member["source"] = .string(fact.source) }
        return .object(member)
      }
      if options.format == .json {
        streams.output.writeLine("\(JSON.array(members))")
      } else {
        for member in members { streams.output.writeLine("\(member)") }
      }
    }
    return .done
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
