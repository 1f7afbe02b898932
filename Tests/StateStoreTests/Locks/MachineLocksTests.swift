import Glibc
import StateStore
import Testing

struct MachineLocksTests {
  let scratch = Scratch()

  private static func locks(in folder: String) throws -> MachineLocks {
    try StateStore(folder: folder).locks
  }

  @Test func `a name is held by one at a time, other names by others`() throws {
    let (locks, others) = (try Self.locks(in: scratch.state), try Self.locks(in: scratch.state))
    let lock = try #require(try locks.take("policy a"))
    #expect(try locks.take("policy a") == nil)
    #expect(try others.take("policy a") == nil)
    let other = try #require(try others.take("policy b"))
    lock.release()
    // Giving one back leaves the rest of the file locked.
    #expect(try locks.take("policy b") == nil)
    #expect(try others.take("policy a") != nil)
    other.release()
    #expect(try locks.take("policy b") != nil)
  }

  @Test func `a lock that goes away is free`() throws {
    let locks = try Self.locks(in: scratch.state)
    var lock = try locks.take("policy")
    #expect(lock != nil)
    lock = nil
    #expect(try locks.take("policy") != nil)
  }

  @Test func `another process keeps out, and none that was killed`() async throws {
    let folder = scratch.state
    let lock = try #require(try Self.locks(in: folder).take("policy"))
    await #expect(processExitsWith: .exitCode(9)) { [folder = folder as String] in
      let taken = try MachineLocksTests.locks(in: folder).take("policy")
      exit(taken == nil ? 9 : 1)
    }
    lock.release()
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      let taken = try MachineLocksTests.locks(in: folder).take("policy")
      if taken != nil { kill(getpid(), SIGKILL) }
    }
    #expect(try Self.locks(in: folder).take("policy") != nil)
  }
}
