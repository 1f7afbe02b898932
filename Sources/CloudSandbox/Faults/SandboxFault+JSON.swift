// A fault as a control request and a file of faults write it:
//
//     {"effect": "latency", "milliseconds": 200, "jitter_milliseconds": 50}
//     {"effect": "status", "status": 503, "applied": true, "retry_after": 2}
//     {"effect": "reset", "moment": "before" | "middle" | "after", "applied": true}
//     {"effect": "truncate"}   {"effect": "slow", "bytes_per_second": 10}   {"effect": "hang"}
//     {"effect": "expire_tokens"}   {"effect": "lock_key"}   {"effect": "result_failed"}
//     {"effect": "refuse_agent", "agent_id": "…"}
//
// and with each of them, all optional: "operation", "nth", "count", "probability", "seed".

extension SandboxFault {
  package init(json: JSON) throws(FieldError) {
    let fields = try Fields(json, path: "fault")
    let applied = try fields.optionalBool("applied")
    switch try fields.choice("effect", Self.names) {
    case "latency":
      effect = .latency(
        milliseconds: try fields.integer("milliseconds", in: 0...3_600_000),
        jitterMilliseconds: try fields.optionalInteger("jitter_milliseconds", in: 0...3_600_000)
          ?? 0)
    case "status":
      effect = .status(
        try fields.integer("status", in: 400...599), applied: applied ?? false,
        retryAfterSeconds: try fields.optionalInteger("retry_after", in: 0...86_400))
    case "reset":
      let moment = try fields.optionalChoice("moment", ["before", "middle", "after"])
      effect = .reset(moment.flatMap(Moment.init) ?? .before, applied: applied ?? true)
    case "truncate": effect = .truncate
    case "slow":
      effect = .slow(
        bytesPerSecond: try fields.optionalInteger("bytes_per_second", in: 1...1_000_000) ?? 10)
    case "hang": effect = .hang(applied: applied ?? false)
    case "expire_tokens": effect = .expireTokens
    case "lock_key": effect = .lockKey
    case "refuse_agent": effect = .refuseAgent(try fields.string("agent_id", length: 1...64))
    default: effect = .resultFailed
    }
    operation = try fields.optionalChoice("operation", Operation.allCases.map(\.rawValue))
    nth = try fields.optionalInteger("nth", in: 1...Int.max) ?? 1
    count = try fields.optionalInteger("count", in: 1...Int.max)
    seed = UInt64(try fields.optionalInteger("seed", in: 0...Int.max) ?? 1)
    switch fields.value("probability") {
    case nil: probability = 1
    case .integer(let value)? where (0...1).contains(value): probability = Double(value)
    case .number(let value)? where (0...1).contains(value): probability = value
    case let value?: throw fields.outOfRange("probability", value.text, "0...1")
    }
  }

  private static let names = [
    "latency", "status", "reset", "truncate", "slow", "hang", "expire_tokens", "lock_key",
    "refuse_agent", "result_failed",
  ]

  /// The word for the effect, for the log.
  var name: String {
    switch effect {
    case .latency: "latency"
    case .status(let status, let applied, _): "status \(status)\(applied ? " applied" : "")"
    case .reset(let moment, _): "reset \(moment.rawValue)"
    case .truncate: "truncate"
    case .slow: "slow"
    case .hang: "hang"
    case .expireTokens: "expire_tokens"
    case .lockKey: "lock_key"
    case .refuseAgent: "refuse_agent"
    case .resultFailed: "result_failed"
    }
  }
}
