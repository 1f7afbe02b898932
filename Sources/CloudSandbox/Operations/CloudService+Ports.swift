extension CloudService {
  func listPorts(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "host_id": .text(0...128), "host_name": .text(0...128), "host_ip": .text(0...128),
        "port": .integer(1...65_535), "type": .choice(Vocabulary.portTypes),
        "status": .choice(Vocabulary.portStatuses), "category": .choice(Vocabulary.categories),
      ], required: ["host_id"])
    let assets = assets(of: call)
    let category = parameters["category"] ?? "host"
    let host = parameters["host_id"].flatMap(assets.host(id:)).flatMap { host in
      parameters.enterpriseProject.map { $0 == host.enterpriseProjectID } != false
        && parameters["host_name"].map({ host.name.contains($0) }) != false
        && parameters["host_ip"].map({ host.privateIP.contains($0) }) != false ? host : nil
    }
    let matches = (host?.ports ?? []).filter { port in
      port.category == category
        && parameters.optionalInteger("port").map { port.port == $0 } != false
        && parameters["type"].map { port.type == $0 } != false
        && parameters["status"].map { port.status == $0 } != false
    }
    let answers = parameters.page(matches).map { port -> JSON in
      [
        "host_id": .string(host?.hostID ?? ""), "laddr": .string(port.address),
        "status": .string(port.status), "port": .integer(port.port), "type": .string(port.type),
        "pid": .integer(port.pid), "path": .string(port.path),
        "agent_id": .string(host?.agentID ?? ""), "container_id": .string(port.containerID),
      ]
    }
    return page(ArraySlice(answers), of: matches.count, unknown: parameters.unknown)
  }

  func listPortHost(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "host_name": .text(1...256), "host_ip": .text(1...256),
        "category": .choice(Vocabulary.categories), "port": .integer(1...65_535),
        "type": .text(0...16),
      ])
    let assets = assets(of: call)
    let category = parameters["category"] ?? "host"
    let wanted = parameters.optionalInteger("port")
    var matches: [(Host, OpenPort)] = []
    for host in assets.hosts(in: parameters.enterpriseProject) {
      guard parameters["host_name"].map({ host.name.contains($0) }) != false,
        parameters["host_ip"].map({ host.privateIP.contains($0) }) != false
      else { continue }
      for port in host.ports where port.category == category {
        guard wanted.map({ port.port == $0 }) != false,
          parameters["type"].map({ port.type == $0 }) != false
        else { continue }
        matches.append((host, port))
      }
    }
    let answers = parameters.page(matches).map { host, port -> JSON in
      let container = host.containers.first { $0.id == port.containerID }
      return [
        "container_id": .string(port.containerID), "host_id": .string(host.hostID),
        "host_ip": .string(host.privateIP), "host_name": .string(host.name),
        "laddr": .string(port.address), "path": .string(port.path), "pid": .integer(port.pid),
        "port": .integer(port.port), "status": .string(port.status), "type": .string(port.type),
        "container_name": .string(container?.name ?? ""), "agent_id": .string(host.agentID),
      ]
    }
    return page(ArraySlice(answers), of: matches.count, unknown: parameters.unknown)
  }

  func listPortStatistics(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "category": .choice(Vocabulary.categories), "sort_dir": .choice(["asc", "desc"]),
        "port": .integer(1...65_535), "port_string": .text(0...16),
        "type": .choice(["UDP", "UDP6", "TCP", "TCP6"]),
        "status": .choice(Vocabulary.portStatuses), "sort_key": .choice(["port"]),
      ])
    let assets = assets(of: call)
    let category = parameters["category"] ?? "host"
    var counts: [PortKind: Int] = [:]
    for host in assets.hosts(in: parameters.enterpriseProject) {
      for port in host.ports where port.category == category {
        counts[PortKind(port: port.port, type: port.type, status: port.status), default: 0] += 1
        // What listens on all addresses listens on those of version 6 too.
        guard port.type == "TCP", port.port == 22 else { continue }
        counts[PortKind(port: 22, type: "TCP6", status: port.status), default: 0] += 1
      }
    }
    var matches = counts.keys.filter { kind in
      parameters.optionalInteger("port").map { kind.port == $0 } != false
        && parameters["port_string"].map { String(kind.port).contains($0) } != false
        && parameters["type"].map { kind.type == $0 } != false
        && parameters["status"].map { kind.status == $0 } != false
    }.sorted { ($0.port, $0.type, $0.status) < ($1.port, $1.type, $1.status) }
    if parameters["sort_dir"] == "desc" { matches.reverse() }
    let answers = parameters.page(matches).map { kind -> JSON in
      [
        "port": .integer(kind.port), "type": .string(kind.type),
        "num": .integer(counts[kind] ?? 0), "status": .string(kind.status),
      ]
    }
    return page(ArraySlice(answers), of: matches.count, unknown: parameters.unknown)
  }

  private struct PortKind: Hashable {
    let port: Int
    let type: String
    let status: String
  }
}

extension OpenPort {
  fileprivate var category: String { containerID.isEmpty ? "host" : "container" }
}
