import Runbooks

/// Files in memory, by absolute path.
struct FakeFiles: FileSource {
  var files: [String: [UInt8]]

  init(_ files: [String: String]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    guard let bytes = files[resolve(path) ?? ""] else {
      throw FileFailure(path: path, problem: .missing)
    }
    guard bytes.count <= limit else { throw FileFailure(path: path, problem: .tooLarge(limit)) }
    return bytes
  }

  func resolve(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let whole = "/" + parts.joined(separator: "/")
    let isFolder = files.keys.contains { $0.hasPrefix(whole + "/") }
    return files[whole] != nil || isFolder ? whole : nil
  }
}

extension Stage {
  /// A session whose script is in `/runbooks`.
  static func files(
    _ files: [String: String], _ change: (inout SessionSettings) -> Void = { _ in }
  ) -> Stage {
    Stage(set: { settings in
      settings.files = FakeFiles(files)
      settings.scriptFolder = "/runbooks"
      settings.workingFolder = "/elsewhere"
      change(&settings)
    })
  }
}
