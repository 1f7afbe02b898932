import HuaweiCloud
import Starlark
import StateStore

extension RunContext {
  /// The change as the plan has it, where one is carried out: what it says of before is read again before it is sent.
  func planned(_ content: ChangeContent, _ machine: Machine) throws(Recorded) -> PlannedChange? {
    guard let plan = dispatcher.plan else { return nil }
    let (target, after) = (content.targetText(project: recorder.project), content.afterText)
    guard let planned = plan.take(content.kind, target: target, after: after) else {
      stop(.stale("it does not have \(content.kind.rawValue): \(content.target)"), machine)
      throw Recorded()
    }
    return planned
  }

  /// The changes among some that are to be sent; the others have their outcome from before the run was resumed.
  func unsettled(
    _ tickets: [ChangeTicket], _ machine: Machine
  ) throws(Recorded) -> [ChangeTicket] {
    guard recorder.isReplaying else { return tickets }
    var unsettled: [ChangeTicket] = []
    for ticket in tickets {
      do throws(ReplayFailure) {
        if let (outcome, requestID) = try recorder.recorded(ticket) {
          dispatcher.settle(replayed: ticket, outcome, requestID: requestID)
        } else if let deferral = recorder.deferral, !isDeferring {
          // What the stop left unsent stays so.
          dispatcher.settle(replayed: ticket, .unsent(deferral.reason), requestID: nil)
        } else {
          unsettled.append(ticket)
        }
      } catch {
        stop(error.reason, machine)
        throw Recorded()
      }
    }
    return unsettled
  }

  /// Gives changes whose target was not there when the plan was made their outcome: they fail, and nothing is sent.
  func refuse(planned tickets: [ChangeTicket], _ machine: Machine) throws(Recorded) {
    let fresh = try unsettled(tickets, machine)
    guard !fresh.isEmpty else { return }
    if !recorder.isReplaying {
      do throws(JournalError) {
        try recorder.refuse(fresh, .plannedAsImpossible)
      } catch {
        stop(.unjournaled(error), machine)
        throw Recorded()
      }
    }
    dispatcher.finish(fresh, .failed(.plannedAsImpossible), requestID: nil)
  }

  /// In a plan, notes that what is read now of a service does not show the changes planned so far.
  ///
  /// - Parameters:
  ///   - function: What reads.
  ///   - service: Whose answer it is.
  ///   - hidden: Whether changes by built-ins do not show in it.
  ///   - machine: Where the call is.
  func noteUnshown(
    _ function: String, of service: Service, hiding hidden: Bool, _ machine: Machine
  ) {
    guard control.mode == .plan, hidden || planner.hasCalled(service) else { return }
    planner.miss("\(function) at \(machine.place.map { "\($0.file):\($0.line)" } ?? "?")")
  }

  /// What a plan cannot know ends it here.
  func endPlan(_ reason: String, _ machine: Machine) {
    planner.end(reason, at: machine.place)
    stop(.unplannable(reason), machine)
  }
}

extension ChangeFailure {
  /// A change whose target was not there when the plan was made.
  static let plannedAsImpossible = conflict(
    "its target was not there when the plan was made", advice: "Nothing was changed by it.")
}

extension OutsideCall {
  /// Takes a change into the plan, with what is read of its target.
  func plan(_ ticket: ChangeTicket) throws(Recorded) {
    switch ticket.content {
    case .port:
      context.planner.add(ticket, before: nil, .change)
      ticket.settle(.applied, requestID: nil)
    case .policy(let edit):
      switch try policy(edit) {
      case .failure(let failure): impossible(ticket, failure)
      case .success(let policy):
        let before = edit.members(of: policy)
        take(ticket, before, isUnchanged: edit.isSatisfied(by: policy))
      }
    case .securityGroup(let instance, let group):
      guard let found = try instances().first(where: { $0["instance_id"]?.string == instance })
      else {
        return impossible(
          ticket, .conflict("there is no audit instance \(instance)", advice: "Check its ID."))
      }
      let now = context.planner.shown(found)["security_group_id"] ?? .null
      take(ticket, ["security_group_id": now], isUnchanged: now.string == group)
    }
  }

  private func take(_ ticket: ChangeTicket, _ before: JSON, isUnchanged: Bool) {
    context.planner.add(ticket, before: before, isUnchanged ? .unchanged : .change)
    ticket.settle(isUnchanged ? .unchanged : .applied, requestID: nil)
  }

  private func impossible(_ ticket: ChangeTicket, _ failure: ChangeFailure) {
    context.planner.add(ticket, before: nil, .impossible)
    ticket.settle(.failed(failure), requestID: nil)
  }

  // MARK: What is there now

  private func policy(_ edit: PolicyEdit) throws(Recorded) -> Result<WhitelistPolicy, ChangeFailure>
  {
    let items = try list(
      HSS.whitelistPolicies, ["enterprise_project_id": .string(edit.enterpriseProject.id)])
    guard let item = items.first(where: { $0["policy_id"]?.string == edit.id }) else {
      return .failure(.noPolicy(edit))
    }
    let filled = edit.completing(context.planner.shown(item))
    guard let policy = WhitelistPolicy(item: filled) else {
      return .failure(.incompletePolicy(filled))
    }
    return .success(policy)
  }

  private func instances() throws(Recorded) -> [JSON] { try list(DBSS.auditInstances, [:]) }

  /// A whole list, read once for a plan.
  private func list(
    _ operation: HuaweiCloud.Operation, _ filters: [String: JSON]
  ) throws(Recorded) -> [JSON] {
    guard let items = context.whole(operation, filters, for: read.signature.name, machine) else {
      throw Recorded()
    }
    return items
  }
}

extension RunContext {
  /// A whole list, read once for a plan; nil after an error was recorded.
  ///
  /// - Parameters:
  ///   - operation: What lists it.
  ///   - filters: By which the service chooses.
  ///   - function: The built-in that needs it.
  ///   - machine: Where an error is recorded.
  /// - Returns: Its items.
  func whole(
    _ operation: HuaweiCloud.Operation, _ filters: [String: JSON], for function: String,
    _ machine: Machine
  ) -> [JSON]? {
    let key: JSON = ["whole": .object(JSONObject(filters.map { (name: $0.key, value: $0.value) }))]
    if case .success(let known)? = planner.known(operation.name, key) { return known.array ?? [] }
    var cursor: PageCursor
    do throws(CloudError) {
      let pages = try gateway.client.pages(of: operation, filters)
      cursor = PageCursor(pages: pages.makeAsyncIterator())
    } catch {
      machine.fail(failure: ChangeFailure(error), of: function)
      return nil
    }
    var items: [JSON] = []
    let gateway = gateway
    while true {
      guard let (page, next) = wait(machine, { [cursor] in await gateway.page(of: cursor) }) else {
        return nil
      }
      cursor = next
      switch page {
      case .failure(.cloud(let error, _, _)) where !error.isAuthentication:
        machine.fail(failure: ChangeFailure(error), of: function)
        return nil
      case .failure:
        stopped(machine)
        return nil
      case .success(let page):
        items += page ?? []
        if page == nil || !cursor.pages.hasMore {
          planner.know(operation.name, key, .array(items))
          return items
        }
      }
    }
  }
}
