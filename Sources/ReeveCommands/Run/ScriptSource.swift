internal import Glibc
internal import StarlarkSyntax

/// The text of a runbook, from a file or from standard input.
enum ScriptSource {
  /// The largest text that is run; a larger one is some other file.
  static let limit = 16 << 20
  static let standardInput = "<stdin>"

  /// Reads a script; `-` is standard input.
  static func read(_ path: String, _ streams: Streams) throws(Failure) -> SourceText {
    let name = path == "-" ? standardInput : path
    let bytes: [UInt8]
    do throws(Failure) {
      bytes =
        path == "-"
        ? try InputFile.read(
          streams.input, name: name, limit: limit, interruption: streams.interruption)
        : try InputFile.read(streams.absolute(path), shownAs: path, limit: limit)
    } catch {
      guard error.code == .badData else { throw error }
      throw Failure(
        .badData, error.message, advice: "Is it a runbook? Data is read by `csv.read`, not run.")
    }
    return SourceText(name: name, bytes: bytes)
  }

  /// The folder that a script's own paths start from.
  static func folder(of path: String, _ streams: Streams) -> String {
    guard path != "-" else { return streams.currentDirectory }
    let absolute = streams.absolute(path)
    // A link stands for the file it names, so that what lies beside that file is found.
    let resolved = unsafe realpath(absolute, nil)
    defer { unsafe free(resolved) }
    let real = unsafe resolved.map { unsafe String(cString: $0) } ?? absolute
    let folder = real[..<(real.lastIndex(of: "/") ?? real.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }
}
