import Glibc

/// How a command ends, as schedulers and scripts read it.
package struct ExitCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let done = Self(rawValue: 0)
  /// The runbook failed.
  package static let failed = Self(rawValue: 1)
  /// A plan has changes; only where that was asked for.
  package static let changesPending = Self(rawValue: 2)
  package static let someChangesFailed = Self(rawValue: 3)
  /// A confirmation is needed, or was refused.
  package static let unconfirmed = Self(rawValue: 4)
  /// What a plan rests on is no longer so.
  package static let planIsStale = Self(rawValue: 5)
  package static let notAuthorised = Self(rawValue: 6)
  package static let limitHit = Self(rawValue: 7)
  package static let usage = Self(rawValue: 64)
  /// What was to be run or read is not what it should be.
  package static let badData = Self(rawValue: 65)
  package static let noInput = Self(rawValue: 66)
  /// Reeve itself is wrong.
  package static let internalError = Self(rawValue: 70)
  /// The same command may succeed later.
  package static let tryAgain = Self(rawValue: 75)
  package static let configuration = Self(rawValue: 78)
  package static let interrupted = signal(SIGINT)
  package static let terminated = signal(SIGTERM)
  /// Nobody reads what the command prints.
  package static let outputClosed = signal(SIGPIPE)

  package static func signal(_ number: Int32) -> Self { Self(rawValue: 128 + number) }

  private var isSignal: Bool { rawValue > 128 }

  /// Where several apply, the first of this order counts; signals come before all.
  private static let order: [Self] = [
    .internalError, .notAuthorised, .planIsStale, .unconfirmed, .limitHit, .tryAgain, .failed,
    .someChangesFailed,
  ]

  /// The code of a command to which several apply.
  package static func first(of codes: [Self]) -> Self {
    if let signal = codes.first(where: \.isSignal) { return signal }
    if let first = order.first(where: codes.contains) { return first }
    return codes.first { $0 != .done } ?? .done
  }
}
