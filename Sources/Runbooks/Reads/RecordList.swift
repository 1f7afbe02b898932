import HuaweiCloud
import Starlark
import StateStore

/// A list of the cloud, read page by page as the script goes over it, and kept for the next time.
final class RecordList: HostObject {
  private let list: Reads.Declaration
  private let filters: [(name: String, value: JSON)]
  private let call: HostCall
  private var cursor: PageCursor
  private var items: [JSON] = []
  private var isWhole = false
  private var hasBegun = false
  /// How many pages were read.
  private var pages = 0
  private let query: JSON
  /// Pages of instances so far, and since when.
  private var received: [JSON] = []
  private var firstAsked: Duration?
  /// Why the last page could not be read.
  private var failure: ChangeFailure?
  /// Who asks for the length or the truth, for which no machine is handed in.
  private weak var evaluator: Evaluator?

  init(
    _ list: Reads.Declaration, pages: Pages, filters: [(name: String, value: JSON)],
    call: HostCall
  ) {
    self.list = list
    cursor = PageCursor(pages: pages.makeAsyncIterator())
    query = .array((cursor.pages.nextCall?.query ?? []).map { .string("\($0.name)=\($0.value)") })
    self.filters = filters
    self.call = call
  }

  var typeName: String { list.list }
  var isIterable: Bool { true }

  var text: String {
    isWhole ? "<\(list.name): \(items.count)>" : "<\(list.name): \(items.count) read so far>"
  }

  // MARK: Reading

  /// Reads the next page; false after an error was recorded.
  private func readPage(_ machine: Machine) -> Bool {
    guard let context = RunContext.of(machine) else {
      machine.fail("\(list.name) cannot be read while a file is being loaded")
      return false
    }
    if !hasBegun {
      hasBegun = true
      if !list.shows.isEmpty, !context.barrier(list.shows, machine) { return false }
      let hidesChanges = context.control.mode == .plan && hidesChanges(context.planner)
      if hidesChanges, list.isShownWithChanges { return readChanged(context, machine) }
      noteUnshown(hiding: hidesChanges, context, machine)
    }
    guard var read = readItems(context, machine) else { return false }
    if context.control.mode == .plan, list.isShownWithChanges {
      read = read.map(context.planner.shown)
    }
    return take(read, machine)
  }

  /// Reads all of a list that the service chooses by what a plan changes; false after an error was recorded.
  private func readChanged(_ context: RunContext, _ machine: Machine) -> Bool {
    var answered: [JSON] = []
    while !isWhole {
      guard let read = readItems(context, machine) else { return false }
      answered += read
    }
    let asked = query.array?.compactMap(\.string) ?? []
    let project = "\(HSS.PortParameters.enterpriseProject.name)="
    var filters: [String: JSON] = [:]
    if let asked = asked.first(where: { $0.hasPrefix(project) }) {
      filters[String(project.dropLast())] = .string(String(asked.dropFirst(project.count)))
    }
    guard let whole = context.whole(list.operation, filters, for: list.name, machine) else {
      return false
    }
    let found = FilteredPolicies(query: asked).shown(answered, among: whole, context.planner)
    noteUnshown(hiding: !found.isCertain, context, machine)
    return take(found.policies, machine)
  }

  private func noteUnshown(hiding hidden: Bool, _ context: RunContext, _ machine: Machine) {
    context.noteUnshown(list.name, of: list.operation.service, hiding: hidden, machine)
  }

  private func take(_ read: [JSON], _ machine: Machine) -> Bool {
    items += filters.isEmpty ? read : read.filter(passes)
    return machine.charge(items.count / 64 + 1)
  }

  /// The items of the next page as the service has them; nil after an error was recorded.
  private func readItems(_ context: RunContext, _ machine: Machine) -> [JSON]? {
    let arguments: JSON = ["query": query, "position": cursor.pages.position]
    let answer = context.answer(
      call.part(pages), list.name, arguments, of: list.operation.service, shows: list.shows,
      without: .known, machine
    ) { ask(context, machine) }
    switch answer {
    case nil: return nil
    case .failure(let failure):
      self.failure = failure
      machine.fail(failure: failure, of: list.name)
      return nil
    case .success(let page):
      pages += 1
      cursor.pages.position = page["next"] ?? .null
      isWhole = !cursor.pages.hasMore
      let read = page["items"]?.array ?? []
      context.events.received(read, of: list.item)
      return read
    }
  }

