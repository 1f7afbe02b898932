import HuaweiCloud
import Starlark
import StarlarkCompiler

/// The built-ins that change the cloud.
///
/// A call returns at once with a handle; what it asks for leaves in packs.
enum Writes {
  static let functions = [
    portFunction(
      "ignorePort", .ignore, "Ignores a port of an agent, so that HSS stops reporting it."),
    portFunction(
      "unignorePort", .notIgnore,
      "Takes back what ignorePort did: HSS reports the port of the agent again."),
    modifyWhitelistPolicy, setSecurityGroup, flush,
  ]

  // MARK: Ports

  private typealias Ports = HSS.PortParameters

  private static let agent = ArgumentReader.Identity(
    what: "agent id", attributes: ["agent_id"], parameter: Ports.agentID)

  /// What goes out is no TCP or UDP port beyond this, though the reference allows it.
  private static let highestPort = 65_535

  private static func portFunction(
    _ name: String, _ action: PortStatusChange.Action, _ summary: String
  ) -> NativeFunction {
    let signature = Signature(
      name,
      [
        .init(
          "agent",
          type: .union([.string, .named("Host"), .named("PortHost"), .named("Port"), .list(.any)]),
          documentation:
            "The agent's ID, an object that has one as agent_id, or a list of either."),
        .init("port", of: Ports.port, isOptional: false),
        .init("protocol", of: Ports.portType, isOptional: false),
        .init("host", .keywordOnly, of: Ports.hostID),
        .init("container", .keywordOnly, of: Ports.containerID),
        .init("category", .keywordOnly, of: Ports.category, defaultText: "\"host\""),
        .init("enterpriseProject", .keywordOnly, of: Ports.enterpriseProject),
      ], result: .named("Change"),
      documentation: summary + """
         Up to 200 ports travel in one request; a list of agents goes without `host` and `container`. Whether a port \
        is ignored cannot be read back.
        """,
      reference: HSS.batchModifyPortStatus.reference)
    return .outside(signature) { call throws(Recorded) in
      try call.changePort(action, agent: agent, highestPort: highestPort)
    }
  }

  // MARK: Policies

  private typealias Policy = HSS.PolicyParameters

  private static let policy = ArgumentReader.Identity(
    what: "policy id", attributes: ["policy_id"], parameter: Policy.id)
  private static let host = ArgumentReader.Identity(
    what: "host id", attributes: ["host_id"],
    parameter: HuaweiCloud.Parameter("host_id", .body, .text(1...64), "The server's ID."))

  private static let modifyWhitelistPolicy = NativeFunction.outside(
    Signature(
      "modifyWhitelistPolicy",
      [
        .init(
          "policy", of: Policy.id, isOptional: false,
          type: .union([.string, .named("WhitelistPolicy")])),
        .init("name", .keywordOnly, of: Policy.name),
        .init("type", .keywordOnly, of: Policy.type),
        .init("learningDays", .keywordOnly, of: Policy.learningDays),
        .init("specifiedDir", .keywordOnly, of: Policy.specifiedDir),
        .init("intercept", .keywordOnly, of: Policy.intercept),
        .init("autoConfirm", .keywordOnly, of: Policy.autoConfirm),
        .init("autoDetect", .keywordOnly, of: Policy.autoDetect),
        .init("dirs", .keywordOnly, of: Policy.dirs),
        .init("extensions", .keywordOnly, of: Policy.extensions),
        .init("hosts", .keywordOnly, of: Policy.hosts, type: .list(.any)),
        .init(
          "enterpriseProject", .keywordOnly, of: Policy.enterpriseProject, defaultText: "\"0\""),
      ], result: .named("Change"),
      documentation: """
        Changes members of a process whitelist policy. The service replaces a policy whole, so the policy is read \
        right before and what is left out, or None, is kept; an empty list clears. What somebody else changes in \
        between is lost.
        """,
      reference: HSS.changeAppWhitelistPolicy.reference)
  ) { call throws(Recorded) in
    let read = call.read
    let project = try read.text(call[11], "enterpriseProject", Policy.enterpriseProject)
    var edit = PolicyEdit(
      id: try read.id(call[0], "policy", policy),
      enterpriseProject: project.map { EnterpriseProject($0) }
        ?? call.context.settings.enterpriseProject ?? .default)
    edit.name = try read.text(call[1], "name", Policy.name)
    edit.type = try read.text(call[2], "type", Policy.type)
    edit.learningDays = try read.integer(call[3], "learningDays", Policy.learningDays)
    edit.specifiedDir = try read.truth(call[4], "specifiedDir", Policy.specifiedDir)
    edit.intercept = try read.truth(call[5], "intercept", Policy.intercept)
    edit.autoConfirm = try read.truth(call[6], "autoConfirm", Policy.autoConfirm)
    edit.autoDetect = try read.truth(call[7], "autoDetect", Policy.autoDetect)
    edit.dirs = try read.texts(call[8], "dirs", Policy.dirs)
    edit.extensions = try read.texts(call[9], "extensions", Policy.extensions)
    if !read.isAbsent(call[10]) { edit.hosts = try read.ids(call[10], "hosts", host).ids }
    return try call.submit(.modifyWhitelistPolicy, [.policy(edit)])
  }

