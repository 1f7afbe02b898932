// One change is one line of the state file.

extension StateChange {
  /// Writes the line of the change.
  package func writeLine(to output: inout [UInt8]) {
    let json: JSON
    switch self {
    case .ports(let targets, let ignored):
      // There are up to 200 in a request, and a tree of values for them costs ten times the text.
      output.append(contentsOf: (ignored ? #"{"ignore":["# : #"{"unignore":["#).utf8)
      for (index, target) in targets.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        target.write(to: &output)
      }
      output.append(contentsOf: "]}\n".utf8)
      return
    case .policy(let policy): json = ["policy": policy.json]
    case .securityGroup(let group, let instance):
      json = ["security_group": .string(group), "instance": .string(instance)]
    case .tokensExpired(let moment): json = ["tokens_expired": .integer(moment)]
    case .keyLocked(let key, let until):
      json = ["locked_key": .string(key), "until": .integer(until)]
    case .reset: json = ["reset": true]
    }
    json.write(to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  package init(json: JSON) throws(FieldError) {
    let fields = try Fields(json, path: "change")
    if let targets = try fields.optionalArray("ignore") {
      self = .ports(try targets.mapTargets(), ignored: true)
    } else if let targets = try fields.optionalArray("unignore") {
      self = .ports(try targets.mapTargets(), ignored: false)
    } else if fields.value("policy") != nil {
      self = .policy(try WhitelistPolicy(fields: fields.object("policy")))
    } else if let group = try fields.optionalString("security_group") {
      self = .securityGroup(group, instanceID: try fields.string("instance"))
    } else if let moment = try fields.optionalInteger("tokens_expired", in: 0...Int.max) {
      self = .tokensExpired(moment)
    } else if let key = try fields.optionalString("locked_key") {
      self = .keyLocked(key, until: try fields.integer("until", in: 0...Int.max))
    } else if try fields.optionalBool("reset") == true {
      self = .reset
    } else {
      throw FieldError(
        path: "change", problem: .missing, got: "nothing known", wanted: "a known change")
    }
  }
}

extension PortTarget {
  fileprivate func write(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    JSON.write(category, to: &output)
    output.append(UInt8(ascii: ","))
    JSON.write(agentID, to: &output)
    output.append(UInt8(ascii: ","))
    output.append(contentsOf: String(port).utf8)
    output.append(UInt8(ascii: ","))
    JSON.write(type, to: &output)
    output.append(UInt8(ascii: ","))
    JSON.write(containerID, to: &output)
    output.append(UInt8(ascii: "]"))
  }
}

extension [JSON] {
  fileprivate func mapTargets() throws(FieldError) -> [PortTarget] {
    var targets: [PortTarget] = []
    targets.reserveCapacity(count)
    for element in self {
      guard let category = element[0]?.string, let agent = element[1]?.string,
        let port = element[2]?.integer, let type = element[3]?.string,
        let container = element[4]?.string
      else {
        throw FieldError(
          path: "change", problem: .wrongType, got: element.kind,
          wanted: "category, agent, port, type and container")
      }
      targets.append(
        PortTarget(
          category: category, agentID: agent, port: port, type: type, containerID: container))
    }
    return targets
  }
}
