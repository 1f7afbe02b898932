import CloudSandbox
import Glibc

/// A file beside the tests, or one that a test writes and throws away.
enum Fixture {
  static func json(_ name: String, file: StaticString = #filePath) throws -> JSON {
    let folder = "\(file)".split(separator: "/").dropLast(2).joined(separator: "/")
    return try JSON(parsing: contents(of: "/\(folder)/Fixtures/\(name)"))
  }

  static func contents(of path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  static func write(_ text: String, to path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  /// Runs a test in a folder of its own.
  static func inFolder(_ test: (String) async throws -> Void) async throws {
    let folder =
      "\(unsafe String(cString: getenv("TMPDIR") ?? strdup("/tmp")))/"
      + "sandbox-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    unsafe mkdir(folder, 0o700)
    defer {
      for name in ["state", "state.lock", "inventory.json", "a", "b"] {
        unsafe unlink("\(folder)/\(name)")
      }
      unsafe rmdir(folder)
    }
    try await test(folder)
  }
}
