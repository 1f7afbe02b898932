/// A runbook with writes of all kinds in random order; whatever it sends is told apart by a port, folder or group of
/// its own, so that the sandbox's log shows what was sent twice.
struct RandomRunbook {
  private var state: UInt64
  private var port = 1_000
  private var folder = 0
  private var groups: [Int: Int] = [:]
  private var lines = [
    "hs = [h for h in hosts(agent_status = \"online\")][:60]",
    "gs = [g for g in securityGroups()]",
    "ins = [i for i in auditInstances()]",
    "ps = [p for p in whitelistPolicies()]",
  ]

  static func text(seed: UInt64) -> String {
    var runbook = RandomRunbook(state: seed &* 0x9e37_79b9_7f4a_7c15 | 1)
    for _ in 0..<(6 + runbook.next(8)) { runbook.addStatement() }
    return runbook.lines.joined(separator: "\n") + "\nprint(\"end\")\n"
  }

  private init(state: UInt64) { self.state = state }

  private mutating func next(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  private mutating func addStatement() {
    port += 1
    let first = next(30)
    let some = "hs[\(first):\(first + 1 + next(25))]"
    switch next(14) {
    case 0: lines.append("for h in \(some): ignorePort(h, \(port), \"TCP\")")
    case 1:
      lines.append("for h in \(some): ignorePort(h, \(port), \"TCP\")")
      lines.append("ignorePort([h for h in \(some)], \(port), \"TCP\")")
    case 2:
      lines.append("xs = [attempt(ignorePort, h, \(port), \"TCP\") for h in \(some)]")
      lines.append("print(all([x.ok for x in xs]))")
    case 3:
      lines.append("for h in \(some): ignorePort(h, \(port), \"TCP\")")
      lines.append("for h in \(some): unignorePort(h, \(port), \"TCP\")")
    case 4:
      folder += 1
      let policy = next(2)
      lines.append("modifyWhitelistPolicy(ps[\(policy)], dirs = [\"/d/\(folder)\"])")
      lines.append("print([p.dir_list for p in whitelistPolicies()][\(policy)])")
    case 5:
      folder += 1
      lines.append("print(modifyWhitelistPolicy(ps[\(next(2))], dirs = [\"/d/\(folder)\"]).ok)")
    case 6:
      let instance = next(4)
      let group = groups[instance, default: 0]
      groups[instance] = group + 1
      lines.append("setSecurityGroup(ins[\(instance)], gs[\(group) % len(gs)])")
    case 7: lines.append("print(len(flush()))")
    case 8:
      lines.append("print(time.now().unix > 0)")
      lines.append("print(attempt(modifyWhitelistPolicy, \"nosuch\", learningDays = 5).error.kind)")
    case 9:
      let work = "lambda h: ignorePort(h, \(port), \"TCP\").ok"
      lines.append("print(parallelMap(\(work), \(some), limit = 4))")
    case 10:
      lines.append("def work\(port)(h):")
      lines.append("    quiet = attempt(ignorePort, h, \(port), \"TCP\")")
      lines.append("    time.now()")
      lines.append("    return quiet.ok and len(ports(h)) >= 0")
      lines.append("print(parallelMap(work\(port), \(some), limit = 3))")
    case 11:
      folder += 2
      lines.append(
        "print(parallelMap(lambda n: modifyWhitelistPolicy(ps[n], dirs = [\"/d/%d\" % (\(folder - 1) + n)]).ok, range(2)))"
      )
    case 12: lines.append("defer(lambda: ignorePort(hs[0], \(port), \"UDP\"))")
    default:
      lines.append(
        """
        print(cloud.call("hss", "POST", "/v5/{project_id}/asset/batch-modify-port-status",
            query = {"category": "host"}, idempotent = True,
            body = {"operate_type": "ignore", "data_list": [
                {"agent_id": hs[1].agent_id, "port": \(port), "port_type": "TCP"}]}).status)
        """)
    }
  }
}
