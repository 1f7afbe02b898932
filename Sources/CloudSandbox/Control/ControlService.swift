// The sandbox's own requests, for programs that test against it from outside. They need the control
// token, and a caller on this machine.

struct ControlService: Sendable {
  let account: Account
  let assets: LazyAssets
  let keeper: StateKeeper
  let log: RequestLog
  let addFaults: @Sendable ([SandboxFault]) -> Void
  let clearFaults: @Sendable () -> Void
  let resetQuota: @Sendable () -> Void

  func answer(_ call: Call, isLocal: Bool) throws(Refusal) -> Answer {
    guard isLocal, call.request.header("x-sandbox-control") == account.controlToken else {
      throw Refusal(
        shape: .sandbox, status: 403, code: "SANDBOX.0003",
        message: "the X-Sandbox-Control header is not this sandbox's control token")
    }
    switch call.operation {
    case .sandboxState: return .json(state)
    case .sandboxRequests:
      let wanted = call.query["operation"]
      return .json([
        "counts": .object(
          log.counts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer($0.value)) }),
        "requests": .array(
          log.records.filter { wanted == nil || $0.operation == wanted }.map(\.json)),
      ])
    case .sandboxFaults: return try setFaults(call)
    case .sandboxReset:
      clearFaults()
      resetQuota()
      log.reset()
      return Answer.json(["reset": true], changing: [.reset])
    default: throw .noSuchAPI
    }
  }

  /// `{"faults": […]}` adds to those there are, `{"faults": [], "replace": true}` ends all.
  private func setFaults(_ call: Call) throws(Refusal) -> Answer {
    let (faults, replaces) = try call.body { fields throws(FieldError) in
      var faults: [SandboxFault] = []
      for fault in try fields.array("faults") { faults.append(try SandboxFault(json: fault)) }
      return (faults, try fields.optionalBool("replace"))
    }
    if replaces == true { clearFaults() }
    addFaults(faults)
    return .json(["faults": .integer(faults.count)])
  }

  private var state: JSON {
    let world = keeper.read { $0 }
    return [
      "ignored_ports": .array(
        world.ignoredPorts.sorted {
          ($0.agentID, $0.port, $0.type) < ($1.agentID, $1.port, $1.type)
        }
        .map {
          [
            "category": .string($0.category), "agent_id": .string($0.agentID),
            "port": .integer($0.port), "port_type": .string($0.type),
            "container_id": .string($0.containerID),
          ]
        }),
      "policies": .array(
        assets.value.inventory.policies.map { (world.policies[$0.id] ?? $0).json }),
      "audit_instances": .array(
        assets.value.inventory.auditInstances.map {
          [
            "instance_id": .string($0.id),
            "security_group_id": .string(world.securityGroups[$0.id] ?? $0.securityGroupID),
          ]
        }),
    ]
  }
}
