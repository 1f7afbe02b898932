// What faults do to an answer that is ready, and to what it changes.

import Synchronization

extension Engine {
  /// Lets befall a call what its rules say, and tells how its answer goes.
  func befall(requestID: String, now: Moment, _ progress: inout Progress)
    -> (Delivery, names: [String])
  {
    var delivery = Delivery()
    guard let operation = progress.operation, operation.service != .sandbox else {
      return (delivery, [])
    }
    delivery.delayMilliseconds = delay(
      configuration.latencyMilliseconds, configuration.jitterMilliseconds)
    let chosen = faults.withLock {
      $0.faults(for: operation, changing: progress.answer.changes)
    }
    for fault in chosen {
      befall(fault, requestID: requestID, now: now, &progress, &delivery)
    }
    return (delivery, chosen.map(\.name))
  }

  private func delay(_ milliseconds: Int, _ jitter: Int) -> Int {
    jitter > 0 ? milliseconds + Int.random(in: 0...jitter) : milliseconds
  }

  private func befall(
    _ fault: SandboxFault, requestID: String, now: Moment, _ progress: inout Progress,
    _ delivery: inout Delivery
  ) {
    func refuse(_ refusal: Refusal, keepingChanges: Bool = false) {
      let changes = progress.answer.changes
      progress.answer = refusal.answer(requestID: requestID)
      if keepingChanges { progress.answer.changes = changes } else { progress.isApplied = false }
    }
    func drop(unless applied: Bool) {
      guard !applied else { return }
      progress.answer.changes = []
      progress.isApplied = false
    }
    switch fault.effect {
    case .latency(let milliseconds, let jitter):
      delivery.delayMilliseconds += delay(milliseconds, jitter)
    case .status(let status, let applied, let retryAfter):
      refuse(.injected(status, retryAfterSeconds: retryAfter), keepingChanges: applied)
    case .reset(let moment, let applied):
      // Whoever got the whole answer was told that it is done.
      drop(unless: applied || moment == .after)
      // Nor may it be told so after all, where another fault kept it from being done and the answer away.
      guard moment != .after || !delivery.ending.losesAnswer else { return }
      delivery.ending =
        switch moment {
        case .before: .resetBefore
        case .middle: .resetMiddle
        case .after: .resetAfter
        }
    case .truncate: delivery.ending = .truncated
    case .slow(let bytesPerSecond): delivery.bytesPerSecond = bytesPerSecond
    case .hang(let applied):
      drop(unless: applied)
      delivery.ending = .never
    case .expireTokens:
      refuse(.tokenMustBeUpdated)
      progress.answer.changes = [.tokensExpired(now.microseconds)]
    case .lockKey:
      refuse(.notAuthenticated("the access key is locked after too many failures"))
      guard !progress.accessKey.isEmpty else { return }
      authenticator.lock(progress.accessKey, now: now.microseconds)
    case .refuseAgent(let agent):
      refuse(.hss("HSS.0011", "resource not found: agent \(agent)"))
    case .resultFailed:
      guard !progress.isRefused else { return }
      progress.answer = .json(["result": "failed"])
      progress.isApplied = false
    }
  }
}

extension Refusal {
  /// The gateway's own refusal for a status.
  fileprivate static func injected(_ status: Int, retryAfterSeconds: Int?) -> Refusal {
    let (code, message) =
      switch status {
      case 401: ("APIGW.0301", "Incorrect IAM authentication information: injected")
      case 403: ("APIGW.0302", "The caller is not allowed to access the API.")
      case 429: ("APIGW.0308", "The throttling threshold has been reached.")
      case 500: ("APIGW.0601", "Internal server error.")
      case 502: ("APIGW.0201", "Bad gateway.")
      case 503: ("APIGW.0613", "The backend service is unavailable.")
      case 504: ("APIGW.0201", "Backend timeout.")
      default: ("APIGW.0201", "Bad request.")
      }
    var refusal = gateway(status, code, message)
    refusal.retryAfterSeconds = retryAfterSeconds
    return refusal
  }
}
