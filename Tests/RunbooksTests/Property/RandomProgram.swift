import CloudSandbox

/// A random runbook: its text, and what each of its lines does where nothing fails.
struct RandomProgram {
  /// What happens, in the order of the script.
  enum Step {
    case change(Effect)
    /// A policy is read and printed as the line with this number.
    case look(policy: String, number: Int)
    /// Every change of ports so far has its outcome after this.
    case flush
    /// The outcome of a change is read; it may wait for more than that change.
    case handle
  }

  private(set) var text = ""
  private(set) var steps: [Step] = []
  /// Whether requests can be counted beforehand: handles may find their outcome settled or not.
  private(set) var readsHandles = false
  private var number = 0
  private var random: RandomSource
  private let subjects: Subjects
  /// The group that a script put an instance into last.
  private var groups: [String: String] = [:]
  /// A statement about a port that was made already, to be made again.
  private var earlier: [(line: String, effects: [Effect])] = []

  /// What scripts are about.
  struct Subjects {
    let agents: [String]
    let policies: [String]
    let hosts: [String]
    let instances: [(id: String, group: String)]
    let groups: [String]

    init(_ inventory: Inventory) {
      agents = inventory.hosts.map(\.agentID).filter { !$0.isEmpty }
      hosts = inventory.hosts.prefix(4).map(\.hostID)
      policies = inventory.policies.filter { $0.enterpriseProjectID == "0" }.prefix(3).map(\.id)
      instances = inventory.auditInstances.prefix(3).map { ($0.id, $0.securityGroupID) }
      groups = inventory.securityGroups.prefix(3).map(\.id)
    }
  }

  init(seed: Int, _ subjects: Subjects) {
    random = RandomSource(seed: seed)
    self.subjects = subjects
    text = """
      def seen(id):
          for p in whitelistPolicies(policy_id = id):
              return [p.policy_name, p.learning_days, p.dir_list, p.file_extension_list, p.intercept]


      """
    for instance in subjects.instances { groups[instance.id] = instance.group }
    let mayReadHandles = random.chance(50)
    for _ in 0..<(3 + random.below(40)) { add(mayReadHandles: mayReadHandles) }
  }

  private mutating func add(mayReadHandles: Bool) {
    number += 1
    switch random.below(100) {
    case 0..<55: port(readsHandle: mayReadHandles && random.chance(15))
    case 55..<63: bulk()
    case 63..<75: policy(readsHandle: mayReadHandles && random.chance(30))
    case 75..<85: group(readsHandle: mayReadHandles && random.chance(30))
    case 85..<93: look()
    default:
      write("flush()", [])
      steps.append(.flush)
    }
  }

  private mutating func write(_ line: String, _ effects: [Effect]) {
    text += line + "\n"
    steps += effects.map(Step.change)
  }

  /// A change whose outcome the script may look at.
  private mutating func change(
    _ function: String, _ arguments: String, _ effects: [Effect], readsHandle: Bool
  ) {
    guard readsHandle else { return write("\(function)(\(arguments))", effects) }
    readsHandles = true
    if random.chance(50) {
      write("attempt(\(function), \(arguments)).ok", effects)
    } else {
      write("\(function)(\(arguments)).or_(None)", effects)
    }
    steps.append(.handle)
  }

  // MARK: Ports

  private mutating func port(readsHandle: Bool) {
    if !earlier.isEmpty, random.chance(15) {
      let again = random.pick(earlier)
      return write(again.line, again.effects)
    }
    let isIgnored = random.chance(60)
    // A target is always of one category, so that what one request may carry is known.
    let agent = random.below(6)
    let category = agent < 2 ? "container" : "host"
    let port = 1000 + random.below(4)
    let type = random.pick(["TCP", "UDP"])
    let mark = "m\(number)"
    var arguments = "\"\(subjects.agents[agent])\", \(port), \"\(type)\", host = \"\(mark)\""
    if agent < 2 { arguments += ", category = \"container\", container = \"c\(agent)\"" }
    let effect = Effect(
      target: .port(
        PortTarget(
          category: category, agentID: subjects.agents[agent], port: port, type: type,
          containerID: agent < 2 ? "c\(agent)" : "")), change: .ignore(isIgnored), mark: mark)
    let function = isIgnored ? "ignorePort" : "unignorePort"
    change(function, arguments, [effect], readsHandle: readsHandle)
    if !readsHandle { earlier.append(("\(function)(\(arguments))", [effect])) }
  }