  // MARK: Security groups

  private static let instance = ArgumentReader.Identity(
    what: "instance id", attributes: ["instance_id", "id"],
    parameter: DBSS.SecurityGroupParameters.instanceID)
  private static let securityGroup = ArgumentReader.Identity(
    what: "security group id", attributes: ["id", "security_group_id"],
    parameter: HuaweiCloud.Parameter(
      "securitygroup_ids", .body, .text(1...64), isRequired: true,
      "The security group; the service takes one."))

  private static let setSecurityGroup = NativeFunction.outside(
    Signature(
      "setSecurityGroup",
      [
        .init(
          "instance", of: instance.parameter, isOptional: false,
          type: .union([.string, .named("AuditInstance"), .list(.any)])),
        .init(
          "securityGroup", of: securityGroup.parameter, isOptional: false,
          type: .union([.string, .named("SecurityGroup")])),
      ], result: .named("Change"),
      documentation: """
        Puts a database audit instance, or each of a list, into a security group in place of the one it is in.
        """,
      reference: DBSS.updateAuditSecurityGroup.reference)
  ) { call throws(Recorded) in
    let group = try call.read.id(call[1], "securityGroup", securityGroup)
    let ids = try call.read.ids(call[0], "instance", instance).ids
    return try call.submit(
      .setSecurityGroup, ids.map { .securityGroup(instance: $0, group: group) })
  }

  // MARK: Flush

  private static let flush = NativeFunction.outside(
    Signature(
      "flush", result: .list(.named("Error")),
      documentation: """
        Sends all changes made so far and waits for their outcomes. Gives a list of the errors of those that failed \
        since the last flush; they count as looked at.
        """)
  ) { call throws(Recorded) in
    guard call.context.barrier(Set(WriteOperation.allCases), call.machine) else { throw Recorded() }
    let errors = call.machine.heap.list()
    let path = call.context.scope.path
    for ticket in call.context.dispatcher.ledger.takeFailures(under: path) {
      guard case .failed(let failure)? = ticket.outcome else { continue }
      ticket.markRead()
      errors.append(
        call.context.error(failure, ticket, call.machine), heap: call.machine.heap)
    }
    return Value(errors.object)
  }
}

extension OutsideCall {
  fileprivate func changePort(
    _ action: PortStatusChange.Action, agent: ArgumentReader.Identity, highestPort: Int
  ) throws(Recorded) -> Value {
    typealias Ports = HSS.PortParameters
    let (agents, isList) = try read.ids(self[0], "agent", agent)
    guard let port = try read.integer(self[1], "port", Ports.port) else {
      throw read.fail("port", got: "None", want: Ports.port.want)
    }
    guard
      let word = try read.text(self[2], "protocol", Ports.portType),
      let spoken = Port.TransportProtocol(rawValue: word)
    else { throw read.fail("protocol", got: "None", want: Ports.portType.want) }
    let host = try place(3, "host", Ports.hostID, isList)
    let container = try place(4, "container", Ports.containerID, isList)
    let category = try read.text(self[5], "category", Ports.category)
    let project = try read.text(self[6], "enterpriseProject", Ports.enterpriseProject)
    if port > highestPort {
      context.warn(
        "\(read.signature.name): port \(port) is above \(highestPort), which no TCP or UDP port is",
        machine)
    }
    return try submit(
      action == .ignore ? .ignorePort : .unignorePort,
      agents.map { id in
        let change = PortChange(
          action,
          Port(agentID: id, number: port, protocol: spoken, hostID: host, containerID: container),
          category: category.flatMap(AssetCategory.init(rawValue:)) ?? .host,
          enterpriseProject: project.map { EnterpriseProject($0) }
            ?? context.settings.enterpriseProject, sharing: context.lastPort)
        context.lastPort = change
        return .port(change)
      })
  }

