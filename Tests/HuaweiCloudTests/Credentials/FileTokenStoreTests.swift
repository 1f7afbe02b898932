import Glibc
import HuaweiCloud
import Testing

@Suite struct FileTokenStoreTests {
  /// A folder that goes away with the test.
  final class Folder {
    let path: String

    init() throws {
      var template = Array("/tmp/reeve-tokens-XXXXXX".utf8CString)
      let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
      }
      path = try #require(made)
    }

    var files: [String] {
      guard let folder = unsafe opendir(path) else { return [] }
      defer { unsafe closedir(folder) }
      var names: [String] = []
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
          unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if !name.hasPrefix(".") { names.append("\(path)/\(name)") }
      }
      return names
    }

    deinit {
      for file in files { _ = unsafe unlink(file) }
      _ = unsafe rmdir(path)
    }
  }

  static let token = Token(
    value: Secret("t\"1"), expiresAt: Timestamp(secondsSinceEpoch: 5), projectID: "p")

  @Test func `a token comes back as it was kept`() throws {
    let folder = try Folder()
    let store = FileTokenStore(folder: folder.path)
    #expect(store.token(for: "a") == nil)
    store.keep(Token(value: Secret("old")), for: "a")
    store.keep(Self.token, for: "a")
    #expect(store.token(for: "a") == Self.token)
    #expect(store.token(for: "b") == nil)
    #expect(folder.files.count == 1)
  }

  @Test func `only the user may read the file, and a file that others may read is not used`() throws
  {
    let folder = try Folder()
    let store = FileTokenStore(folder: folder.path)
    store.keep(Self.token, for: "a")
    let file = try #require(folder.files.first)
    var facts = stat()
    #expect(unsafe stat(file, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(unsafe chmod(file, 0o644) == 0)
    #expect(store.token(for: "a") == nil)
  }

  @Test func `a damaged file counts as none`() throws {
    let folder = try Folder()
    let store = FileTokenStore(folder: folder.path)
    store.keep(Self.token, for: "a")
    let file = try #require(folder.files.first)
    #expect(unsafe truncate(file, 3) == 0)
    #expect(store.token(for: "a") == nil)
  }

  @Test func `a folder that is not there is no error`() {
    let store = FileTokenStore(folder: "/no/such/folder")
    store.keep(Self.token, for: "a")
    #expect(store.token(for: "a") == nil)
  }
}