  /// Asks the service for the next page; nil after an error was recorded.
  private func ask(_ context: RunContext, _ machine: Machine) -> Result<JSON, ChangeFailure>? {
    let (gateway, current) = (context.gateway, cursor)
    guard let (page, next) = context.wait(machine, { await gateway.page(of: current) }) else {
      return nil
    }
    switch page {
    case .success(let items):
      // It knows the page that it gave, so that the same one is noticed if it comes again.
      cursor = next
      var position = next.pages.position
      if items == nil { position = ["more": false] }
      noteInstances(items ?? [], isLast: !next.pages.hasMore, context)
      return .success(["items": .array(items ?? []), "next": position])
    case .failure(.cloud(let error, _, _)) where !error.isAuthentication:
      return .failure(ChangeFailure(error))
    case .failure:
      // Refused credentials stop the session, which is told once.
      context.stopped(machine)
      return nil
    }
  }

  /// Whether planned changes decide what belongs to the list, which the service chose without them.
  private func hidesChanges(_ planner: Planner) -> Bool {
    guard list.shows.contains(.whitelistPolicy) else { return false }
    guard list.isShownWithChanges else {
      return planner.setsPolicies(["host_id_list", "policy_name"])
    }
    let names = query.array?.compactMap { $0.string?.split(separator: "=").first.map(String.init) }
    return planner.setsPolicies(Set(names ?? []))
  }

  /// Tells the queue how the instances are, which it needs to know of those that are changed.
  private func noteInstances(_ items: [JSON], isLast: Bool, _ context: RunContext) {
    guard list.shows == [.securityGroup], context.control.mode == .live else { return }
    let began = firstAsked ?? context.settings.clock.now()
    firstAsked = began
    received += items
    guard isLast else { return }
    context.dispatcher.take(instances: received, asOf: began)
    received = []
  }

  private func passes(_ item: JSON) -> Bool {
    filters.allSatisfy { filter in
      let held = item[filter.name] ?? .null
      if case .array(let choices) = filter.value { return choices.contains(held) }
      return held == filter.value
    }
  }

  /// What of it is read, the first page at least, as a table; nil after an error was recorded.
  func table(_ machine: Machine) -> ResultTable? {
    while items.isEmpty, !isWhole {
      guard readPage(machine) else { return nil }
    }
    return ResultTable(items[...], of: list.item, count: isWhole ? items.count : nil)
  }

  private func readAll(_ machine: Machine) -> Bool {
    while !isWhole {
      guard readPage(machine) else { return false }
    }
    return true
  }

  /// What lanes share has to be whole, for reading changes it.
  func share(machine: Machine) -> [Value]? {
    readAll(machine) ? [] : nil
  }

  // MARK: As a value

  var count: Int? {
    guard let machine = evaluator?.machine else { return items.count }
    return readAll(machine) ? items.count : nil
  }

  var isTrue: Bool {
    guard let machine = evaluator?.machine else { return !items.isEmpty }
    while items.isEmpty, !isWhole {
      guard readPage(machine) else {
        // Truth has no way to fail, and what follows from a guess must not be sent.
        if let failure { RunContext.of(machine)?.control.stop(.unreadable(failure)) }
        return false
      }
    }
    return !items.isEmpty
  }

  func beginIteration(machine: Machine) -> Value? {
    machine.heap.host(self)
  }

  func nextElement(at position: inout Int, machine: Machine) -> Value? {
    guard let item = item(at: position, machine) else { return nil }
    if !item.isFailed { position += 1 }
    return item
  }

  private func item(at position: Int, _ machine: Machine) -> Value? {
    while position >= items.count {
      if isWhole { return nil }
      guard readPage(machine) else { return .failed }
    }
    guard let context = RunContext.of(machine) else { return .failed }
    return context.object(items[position], list.item, machine)
  }

  func element(_ index: Value, machine: Machine) -> Value? {
    guard index.isSmallInt else {
      return machine.fail("\(typeName) index: got \(machine.typeName(index)), want int")
    }
    let given = index.smallInt
    if given < 0, !readAll(machine) { return .failed }
    let position = given < 0 ? given + items.count : given
    if position >= 0, let item = item(at: position, machine) { return item }
    return machine.fail("\(typeName) index \(given) out of range (length \(items.count))")
  }

  func elements(first count: Int?, machine: Machine) -> Value? {
    while !isWhole, count.map({ items.count < $0 }) ?? true {
      guard readPage(machine) else { return .failed }
    }
    guard let context = RunContext.of(machine) else { return .failed }
    let taken = items.prefix(count ?? items.count)
    let result = machine.heap.list(capacity: taken.count)
    for item in taken {
      result.append(context.object(item, list.item, machine), heap: machine.heap)
    }
    return machine.charge(taken.count) ? Value(result.object) : .failed
  }

  /// Lets the list find its machine.
  func connect(_ evaluator: Evaluator) -> RecordList {
    self.evaluator = evaluator
    return self
  }
}
