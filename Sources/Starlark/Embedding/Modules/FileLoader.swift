import Glibc
public import StarlarkSyntax

/// Loads files below a folder, named relative to the file that loads them.
///
/// Links are followed, but not out of the folder. Errors report a file by its path within the folder.
public struct FileLoader: ModuleLoader {
  /// The folder.
  public let root: String
  /// Most bytes of a file: 16 MiB.
  public static let maximumSize = 16 << 20

  /// Makes a loader of the files below a folder.
  public init(root: String) {
    self.root = root
  }

  /// Why a file is not loaded.
  public struct Failure: Error, CustomStringConvertible {
    /// The file, and what is wrong.
    public let description: String
  }

  /// The path of a file without links and dots.
  ///
  /// - Throws: ``Failure`` where there is no such file, or it is outside of the folder.
  public func resolve(_ name: String, from loader: String?) throws -> String {
    guard !name.isEmpty, !name.hasPrefix("/") else {
      throw Failure(description: "\"\(name)\" is not a path relative to the file that loads it")
    }
    let folder = loader.map(Self.folder) ?? root
    let joined = Self.join(folder, name)
    guard let path = Self.realPath(joined) else {
      throw Failure(description: "there is no file \(joined)")
    }
    guard path.hasPrefix(prefix) else {
      throw Failure(description: "\"\(name)\" is outside of the folder \(root)")
    }
    return path
  }

  /// The text of a file, of at most 16 MiB.
  ///
  /// - Throws: ``Failure`` where it cannot be read.
  public func source(of module: String) throws -> SourceText {
    let name = module.hasPrefix(prefix) ? String(module.dropFirst(prefix.count)) : module
    return SourceText(name: name, bytes: try Self.read(module))
  }

  private var prefix: String {
    let folder = Self.realPath(root) ?? root
    return folder.hasSuffix("/") ? folder : folder + "/"
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, errno) }
      if count == 0 { return bytes }
      guard bytes.count + count <= maximumSize else {
        throw Failure(description: "\(path) is larger than \(maximumSize) bytes")
      }
      bytes += buffer[..<count]
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    Failure(description: "cannot read \(path): \(unsafe String(cString: strerror(code)))")
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func join(_ folder: String, _ path: String) -> String {
    folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func fileName(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
