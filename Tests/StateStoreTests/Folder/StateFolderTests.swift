import StateStore
import Testing

struct StateFolderTests {
  @Test(arguments: [(0x6969, "NFS"), (0xff53_4d42, "SMB"), (0x0102_1997, "9P")])
  func `network file systems are known by name`(_ type: Int, _ name: String) {
    #expect(StateFolder.networkFileSystem(type: type) == name)
    // Sign-extended from 32 bits on some machines.
    let extended = Int(Int32(truncatingIfNeeded: type))
    #expect(StateFolder.networkFileSystem(type: extended) == name)
  }

  @Test(arguments: [0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630])
  func `local file systems are let through`(_ type: Int) {
    #expect(StateFolder.networkFileSystem(type: type) == nil)
  }
}
