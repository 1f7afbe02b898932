import Glibc
import HuaweiCloud
import Testing

/// Files beside the tests.
enum Fixtures {
  static func bytes(_ name: String, from file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/Fixtures/\(name)"
    let handle = try unsafe #require(unsafe fopen(path, "rb"), "no file \(path)")
    defer { unsafe fclose(handle) }
    var bytes: [UInt8] = []
    var byte = unsafe fgetc(handle)
    while byte != EOF {
      bytes.append(UInt8(byte))
      byte = unsafe fgetc(handle)
    }
    return bytes
  }

  static func json(_ name: String) throws -> JSON { try JSON(parsing: try bytes(name)) }
}
