package import HuaweiCloud
package import StarlarkSyntax

/// What a session tells while it works.
///
/// Any thread may call, several at a time.
package protocol SessionEvents: Sendable {
  /// The script printed; a line ends with its line break.
  func printed(_ bytes: [UInt8])
  /// Something looks wrong, but is done; the source of the diagnostic is empty where no line is at fault.
  func warned(_ warning: Diagnostic)
  /// Requests went out or came back, or a wait began.
  func progressed(_ progress: RunProgress)
  /// Whether ``settled(_:)`` is to be told; the facts of a million changes take their time.
  var followsChanges: Bool { get }
  /// Changes have their outcome, those of one request together.
  func settled(_ records: [ChangeRecord])
  /// Objects of a type, such as `Host`, came from the service.
  func received(_ items: [JSON], of type: String)
}

extension SessionEvents {
  package func printed(_ bytes: [UInt8]) {}
  package func warned(_ warning: Diagnostic) {}
  package func progressed(_ progress: RunProgress) {}
  package var followsChanges: Bool { true }
  package func settled(_ records: [ChangeRecord]) {}
  package func received(_ items: [JSON], of type: String) {}
}

/// How far sending is.
package struct RunProgress: Sendable, Hashable {
  /// A wait for the service's rate.
  package struct Wait: Sendable, Hashable {
    /// The operation that waits, as the reference names it.
    package var operation: String
    /// How long from now.
    package var duration: Duration
    /// What another process is changing, where it is that one that is waited for; nobody knows how long.
    package var turn: String?

    package init(operation: String, duration: Duration, turn: String? = nil) {
      self.operation = operation
      self.duration = duration
      self.turn = turn
    }
  }

  /// Changes that have an outcome, and all so far.
  package var changesDone = 0
  package var changesTotal = 0
  /// Requests of changes that were answered, and all that are needed for what is known now.
  package var requestsDone = 0
  package var requestsTotal = 0
  /// What is being waited for.
  package var wait: Wait?
  /// When all that is queued will have been sent, from now, where the rate decides that.
  package var estimate: Duration?

  package init() {}
}
