import Glibc

/// The one way to files.
package protocol FileSource: Sendable {
  /// The bytes of a file.
  func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8]
  /// The path of a file without links and dots; nil where there is none.
  func resolve(_ path: String) -> String?
}

/// Why a file cannot be read, as facts.
package struct FileFailure: Error, Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    case missing
    case isFolder
    /// It is larger than so many bytes.
    case tooLarge(Int)
    /// The system refuses, in its words.
    case refused(String)
  }

  package var path: String
  package var problem: Problem

  package init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

/// The files of this machine.
package struct LocalFiles: FileSource {
  package init() {}

  package func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  package func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw Self.failure(path, errno) }
    guard facts.st_mode & S_IFMT != S_IFDIR else {
      throw FileFailure(path: path, problem: .isFolder)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path, errno) }
      if count == 0 { return bytes }
      // Counted while reading, for a pipe or a growing file has no size to ask for.
      guard bytes.count + count <= limit else {
        throw FileFailure(path: path, problem: .tooLarge(limit))
      }
      bytes += buffer[..<count]
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> FileFailure {
    let problem: FileFailure.Problem =
      switch code {
      case ENOENT, ENOTDIR: .missing
      default: .refused(unsafe String(cString: strerror(code)))
      }
    return FileFailure(path: path, problem: problem)
  }
}

extension FileFailure: CustomStringConvertible {
  /// The file and what is wrong with it.
  package var description: String {
    switch problem {
    case .missing: "there is no file \(path)"
    case .isFolder: "\(path) is a folder"
    case .tooLarge(let limit): "\(path) is larger than \(limit) bytes"
    case .refused(let words): "cannot read \(path): \(words)"
    }
  }
}

/// Paths as texts.
enum Path {
  static func isAbsolute(_ path: String) -> Bool { path.hasPrefix("/") }

  static func join(_ folder: String, _ path: String) -> String {
    if isAbsolute(path) || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder of a file: empty for a name alone.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
