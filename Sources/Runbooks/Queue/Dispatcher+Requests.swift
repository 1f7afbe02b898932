import HuaweiCloud
import StateStore

extension Dispatcher {
  /// Sends the request of some changes, once the journal has it: the request's ID, or why it did not succeed.
  func perform(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation, _ grant: Pacer.Grant
  ) async -> Performed {
    switch entries.first?.ticket.content {
    case .policy(let edit): return await modify(entries, edit, grant)
    case .securityGroup(let instance, let group):
      return await set(entries, group, of: instance, grant)
    case .port, nil: break
    }
    let call: Call
    do throws(ParameterError) {
      call = try Self.call(for: entries)
    } catch {
      gateway.pacer.released(grant)
      return Performed(result: .failure(.refused(.parameter(error), isUncertain: false)))
    }
    return await send(call, entries, operation, grant)
  }

  /// Writes down that a request is about to leave; nil where it must not, or where nothing is written down.
  func intend(
    _ entries: [ChangeQueue.Entry], _ call: Call?, _ operation: WriteOperation, before: JSON? = nil
  ) async -> PackID? {
    do throws(JournalError) {
      return try await recorder.intend(
        entries, call, operation, before: before.map { [0: $0] } ?? [:])
    } catch {
      halt(.unjournaled(error))
      return nil
    }
  }

  private func send(
    _ call: Call, _ entries: [ChangeQueue.Entry], _ operation: WriteOperation,
    _ grant: Pacer.Grant, before: JSON? = nil
  ) async -> Performed {
    let pack = await intend(entries, call, operation, before: before)
    guard pack != nil || !recorder.isActive else {
      gateway.pacer.released(grant)
      return Performed(result: .failure(.stopped))
    }
    let answer = await onWire { await gateway.send(call, grant: grant) }
    return Performed(
      result: answer.map { .init(requestID: $0.requestID) }.mapError(\.request), pack: pack)
  }

  private static func call(for entries: [ChangeQueue.Entry]) throws(ParameterError) -> Call {
    var ports: [Port] = []
    var first: PortChange?
    for entry in entries {
      guard case .port(let change) = entry.ticket.content else { continue }
      first = first ?? change
      ports.append(change.port)
    }
    let change = PortStatusChange(
      first?.action ?? .ignore, ports: ports, category: first?.category ?? .host,
      enterpriseProject: first?.enterpriseProject)
    return try change.call()
  }

  // MARK: What the target has to be like

  /// Whether what was read of a target is what the change asks for; the session ends where a plan says so.
  private func conflict(_ ticket: ChangeTicket, _ found: JSON) -> ChangeFailure? {
    guard let expected = ticket.expected, !PolicyEdit.agree(expected, found),
      !recorder.isRepeated(ticket)
    else { return nil }
    return conflict("\(ticket.content.target) was \(expected), and is \(found)")
  }

  private func conflict(_ difference: String) -> ChangeFailure {
    if plan != nil { halt(.stale(difference)) }
    return .conflict(difference, advice: "Nothing was changed by it. Look at what changed it.")
  }

  // MARK: Security groups

  private func set(
    _ entries: [ChangeQueue.Entry], _ group: String, of instance: String, _ grant: Pacer.Grant
  ) async -> Performed {
    let ticket = entries[0].ticket
    let call: Call
    do throws(ParameterError) {
      call = try DBSS.call(settingSecurityGroup: group, ofInstance: instance)
    } catch {
      gateway.pacer.released(grant)
      return Performed(result: .failure(.refused(.parameter(error), isUncertain: false)))
    }
    var before: JSON?
    if recorder.isActive || ticket.expected != nil {
      // Where it cannot be read it can be set all the same, but not taken back.
      before = await securityGroup(of: instance, isFresh: ticket.expected != nil)
        .map { ["security_group_id": .string($0)] }
    }
    if before == nil, ticket.expected != nil, !recorder.isRepeated(ticket) {
      gateway.pacer.released(grant)
      let failure = conflict("\(ticket.content.target): it is gone, or cannot be read")
      return Performed(result: .failure(.failed(failure)))
    }
    if let before {
      if let failure = conflict(ticket, before) {
        gateway.pacer.released(grant)
        return Performed(result: .failure(.failed(failure)))
      }
      if before["security_group_id"]?.string == group, !recorder.isRepeated(ticket) {
        gateway.pacer.released(grant)
        return await unchanged(entries, .securityGroup, before)
      }
    }
    let performed = await send(call, entries, .securityGroup, grant, before: before)
    if case .success = performed.result { note(instance, isIn: group) }
    return performed
  }

  /// A change that is not sent, because the service says that it is so already.
  private func unchanged(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation, _ before: JSON
  ) async -> Performed {
    Performed(
      result: .success(.init(isUnchanged: true)),
      pack: await intend(entries, nil, operation, before: before))
  }

  // MARK: Policies

