/// Decides which faults befall a call.
struct FaultInjector: Sendable {
  private struct Rule: Sendable {
    let fault: SandboxFault
    var random: SplitMix
    var calls = 0
    var uses = 0

    init(_ fault: SandboxFault) {
      self.fault = fault
      random = SplitMix(seed: fault.seed, stream: 0xFA)
    }
  }

  private var rules: [Rule]

  init(_ faults: [SandboxFault]) { rules = faults.map(Rule.init) }

  mutating func add(_ faults: [SandboxFault]) { rules += faults.map(Rule.init) }

  /// The faults of this call, in the order of the rules.
  mutating func faults(for operation: Operation, changing changes: [StateChange]) -> [SandboxFault]
  {
    guard !rules.isEmpty else { return [] }
    var chosen: [SandboxFault] = []
    for index in rules.indices {
      let fault = rules[index].fault
      guard fault.concerns(operation, changes) else { continue }
      rules[index].calls += 1
      guard rules[index].calls >= fault.nth, rules[index].uses < fault.count ?? Int.max,
        fault.probability >= 1
          || Double.random(in: 0..<1, using: &rules[index].random) < fault.probability
      else { continue }
      rules[index].uses += 1
      chosen.append(fault)
    }
    return chosen
  }
}

extension SandboxFault {
  fileprivate func concerns(_ called: Operation, _ changes: [StateChange]) -> Bool {
    guard operation.map({ $0 == called.rawValue }) ?? (called.service != .iam) else { return false }
    if effect == .resultFailed { return called == .updateAuditSecurityGroup }
    guard case .refuseAgent(let agent) = effect else { return true }
    return changes.contains { change in
      guard case .ports(let targets, _) = change else { return false }
      return targets.contains { $0.agentID == agent }
    }
  }
}
