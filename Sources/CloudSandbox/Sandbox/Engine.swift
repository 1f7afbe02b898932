// What happens to a request between the connection it came by and its answer: routing, authentication,
// quota, permission, the operation itself, faults, the state file, the log.

import Glibc
import Synchronization

final class Engine: Sendable {
  let configuration: SandboxConfiguration
  let account: Account
  let assets: LazyAssets
  let keeper: StateKeeper
  let log: RequestLog
  let faults: Mutex<FaultInjector>
  let authenticator: Authenticator
  private let quota: QuotaMeter?
  private let router = Router()

  init(_ configuration: SandboxConfiguration) throws(SandboxError) {
    self.configuration = configuration
    account = Account(seed: configuration.seed)
    assets = try Self.assets(configuration)
    keeper = try StateKeeper(path: configuration.stateFile, seed: configuration.seed)
    authenticator = Authenticator(account: account, keeper: keeper, clock: configuration.clock)
    quota = configuration.quota.map(QuotaMeter.init)
    log = RequestLog(limit: configuration.keptRequests, sink: configuration.requestLog)
    faults = Mutex(FaultInjector(configuration.faults))
  }

  private static func assets(_ configuration: SandboxConfiguration) throws(SandboxError)
    -> LazyAssets
  {
    guard let path = configuration.inventoryFile else {
      let seed = configuration.seed
      return LazyAssets { .standard(seed: seed) }
    }
    let bytes = try Descriptor(opening: path, O_RDONLY).read(from: 0)
    let inventory: Inventory
    do {
      inventory = try Inventory(json: JSON(parsing: bytes))
    } catch let error as FieldError {
      throw .unreadableInventory(path: path, reason: error.message)
    } catch let error as JSONSyntaxError {
      throw .unreadableInventory(
        path: path, reason: "\(error.reason) at byte \(error.offset)")
    } catch {
      throw .unreadableInventory(path: path, reason: "\(error)")
    }
    return LazyAssets { inventory }
  }

  /// What is known of a request while it is being carried out.
  struct Progress {
    var operation: Operation?
    var user = ""
    var accessKey = ""
    var answer = Answer()
    var isRefused = false
    /// Whether what a write asked for is done.
    var isApplied = false
  }

  /// Carries out a request and hands over the reply once its change is durable.
  func respond(
    to request: SandboxRequest, isLocal: Bool, completion: @escaping @Sendable (Reply) -> Void
  ) {
    let requestID = Self.newRequestID()
    let now = configuration.clock()
    var progress = Progress()
    do throws(Refusal) {
      try refresh()
      progress.answer = try answer(
        request, requestID: requestID, now: now, isLocal: isLocal, &progress)
      progress.isApplied = progress.operation?.isWrite == true
    } catch {
      progress.answer = error.answer(requestID: requestID)
      progress.isRefused = true
    }
    let (delivery, names) = befall(requestID: requestID, now: now, &progress)
    record(
      request, requestID: requestID, now: now, progress, faults: names)
    let reply = Reply(answer: progress.answer, requestID: requestID, delivery: delivery)
    guard !reply.answer.changes.isEmpty else { return completion(reply) }
    keeper.apply(reply.answer.changes) { failure in
      guard let failure else { return completion(reply) }
      completion(
        Reply(
          answer: Self.refusal(failure).answer(requestID: requestID), requestID: requestID,
          delivery: reply.delivery))
    }
  }

  private func refresh() throws(Refusal) {
    do { try keeper.refresh() } catch { throw Self.refusal(error) }
  }

  private static func refusal(_ error: SandboxError) -> Refusal {
    Refusal(shape: .sandbox, status: 500, code: "SANDBOX.0500", message: error.description)
  }

  private func answer(
    _ request: SandboxRequest, requestID: String, now: Moment, isLocal: Bool,
    _ progress: inout Progress
  ) throws(Refusal) -> Answer {
    guard let match = router.match(method: request.method, path: request.path) else {
      throw .noSuchAPI
    }
    let operation = match.operation
    progress.operation = operation
    let needsPrincipal =
      operation.service != .sandbox && operation != .createToken
      && operation != .createTemporaryKey
    let principal = needsPrincipal ? try authenticator.principal(of: request) : nil
    let call = Call(
      operation: operation, pathParameters: match.parameters, query: request.query,
      request: request, requestID: requestID, now: now)
    if operation.service == .sandbox {
      return try control.answer(call, isLocal: isLocal)
    }
    if let principal {
      progress.user = principal.user.name
      progress.accessKey = principal.grant?.accessKey ?? principal.user.accessKey
      if request.header("x-auth-token") != nil { progress.accessKey = "" }
      try quota?.count(operation, by: principal.user, at: now)
      try permit(principal, call)
    }
    return try service.answer(call)
  }

  private var service: CloudService {
    CloudService(
      configuration: configuration, account: account, assets: assets, keeper: keeper,
      authenticator: authenticator)
  }

  private var control: ControlService {
    ControlService(
      account: account, assets: assets, keeper: keeper, log: log,
      addFaults: { added in self.faults.withLock { $0.add(added) } },
      clearFaults: { self.faults.withLock { $0 = FaultInjector([]) } },
      resetQuota: { self.quota?.reset() })
  }

  /// Whether this caller may call this operation in this project.
  private func permit(_ principal: Principal, _ call: Call) throws(Refusal) {
    let operation = call.operation
    if operation.isInProject {
      guard account.project(id: call.projectID) != nil else {
        throw .gateway(403, "APIGW.0302", "The project does not belong to the caller's account.")
      }
      if let grant = principal.grant, grant.accessKey.isEmpty,
        grant.scope != .project(call.projectID)
      {
        throw .gateway(403, "APIGW.0302", "The token's scope is not the project of the path.")
      }
      if let header = call.request.header("x-project-id"), header != call.projectID {
        throw .gateway(403, "APIGW.0302", "X-Project-Id is not the project of the path.")
      }
    }
    guard
      !(operation.isWrite && principal.user.isReader),
      !configuration.deniedOperations.contains(operation.rawValue)
    else { throw .forbidden(operation.service, operation.action) }
  }

  private func record(
    _ request: SandboxRequest, requestID: String, now: Moment, _ progress: Progress,
    faults: [String]
  ) {
    guard progress.operation?.service != .sandbox else { return }
    log.add(
      RequestRecord(
        time: now, requestID: requestID, method: request.method, path: String(request.path),
        query: String(request.target.drop { $0 != "?" }.dropFirst()),
        operation: progress.operation?.rawValue ?? "", status: progress.answer.status,
        user: progress.user, applied: progress.isApplied, faults: faults,
        unknown: progress.answer.unknown,
        body: progress.operation?.hasSecretBody == true ? [] : request.body))
  }

  static func newRequestID() -> String {
    var random = SystemRandomNumberGenerator()
    var mix = SplitMix(seed: random.next())
    return mix.hexadecimal(words: 2)
  }
}
