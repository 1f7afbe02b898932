package import HuaweiCloud

/// A change that a plan has.
package struct PlannedChange: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    /// It would be sent.
    case change
    /// It is so already, by the service's own answer.
    case unchanged
    /// An equal change is sent in its place.
    case duplicate
    /// A later change of the same target is sent in its place.
    case superseded
    /// It cannot be made: its target is not there.
    case impossible
  }

  package var state = State.change
  package var kind: ChangeKind
  /// What it is about, for people.
  package var text: String
  /// What it is about, as JSON.
  package var target: String
  /// What was read of the target; nil where it cannot be read.
  package var before: JSON?
  /// What it sets, as JSON.
  package var after: String
  package var file: String?
  package var line: Int?

  package init(
    state: State = .change, kind: ChangeKind, text: String, target: String, before: JSON? = nil,
    after: String, file: String? = nil, line: Int? = nil
  ) {
    self.state = state
    self.kind = kind
    self.text = text
    self.target = target
    self.before = before
    self.after = after
    self.file = file
    self.line = line
  }
}

/// An answer that a plan rests on.
package struct PlannedAnswer: Sendable, Hashable {
  package var operation: String
  /// JSON.
  package var arguments: String
  package var answer: JSON?
  package var failure: JSON?

  package init(
    operation: String, arguments: String, answer: JSON? = nil, failure: JSON? = nil
  ) {
    self.operation = operation
    self.arguments = arguments
    self.answer = answer
    self.failure = failure
  }
}

/// What a script would change, and what that rests on.
package struct PlannedChanges: Sendable, Hashable {
  package var changes: [PlannedChange] = []
  /// Requests by operation, as the reference names them.
  package var requests: [String: Int] = [:]
  /// How long the service's quota makes them take.
  package var time = Duration.zero
  /// Why the plan ends before the script does, and where.
  package var incomplete: String?
  package var incompletePlace: CallPlace?
  /// Waits that are assumed to be met in time, in words.
  package var assumed: [String] = []
  /// Reads whose answers do not show the changes planned before them, in words.
  package var unshown: [String] = []
  package var answers: [PlannedAnswer] = []
  /// Files that were read: path and text.
  package var files: [String: String] = [:]
  /// Files that were loaded: path and text.
  package var modules: [String: String] = [:]

  package init() {}

  /// How many changes would be sent.
  package var effectiveCount: Int { places { $1 == .change }.count }

  /// The places of some of the changes.
  ///
  /// A loop over the changes themselves copies each with all it refers to: a fifth of the time of a plan of 100,000.
  package func places(where isWanted: (ChangeKind, PlannedChange.State) -> Bool) -> [Int] {
    changes.indices.filter { isWanted(changes[$0].kind, changes[$0].state) }
  }
}