  /// A list of agents, in an enterprise project of its own so that it never shares a request.
  private mutating func bulk() {
    let start = random.below(100)
    let count = 1 + random.below(400)
    let port = 10_000 + number
    let agents = subjects.agents[start..<min(start + count, subjects.agents.count)]
    let list = "[" + agents.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    write(
      "ignorePort(\(list), \(port), \"TCP\", enterpriseProject = \"all_granted_eps\")",
      agents.map { agent in
        Effect(
          target: .port(PortTarget(agentID: agent, port: port, type: "TCP")),
          change: .ignore(true), mark: "\(agent) \(port)")
      })
  }

  // MARK: Policies and groups

  private mutating func policy(readsHandle: Bool) {
    let id = random.pick(subjects.policies)
    var edit = Effect.Edit(name: "p\(number)")
    var arguments = "\"\(id)\", name = \"p\(number)\""
    if random.chance(50) {
      edit.days = 3 + random.below(28)
      arguments += ", learningDays = \(3 + (edit.days ?? 3) - 3)"
    }
    if random.chance(40) {
      edit.directories = random.chance(30) ? [] : ["/opt/\(number)"]
      arguments += edit.directories == [] ? ", dirs = []" : ", dirs = [\"/opt/\(number)\"]"
    }
    if random.chance(30) {
      edit.fileExtensions = ["e\(number)"]
      arguments += ", extensions = [\"e\(number)\"]"
    }
    if random.chance(40) {
      let isOn = random.chance(50)
      edit.intercepts = isOn
      arguments += ", intercept = \(isOn ? "True" : "False")"
    }
    if random.chance(30) {
      let host = random.pick(subjects.hosts)
      edit.hostIDs = [host]
      arguments += ", hosts = [\"\(host)\"]"
    }
    change(
      "modifyWhitelistPolicy", arguments,
      [Effect(target: .policy(id), change: .edit(edit), mark: "p\(number)")],
      readsHandle: readsHandle)
  }

  private mutating func group(readsHandle: Bool) {
    let instance = random.pick(subjects.instances).id
    // Never the one it is in: two equal changes in a row may be sent as one.
    let group = random.pick(subjects.groups.filter { $0 != groups[instance] })
    groups[instance] = group
    change(
      "setSecurityGroup", "\"\(instance)\", \"\(group)\"",
      [Effect(target: .instance(instance), change: .move(to: group), mark: "g\(number)")],
      readsHandle: readsHandle)
  }

  private mutating func look() {
    let id = random.pick(subjects.policies)
    write("a\(number) = attempt(seen, \"\(id)\")", [])
    write(
      "print(json.encode([\(number), a\(number).value if a\(number).ok else None]))", [])
    steps.append(.look(policy: id, number: number))
  }
}

// MARK: - What a faultless run needs

extension RandomProgram {
  var effects: [Effect] {
    steps.compactMap { if case .change(let effect) = $0 { effect } else { nil } }
  }

  /// How many requests each operation needs at most; exactly so many where no handle is read.
  var requestCounts: [String: Int] {
    var counts: [String: Int] = [:]
    /// The last word on each port since the last request.
    var waiting: [PortTarget: (isIgnored: Bool, isBulk: Bool)] = [:]
    func send() {
      var sizes: [String: Int] = [:]
      for (target, change) in waiting {
        sizes["\(change) \(target.category)", default: 0] += 1
      }
      for size in sizes.values { counts["BatchModifyPortStatus", default: 0] += (size + 199) / 200 }
      waiting = [:]
    }
    for step in steps {
      switch step {
      case .flush, .handle: send()
      case .look: counts["ListAppWhitelistPolicy", default: 0] += 1
      case .change(let effect):
        switch (effect.target, effect.change) {
        case (.port(let target), .ignore(let isIgnored)):
          waiting[target] = (isIgnored, target.port >= 10_000)
        case (.policy, _):
          counts["ListAppWhitelistPolicy", default: 0] += 1
          counts["ChangeAppWhitelistPolicy", default: 0] += 1
        default: counts["UpdateAuditSecurityGroupNew", default: 0] += 1
        }
      }
    }
    send()
    return counts
  }
}
