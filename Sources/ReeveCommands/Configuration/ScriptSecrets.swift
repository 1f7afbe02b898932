// The secrets that runbooks name. Each comes from a variable of its own, else from the settings file, where the
// profile's come before those of all:
//
//     REEVE_SECRET_DATABASE  ▶  [profiles.production.secrets] database = …  ▶  [secrets] database = …

internal import HuaweiCloud
internal import Runbooks
internal import Synchronization

/// Finds secrets, and has everything hide them that Reeve writes.
final class ScriptSecrets: SecretSource {
  private struct State {
    var found: [String: Secret] = [:]
    var fingerprint: SecretFingerprint?
    var isHiding = false
  }

  private static let prefix = "REEVE_SECRET_"
  /// A shorter text stands in others by accident, so that hiding it would hide them.
  private static let shortest = 4

  let known: KnownSecrets
  private let profile: String?
  private let streams: Streams
  private let state = Mutex(State())

  /// - Parameters:
  ///   - login: What is to be hidden from the start.
  ///   - profile: Whose secrets come before those of all profiles.
  ///   - streams: Where variables and the settings file are, and what hides them.
  init(login: [Secret], profile: String?, _ streams: Streams) {
    known = KnownSecrets(login)
    self.profile = profile
    self.streams = streams
  }

  func secret(_ name: String) throws(SecretProblem) -> Secret {
    if let secret = state.withLock({ $0.found[name] }) { return secret }
    let (text, place) = try text(of: name)
    guard text.utf8.count >= Self.shortest else {
      throw SecretProblem(
        "\"\(name)\": \(place): got \(text.utf8.count) bytes, want at least \(Self.shortest), for what is shorter cannot be hidden",
        advice: "Use a longer secret.")
    }
    let secret = Secret(text)
    known.add(secret)
    hideInOutput()
    return state.withLock { state in
      // Whoever came first is right, for a run sees one value.
      if let earlier = state.found[name] { return earlier }
      state.found[name] = secret
      return secret
    }
  }

  func fingerprint(of secret: Secret, named name: String) throws(SecretProblem) -> String {
    if let known = state.withLock(\.fingerprint) { return known.text(of: secret, named: name) }
    guard let folder = streams.stateFolder,
      let made = SecretFingerprint(keyFile: "\(folder)/secret.key")
    else {
      throw SecretProblem(
        "\"\(name)\": the key \(streams.stateFolder ?? "")/secret.key, by which a resumed run knows it again, cannot be made or read",
        advice: "Let only yourself read and write the state folder, and what is in it.")
    }
    state.withLock { $0.fingerprint = made }
    return made.text(of: secret, named: name)
  }

  // MARK: Hiding them

  private func hideInOutput() {
    let isFirst = state.withLock { state in
      defer { state.isHiding = true }
      return !state.isHiding
    }
    guard isFirst else { return }
    for sink in [streams.output, streams.errors] {
      sink.filter { [known] in known.redactor.redactShown($0) }
    }
  }

  /// A text without secrets that is shown by other ways than the output, or cut short before.
  func hidden(in text: String) -> String {
    guard state.withLock(\.isHiding) else { return text }
    return String(decoding: known.redactor.redactShown(Array(text.utf8)), as: UTF8.self)
  }

  // MARK: Where they are

  /// The variable of a secret.
  static func variable(of name: String) -> String {
    let letters = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
    return prefix + String(letters)
  }

  private func text(of name: String) throws(SecretProblem) -> (text: String, place: String) {
    let variable = Self.variable(of: name)
    if let text = streams.variable(variable) { return (text, variable) }
    do throws(Failure) {
      guard let value = try declared().first(where: { $0.name == name })?.value else {
        throw Failure(
          .configuration, "it is not configured",
          advice:
            "Set \(variable), or name it in config.toml: `\(name) = { file = \"PATH\" }` in the table `secrets`."
        )
      }
      return (try value.text(isSecret: true, isWhole: true), value.place)
    } catch {
      throw SecretProblem("\"\(name)\": \(error.message)", advice: error.advice ?? "")
    }
  }

  /// What the settings file declares, the profile's first.
  private func declared() throws(Failure) -> [(name: String, value: ReferencedValue)] {
    guard let file = try SettingsFile.find(streams) else { return [] }
    let own = profile.flatMap { file.profiles[$0] }
    let tables = [
      ("profiles.\(profile ?? "").secrets", own?.secrets ?? [:]), ("secrets", file.secrets),
    ]
    return tables.flatMap { table, secrets in
      secrets.sorted { $0.key < $1.key }.map { name, reference in
        (
          name,
          ReferencedValue(
            reference: reference, place: "\(file.path): \(table).\(name)", file: file.path,
            streams: streams)
        )
      }
    }
  }

  /// The secrets that there are, for `reeve config show`; none is looked at.
  func facts() throws(Failure) -> [CloudEnvironment.Fact] {
    var facts: [CloudEnvironment.Fact] = []
    for variable in streams.environment.keys.sorted() where variable.hasPrefix(Self.prefix) {
      guard streams.variable(variable) != nil else { continue }
      facts.append(
        .init(
          name: "secret \(variable.dropFirst(Self.prefix.count).lowercased())", value: Secret.mask,
          source: variable))
    }
    var seen = Set(facts.map(\.source))
    for (name, value) in try declared()
    where !seen.contains(Self.variable(of: name)) && seen.insert(name).inserted {
      facts.append(.init(name: "secret \(name)", value: Secret.mask, source: value.place))
    }
    return facts
  }
}