  /// Reads a policy and puts it back with the edit while nobody else on this machine does; reads it again before
  /// each further attempt.
  private func modify(
    _ entries: [ChangeQueue.Entry], _ edit: PolicyEdit, _ grant: Pacer.Grant
  ) async -> Performed {
    var grant: Pacer.Grant? = grant
    var pack: PackID?
    var attempt = 0
    var spent = Duration.zero
    var last: RequestFailure?
    while true {
      attempt += 1
      var (performed, wasSent) = (Performed(result: .failure(.stopped), pack: pack), false)
      switch await turns.next(for: edit, holding: &grant) {
      case .failure(let failure): performed.result = .failure(failure)
      case .success(let turn):
        let departure = gateway.clock.now()
        (performed, wasSent) = await put(entries, edit, grant, pack, isFirst: attempt == 1)
        spent += gateway.clock.now() - departure
        grant = nil
        turn.end()
      }
      pack = performed.pack
      guard case .failure(let failure) = performed.result else { return performed }
      let known = failure.after(last)
      guard wasSent, case .refused(let error, _) = known,
        let delay = gateway.retries.delay(
          afterAttempt: attempt, error, isIdempotent: true, elapsed: spent,
          random: .random(in: 0...1))
      else { return performed.ended(failure, after: last) }
      last = known
      guard await pauses.pause(delay) else { return performed.ended(.stopped, after: known) }
      spent += delay
    }
  }

  /// Reads a policy and puts it back once; tells whether it came to the second.
  private func put(
    _ entries: [ChangeQueue.Entry], _ edit: PolicyEdit, _ grant: Pacer.Grant?, _ pack: PackID?,
    isFirst: Bool
  ) async -> (Performed, wasSent: Bool) {
    let ticket = entries[0].ticket
    var pack = pack
    func unsent(_ failure: RequestFailure) -> (Performed, wasSent: Bool) {
      if let grant { gateway.pacer.released(grant) }
      return (Performed(result: .failure(failure), pack: pack), false)
    }
    let policy: WhitelistPolicy
    switch await currentPolicy(edit) {
    case .success(let found): policy = found
    case .failure(let failure): return unsent(failure)
    }
    let before = edit.members(of: policy)
    if isFirst {
      if let failure = conflict(ticket, before) { return unsent(.failed(failure)) }
      if edit.isSatisfied(by: policy), recorder.isActive, !recorder.isRepeated(ticket) {
        if let grant { gateway.pacer.released(grant) }
        return (await unchanged(entries, .whitelistPolicy, before), false)
      }
    }
    let call: Call
    do throws(ParameterError) {
      call = try edit.applied(to: policy).call(enterpriseProject: edit.enterpriseProject)
    } catch {
      return unsent(.refused(.parameter(error), isUncertain: false))
    }
    if pack == nil, recorder.isActive {
      pack = await intend(entries, call, .whitelistPolicy, before: before)
      guard pack != nil else { return unsent(.stopped) }
    }
    let answer = await onWire { await gateway.send(call, grant: grant, mayRepeat: false) }
    var wasSent = true
    if case .failure(.cloud(_, attempts: 0, _)) = answer { wasSent = false }
    let performed = Performed(
      result: answer.map { .init(requestID: $0.requestID) }.mapError(\.request), pack: pack)
    return (performed, wasSent)
  }

  func currentPolicy(
    _ edit: PolicyEdit
  ) async -> Result<WhitelistPolicy, RequestFailure> {
    let project = edit.enterpriseProject.id
    var cursor: PageCursor
    do throws(CloudError) {
      let pages = try gateway.client.hss.whitelistPolicies([
        "enterprise_project_id": .string(project)
      ])
      cursor = PageCursor(pages: pages.makeAsyncIterator())
    } catch {
      return .failure(.refused(error, isUncertain: false))
    }
    while true {
      let (page, next) = await gateway.page(of: cursor)
      cursor = next
      switch page {
      case .failure(let failure): return .failure(failure.request)
      case .success(nil): return .failure(.failed(.noPolicy(edit)))
      case .success(let items?):
        guard let item = items.first(where: { $0["policy_id"]?.string == edit.id }) else {
          continue
        }
        let filled = edit.completing(item)
        guard let policy = WhitelistPolicy(item: filled) else {
          return .failure(.failed(.incompletePolicy(filled)))
        }
        return .success(policy)
      }
    }
  }
}

extension Gateway.Failure {
  /// The failure as that of a request of changes.
  var request: RequestFailure {
    switch self {
    case .stopped: .stopped
    // It was not sent, because another call was refused the credentials.
    case .cloud(let error, attempts: 0, _) where error.isAuthentication: .stopped
    case .cloud(let error, _, let isUncertain): .refused(error, isUncertain: isUncertain)
    }
  }
}

extension ChangeFailure {
  static func noPolicy(_ edit: PolicyEdit) -> Self {
    .conflict(
      "enterprise project \"\(edit.enterpriseProject.id)\" has no whitelist policy \(edit.id)",
      advice: "Nothing was changed. Check the policy's ID and the enterprise project.")
  }

  /// An item of the list of policies, changed by the call, lacks what a change must send.
  static func incompletePolicy(_ item: JSON) -> Self {
    let missing = WhitelistPolicy.missingMembers(of: item)
    let names = missing.map { "`\($0)`" }.joined(separator: ", ")
    return .conflict(
      "the service does not tell \(names), which a change must send",
      advice: "Nothing was changed. Give what is missing in the call.")
  }
}
