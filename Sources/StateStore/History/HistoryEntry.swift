/// One input of a REPL session.
package struct HistoryEntry: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable {
    case succeeded, failed, cancelled
  }

  package let id: Int64
  package let profile: String
  package let session: String
  /// Milliseconds since 1970.
  package let time: Int64
  /// A whole block, with its line ends.
  package let text: String
  /// Nil while the input runs, and for good when the process died.
  package let outcome: Outcome?
}
