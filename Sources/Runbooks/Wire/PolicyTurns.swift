import HuaweiCloud
import StateStore

// A policy is read and then put back whole: whoever writes in between is overwritten. So those who change one
// policy take turns, over all processes of this machine.

/// The turns of those who change policies.
struct PolicyTurns: Sendable {
  let gateway: Gateway
  let pauses: Pauses
  /// Nil where nothing is shared with other processes.
  let locks: MachineLocks?

  /// The time in which nobody else changes a policy.
  struct Turn: Sendable {
    fileprivate let lock: MachineLock?

    /// Lets the next one go on.
    func end() { lock?.release() }
  }

  private static let firstWait = Duration.milliseconds(20)
  private static let longestWait = Duration.milliseconds(250)

  /// Waits for the turn and for the permission to put the policy back.
  ///
  /// - Parameters:
  ///   - edit: What is to be changed.
  ///   - grant: The permission, where there is one already; it is given back for the time of a wait, for those who
  ///     have the turn may need it to end theirs.
  /// - Returns: The turn, or why there is none; then `grant` is nil.
  func next(
    for edit: PolicyEdit, holding grant: inout Pacer.Grant?
  ) async -> Result<Turn, RequestFailure> {
    let call = PacedCall(Call(HSS.changeAppWhitelistPolicy), endpoints: gateway.client.endpoints)
    let name = "policy \(call.key) \(edit.id)"
    var wait = Self.firstWait
    var turn: Turn?
    do throws(StateStoreError) {
      turn = try take(name)
      while turn == nil {
        if let held = grant { gateway.pacer.released(held) }
        grant = nil
        gateway.pacer.waiting(
          RunProgress.Wait(
            operation: call.operation, duration: wait, turn: "whitelist policy \(edit.id)"))
        defer { gateway.pacer.waiting(nil) }
        guard await pauses.pause(wait) else { return .failure(.stopped) }
        wait = min(wait * 2, Self.longestWait)
        turn = try take(name)
      }
    } catch {
      if let held = grant { gateway.pacer.released(held) }
      return .failure(.failed(.unlockable(edit, error)))
    }
    if grant == nil { grant = await gateway.pacer.grant(call) }
    guard grant != nil, let turn else { return .failure(.stopped) }
    return .success(turn)
  }

  private func take(_ name: String) throws(StateStoreError) -> Turn? {
    guard let locks else { return Turn(lock: nil) }
    return try locks.take(name).map { Turn(lock: $0) }
  }
}

extension ChangeFailure {
  fileprivate static func unlockable(_ edit: PolicyEdit, _ error: StateStoreError) -> Self {
    .conflict(
      "whitelist policy \(edit.id) cannot be kept from other processes: \(error.path): \(error.what)",
      advice: "Nothing was changed. \(error.advice)")
  }
}
