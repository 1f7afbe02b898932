internal import Synchronization

/// The secrets that a process knows: those of its login, and what scripts name while they run.
///
/// Whoever writes a text asks when it writes, so that a secret is hidden from the moment it is known.
package final class KnownSecrets: Sendable {
  private struct State {
    var secrets: [Secret]
    var redactor: Redactor
  }

  private let state: Mutex<State>

  package init(_ secrets: [Secret] = []) {
    state = Mutex(State(secrets: secrets, redactor: Redactor(secrets: secrets)))
  }

  /// Takes secrets out of texts.
  package var redactor: Redactor { state.withLock(\.redactor) }

  /// Hides a secret from now on, also where it stands within JSON, in an address, or a line at a time.
  package func add(_ secret: Secret) {
    let forms = Self.forms(of: secret)
    state.withLock { state in
      let new = forms.filter { !state.secrets.contains($0) }
      guard !new.isEmpty else { return }
      state.secrets += new
      state.redactor = Redactor(secrets: state.secrets)
    }
  }

  /// A line shorter than this tells nothing of what it is part of.
  private static let shortestLine = 8

  private static func forms(of secret: Secret) -> [Secret] {
    let text = secret.reveal()
    let quoted = String(JSON.string(text).description.dropFirst().dropLast())
    let lines = text.split(whereSeparator: \.isNewline).filter { $0.utf8.count >= shortestLine }
    // JSON of others may escape what ours does not.
    let forms =
      [text, quoted, quoted.replacing("/", with: "\\/"), text.percentEncoded()]
      + [text.percentEncoded(keeping: Call.keptInPaths)] + lines.map(String.init)
    var seen: Set<String> = []
    return forms.filter { seen.insert($0).inserted }.map(Secret.init)
  }
}
