/// What a session does with the changes that a script makes; it may be switched between two chunks.
package enum SessionMode: String, Sendable, Hashable, CaseIterable {
  /// Sends them.
  case live
  /// Notes what would be sent, sends nothing, and lets reads show it.
  case plan
  /// Refuses them.
  case readOnly
}
