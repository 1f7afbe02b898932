internal import HuaweiCloud

/// A value of the settings file: written there, or in what it refers to.
struct ReferencedValue {
  let reference: SettingsFile.Reference
  /// Where it stands, for errors: `config.toml: secrets.database`.
  let place: String
  /// The settings file.
  let file: String
  let streams: Streams

  /// The value.
  ///
  /// - Parameters:
  ///   - isSecret: Whether the settings file may have it only where nobody else can read that.
  ///   - isWhole: Whether a file that is referred to may have several lines; else the first one counts.
  /// - Returns: The text; of a whole file without the line end that it ends with.
  /// - Throws: ``Failure`` where there is none.
  func text(isSecret: Bool, isWhole: Bool = false) throws(Failure) -> String {
    switch reference {
    case .literal(let text):
      guard !isSecret || InputFile.isPrivate(file) else {
        throw Failure(
          .configuration, "\(place): a secret in a file that others may read",
          advice:
            "Run `chmod 600 \(file)`, or refer to it: { env = \"NAME\" } or { file = \"PATH\" }."
        )
      }
      return text
    case .variable(let variable):
      guard let text = streams.variable(variable) else {
        throw Failure(
          .configuration, "\(place): the variable \(variable) is not set",
          advice: "Set it, or refer to a file: { file = \"PATH\" }.")
      }
      return text
    case .file(let path):
      let bytes: [UInt8]
      do throws(Failure) {
        bytes = try InputFile.read(streams.absolute(path), limit: 1 << 16)
      } catch {
        throw Failure(.configuration, "\(place): \(error.message)")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.configuration, "\(place): \(path) is not in UTF-8")
      }
      guard isWhole else { return String(text.prefix { !$0.isNewline }) }
      return text.last?.isNewline == true ? String(text.dropLast()) : text
    }
  }
}
