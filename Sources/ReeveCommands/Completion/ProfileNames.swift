internal import ArgumentParser

/// The names that `--profile` may be given.
package enum ProfileNames {
  /// The profiles of the settings file, and the embedded sandbox; a file that cannot be read has none.
  package static func all(_ streams: Streams) -> [String] {
    guard let folder = streams.settingsFolder else { return [CloudEnvironment.sandboxName] }
    let path = "\(folder)/config.toml"
    let bytes = (try? InputFile.read(path, limit: 1 << 20)) ?? []
    let text = String(validating: bytes, as: UTF8.self) ?? ""
    let names = (try? SettingsFile(path: path, text: text))?.profiles.keys.sorted() ?? []
    return names + [CloudEnvironment.sandboxName]
  }
}

extension CompletionKind {
  /// Names of profiles, looked up when a shell asks.
  static var profiles: CompletionKind {
    .custom { _, _, _ in ProfileNames.all(Streams.standard()) }
  }
}
