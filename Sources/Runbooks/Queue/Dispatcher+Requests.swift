import HuaweiCloud

extension Dispatcher {
  /// Sends the request of some changes: the request's ID, or why it did not succeed.
  func perform(
    _ entries: [ChangeQueue.Entry], _ operation: WriteOperation, _ grant: Pacer.Grant
  ) async -> Result<String?, RequestFailure> {
    switch entries.first?.ticket.content {
    case .policy(let edit): return await modify(edit, grant)
    case .port, .securityGroup, nil: break
    }
    let call: Call
    do throws(ParameterError) {
      call = try Self.call(for: entries)
    } catch {
      gateway.pacer.released(grant)
      return .failure(.refused(.parameter(error)))
    }
    let answer = await gateway.send(call, grant: grant)
    return answer.map(\.requestID).mapError(\.request)
  }

  private static func call(for entries: [ChangeQueue.Entry]) throws(ParameterError) -> Call {
    var ports: [Port] = []
    var first: PortChange?
    for entry in entries {
      switch entry.ticket.content {
      case .port(let change):
        first = first ?? change
        ports.append(change.port)
      case .securityGroup(let instance, let group):
        return try DBSS.call(settingSecurityGroup: group, ofInstance: instance)
      case .policy: continue
      }
    }
    let change = PortStatusChange(
      first?.action ?? .ignore, ports: ports, category: first?.category ?? .host,
      enterpriseProject: first?.enterpriseProject)
    return try change.call()
  }

  // MARK: Policies

  /// Reads a policy and puts it back with the edit, at once; reads it again before each further attempt.
  private func modify(
    _ edit: PolicyEdit, _ grant: Pacer.Grant
  ) async -> Result<String?, RequestFailure> {
    let start = gateway.clock.now()
    var grant: Pacer.Grant? = grant
    var attempt = 0
    while true {
      attempt += 1
      let call: Call
      switch await self.call(for: edit) {
      case .success(let made): call = made
      case .failure(let failure):
        if let grant { gateway.pacer.released(grant) }
        return .failure(failure)
      }
      let answer = await gateway.send(call, grant: grant, mayRepeat: false)
      grant = nil
      guard case .failure(.cloud(let error, let attempts)) = answer, attempts > 0,
        let delay = gateway.retries.delay(
          afterAttempt: attempt, error, isIdempotent: call.isIdempotent,
          elapsed: gateway.clock.now() - start, random: .random(in: 0...1)),
        await pauses.pause(delay)
      else { return answer.map(\.requestID).mapError(\.request) }
    }
  }

  /// The call that makes an edit of the policy as it is now.
  private func call(for edit: PolicyEdit) async -> Result<Call, RequestFailure> {
    switch await currentPolicy(edit) {
    case .failure(let failure): return .failure(failure)
    case .success(let policy):
      do throws(ParameterError) {
        let changed = edit.applied(to: policy)
        return .success(try changed.call(enterpriseProject: edit.enterpriseProject))
      } catch {
        return .failure(.refused(.parameter(error)))
      }
    }
  }

  private func currentPolicy(
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
      return .failure(.refused(error))
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
        guard let policy = WhitelistPolicy(item: item) else {
          return .failure(.failed(.incompletePolicy(edit)))
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
    case .cloud(let error, attempts: 0) where error.isAuthentication: .stopped
    case .cloud(let error, _): .refused(error)
    }
  }
}

extension ChangeFailure {
  fileprivate static func noPolicy(_ edit: PolicyEdit) -> Self {
    .conflict(
      "enterprise project \"\(edit.enterpriseProject.id)\" has no whitelist policy \(edit.id)",
      advice: "Nothing was changed. Check the policy's ID and the enterprise project.")
  }

  fileprivate static func incompletePolicy(_ edit: PolicyEdit) -> Self {
    .conflict(
      "the service does not tell all members of whitelist policy \(edit.id) that a change must send",
      advice: "Nothing was changed. Name every member in the call.")
  }
}
