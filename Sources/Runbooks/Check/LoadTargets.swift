/// Why a `load` statement finds no file, as facts.
enum LoadProblem: Error {
  case notRelative(String)
  case missing(String)
  case outside(String, root: String)
  case circle([String])
  case file(FileFailure)

  /// What a run would say.
  var message: String {
    switch self {
    case .notRelative(let name):
      "load: \"\(name)\" is not a path relative to the file that loads it"
    case .missing(let path): "load: there is no file \(path)"
    case .outside(let name, let root): "load: \"\(name)\" is outside of the folder \(root)"
    case .circle(let names):
      "load: files load each other in a circle: \(names.joined(separator: " → "))"
    case .file(let failure): "load: \(failure)"
    }
  }
}

/// Finds the files that `load` statements name: relative to the file that loads, within the script's root.
struct LoadTargets {
  let files: any FileSource
  private let root: String

  init(_ settings: SessionSettings) {
    files = settings.files
    let base = settings.scriptFolder ?? "."
    root = settings.files.resolve(settings.scriptRoot ?? base) ?? base
  }

  /// The path of a file without links and dots.
  func resolve(_ name: String, from folder: String) throws(LoadProblem) -> String {
    guard !name.isEmpty, !Path.isAbsolute(name) else { throw .notRelative(name) }
    guard let path = files.resolve(Path.join(folder, name)) else {
      throw .missing(Path.join(folder, name))
    }
    guard path.hasPrefix(root == "/" ? root : root + "/") else {
      throw .outside(name, root: root)
    }
    return path
  }
}
