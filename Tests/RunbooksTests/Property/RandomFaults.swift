import CloudSandbox

/// Random trouble for one run.
struct RandomFaults {
  private var random: RandomSource
  private(set) var faults: [SandboxFault] = []

  init(seed: Int, agents: [String], logsIn: Bool) {
    random = RandomSource(seed: seed ^ 0x5EED)
    for _ in 0..<(1 + random.below(4)) {
      let operation = random.pick(Self.operations)
      var fault = SandboxFault(effect(agents, logsIn: logsIn), operation: operation)
      fault.nth = 1 + random.below(4)
      fault.count = 1 + random.below(3)
      fault.probability = random.chance(50) ? 1 : 0.5
      fault.seed = random.next()
      if case .refuseAgent = fault.effect {
        fault.operation = "BatchModifyPortStatus"
        fault.nth = 1
        fault.count = random.chance(50) ? nil : fault.count
      }
      faults.append(fault)
    }
  }

  private static let operations: [String?] = [
    nil, "BatchModifyPortStatus", "ChangeAppWhitelistPolicy", "UpdateAuditSecurityGroupNew",
    "ListAppWhitelistPolicy",
  ]

  private mutating func effect(_ agents: [String], logsIn: Bool) -> SandboxFault.Effect {
    let isApplied = random.chance(50)
    switch random.below(100) {
    case 0..<12:
      return .status(429, retryAfterSeconds: random.pick([nil, 0, 1]))
    case 12..<36: return .status(random.pick([500, 502, 503, 504]), applied: isApplied)
    case 36..<40: return .status(random.pick([400, 403]), applied: false)
    case 40..<58: return .reset(random.pick([.before, .middle, .after]), applied: isApplied)
    case 58..<66: return .truncate
    case 66..<69: return .slow(bytesPerSecond: 3000)
    case 69..<72: return .hang(applied: isApplied)
    case 72..<77: return .latency(milliseconds: 5, jitterMilliseconds: 10)
    case 77..<82: return logsIn ? .expireTokens : .status(503, applied: isApplied)
    case 82..<93: return .refuseAgent(random.pick(agents))
    case 93..<95: return .lockKey
    default: return .resultFailed
    }
  }
}

extension SandboxFault {
  /// Whether its answer shows that the service accepts the credentials.
  var isRefusal: Bool {
    guard case .status(400..<429, _, _) = effect else { return false }
    return true
  }
}
