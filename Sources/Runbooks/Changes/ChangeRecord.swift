package import HuaweiCloud
package import StarlarkSyntax
package import StateStore

/// The kinds of changes, by the built-in that makes them.
package enum ChangeKind: String, Sendable, Hashable, CaseIterable {
  case ignorePort
  case unignorePort
  case modifyWhitelistPolicy
  case setSecurityGroup
  case call = "cloud.call"
}

/// Where in a script something is written.
package struct CallPlace: Sendable, Hashable {
  package var source: SourceText
  package var span: Span

  package init(source: SourceText, span: Span) {
    self.source = source
    self.span = span
  }

  package var file: String { source.name }
  package var line: Int { source.line(of: span.start) }
}

/// A change that a script asked for, and what became of it.
package struct ChangeRecord: Sendable, Hashable {
  package var kind: ChangeKind
  /// What it is about, for people: `port 22/TCP of agent 2758…`.
  package var target: String
  package var place: CallPlace?
  package var outcome: ChangeOutcome
  /// The request that decided it, as the service numbers it.
  package var requestID: String?
  /// Whether the script looked at the outcome; such failures are its own affair.
  package var wasRead: Bool
}

/// What became of a change.
package enum ChangeOutcome: Sendable, Hashable {
  /// The service confirmed it.
  case applied
  /// It was replaced, before it was sent, by a later change of the same target, which was confirmed.
  case superseded
  /// It was so already, by the service's own answer: nothing was sent.
  case unchanged
  /// It was refused, or never got through.
  indirect case failed(ChangeFailure)
  /// It was not sent.
  indirect case unsent(StopReason)
}

/// Why a change failed, as facts.
package struct ChangeFailure: Error, Sendable, Hashable {
  /// The kind in one word, as scripts see it: those of `CloudError`, and `conflict`.
  package var kind: String
  /// What went wrong, in one line.
  package var message: String
  package var code: String?
  package var status: Int?
  package var requestID: String?
  /// Whether trying again later may help.
  package var isRetryable: Bool
  /// Whether the change may be in effect all the same.
  package var mayHaveBeenApplied: Bool
  /// What to do, in a sentence or two.
  package var advice: String
  /// How many changes were refused together, where the one at fault could not be told.
  package var groupCount: Int?

  /// Makes the failure of an error.
  ///
  /// - Parameters:
  ///   - error: How the last attempt ended.
  ///   - isUncertain: Whether something other than that attempt may have applied the change.
  ///   - groupCount: How many changes were refused together.
  package init(_ error: CloudError, isUncertain: Bool = false, groupCount: Int? = nil) {
    kind = error.kind
    message = error.description
    code = error.code
    status = error.status
    requestID = error.requestID
    isRetryable = error.isRetryable
    mayHaveBeenApplied = isUncertain || error.mayHaveBeenApplied
    advice = error.advice(mayHaveBeenApplied: mayHaveBeenApplied)
    self.groupCount = groupCount
  }

  /// What is to be changed is not there, or not as it has to be.
  package static func conflict(_ message: String, advice: String) -> Self {
    Self(kind: "conflict", message: message, advice: advice)
  }

  /// What is needed is not configured.
  static func configuration(_ message: String, advice: String) -> Self {
    Self(kind: "configuration", message: message, advice: advice)
  }

  private init(kind: String, message: String, advice: String) {
    self.kind = kind
    self.message = message
    self.advice = advice
    isRetryable = false
    mayHaveBeenApplied = false
  }
}

/// Why a session stopped before its end.
package enum StopReason: Sendable, Hashable {
  /// Somebody asked it to: Ctrl-C, a signal.
  case cancelled
  /// The session's deadline passed.
  case deadline(Duration)
  /// The credentials were refused.
  case unauthorised(ChangeFailure)
  /// As many changes failed as were allowed to.
  case tooManyFailures(Int)
  /// A list could not be read where its truth was asked for.
  case unreadable(ChangeFailure)
  /// What `defer` registered took too long.
  case deferredTooLong
  /// Somebody was asked whether changes are sent, and refused.
  case unconfirmed
  /// The journal cannot be written, and nothing is sent without it.
  case unjournaled(JournalError)
  /// A replay does not come to the call that was recorded.
  case diverged(String)
  /// A replay needs an answer of this operation that is not kept, because it held a secret.
  case withheld(String)
  /// What is not as the plan says.
  case stale(String)
  /// A plan cannot say what follows.
  case unplannable(String)
}