  /// The ID of a host or container, which a list of agents cannot share.
  private func place(
    _ index: Int, _ name: String, _ parameter: HuaweiCloud.Parameter, _ isList: Bool
  ) throws(Recorded) -> String? {
    guard let text = try read.text(self[index], name, parameter) else { return nil }
    guard !isList else {
      throw read.fail(name, got: "\"\(text)\" for a list of agents", want: "one agent with it")
    }
    guard !text.isEmpty else {
      throw read.fail(name, got: "an empty id", want: "a text of 1 to 64 characters")
    }
    return text
  }

  /// Most changes that are queued before room is looked for again.
  private static let portion = 10_000

  /// Queues changes and gives their handle; waits while too many are queued.
  func submit(_ kind: ChangeKind, _ contents: [ChangeContent]) throws(Recorded) -> Value {
    let function = kind.rawValue
    let mode = context.control.mode
    guard mode != .readOnly else { throw readOnly(function) }
    guard context.identifyProject(machine) else { throw Recorded() }
    let place = machine.place
    var tickets: [ChangeTicket] = []
    tickets.reserveCapacity(contents.count)
    var impossible: Set<Int> = []
    for (index, content) in contents.enumerated() {
      var call = call
      call.item = index
      let planned = try context.planned(content, machine)
      if planned?.state == .impossible { impossible.insert(index) }
      let ticket = ChangeTicket(content, place: place, call: call, expected: planned?.before)
      tickets.append(ticket)
    }
    try checkLanes(function, tickets)
    if mode == .plan {
      for ticket in tickets { try plan(ticket) }
    } else if impossible.isEmpty {
      try enqueue(try context.unsettled(tickets, machine))
    } else {
      // What is not in the plan as a change is not sent.
      try context.refuse(
        planned: tickets.indices.filter { impossible.contains($0) }.map { tickets[$0] }, machine)
      let possible = tickets.indices.filter { !impossible.contains($0) }.map { tickets[$0] }
      try enqueue(try context.unsettled(possible, machine))
    }
    return machine.heap.host(
      ChangeHandle(kind, tickets, context), footprint: tickets.count * ChangeTicket.footprint)
  }

  private func enqueue(_ tickets: [ChangeTicket]) throws(Recorded) {
    let dispatcher = context.dispatcher
    context.scope.note(tickets)
    for start in stride(from: 0, to: tickets.count, by: Self.portion) {
      let end = min(start + Self.portion, tickets.count)
      let hasRoom = dispatcher.enqueue(
        tickets.count <= Self.portion ? tickets : Array(tickets[start..<end]))
      if !hasRoom { try awaitRoom() }
    }
  }

  /// Records that the session changes nothing.
  func readOnly(_ function: String) -> Recorded {
    machine.fail(
      EvaluationFailure(
        .error, "\(function): this session is read-only",
        hint: "`:read-only off` allows it; `:plan on` before that shows what would change"))
    return Recorded()
  }

  /// Waits until more changes may be queued.
  private func awaitRoom() throws(Recorded) {
    let dispatcher = context.dispatcher
    let needsRelease = dispatcher.asks || context.lanes != nil
    try pause(releasing: needsRelease ? Set(WriteOperation.allCases) : []) {
      await dispatcher.wait(for: .room)
    }
  }

  /// Refuses changes of what another item of a `parallelMap` changes in another way.
  private func checkLanes(_ function: String, _ tickets: [ChangeTicket]) throws(Recorded) {
    for ticket in tickets {
      guard let conflict = context.scope.add(ticket.content) else { continue }
      machine.fail(
        "\(function): items \(conflict.items.0) and \(conflict.items.1) of parallelMap set "
          + "\(ticket.content.target) to different things",
        hint: "which came first would be left to chance: put both changes into one item")
      throw Recorded()
    }
  }
}
