internal import Glibc

/// Completes the names of files.
enum FileNames {
  struct Candidate: Hashable {
    /// The path as it was begun, and completed.
    let path: String
    let isFolder: Bool
  }

  /// The files that a path may become, sorted, folders with a slash at their end.
  ///
  /// - Parameters:
  ///   - begun: What is typed so far.
  ///   - folder: Where relative paths start.
  ///   - endings: What the names of files end with; empty for any.
  /// - Returns: Names that begin with a dot only where one is typed.
  static func completions(of begun: String, in folder: String, endings: [String]) -> [Candidate] {
    let slash = begun.lastIndex(of: "/")
    let parent = slash.map { String(begun[...$0]) } ?? ""
    let start = slash.map { String(begun[begun.index(after: $0)...]) } ?? begun
    let path = parent.hasPrefix("/") ? parent : "\(folder)/\(parent)"
    guard let directory = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(directory) }
    var found: [Candidate] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      guard name.hasPrefix(start), name != ".", name != "..",
        !name.hasPrefix(".") || start.hasPrefix(".")
      else { continue }
      var facts = stat()
      guard unsafe stat("\(path)/\(name)", &facts) == 0 else { continue }
      let isFolder = facts.st_mode & S_IFMT == S_IFDIR
      guard isFolder || endings.isEmpty || endings.contains(where: name.hasSuffix) else { continue }
      found.append(Candidate(path: parent + name + (isFolder ? "/" : ""), isFolder: isFolder))
    }
    return found.sorted { $0.path < $1.path }
  }
}
