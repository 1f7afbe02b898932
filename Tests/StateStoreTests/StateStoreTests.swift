import Glibc
import StateStore
import Testing

struct StateStoreTests {
  let scratch = Scratch()

  @Test func `folder and file are made for their owner alone`() throws {
    let store = try StateStore(folder: scratch.state)
    #expect(store.path == scratch.database)
    #expect(Scratch.mode(of: scratch.state) == 0o700)
    #expect(Scratch.mode(of: store.path) == 0o600)
    #expect(Scratch.mode(of: store.path + "-wal") == 0o600)
  }

  @Test func `an open folder is closed to others`() throws {
    _ = try StateStore(folder: scratch.state)
    unsafe chmod(scratch.state, 0o755)
    unsafe chmod(scratch.database, 0o644)
    _ = try StateStore(folder: scratch.state)
    #expect(Scratch.mode(of: scratch.state) == 0o700)
    #expect(Scratch.mode(of: scratch.database) == 0o600)
  }

  @Test func `a log that is left is taken over, and a long one is not left`() throws {
    let log = scratch.database + "-wal"
    do {
      let store = try StateStore(folder: scratch.state)
      try store.history { $0 }.append("short", profile: "p", session: "s")
      try store.leaveLog()
    }
    #expect(unsafe access(log, F_OK) == 0)
    do {
      let store = try StateStore(folder: scratch.state)
      let history = store.history { $0 }
      #expect(try history.last(9, profile: "p").map(\.text) == ["short"])
      try history.append(String(repeating: "x", count: 300_000), profile: "p", session: "s")
      try store.leaveLog()
    }
    #expect(unsafe access(log, F_OK) != 0)
    let history = try StateStore(folder: scratch.state).history { $0 }
    #expect(try history.last(9, profile: "p").map(\.text.utf8.count) == [5, 300_000])
  }

  @Test func `a file that is no database is called corrupt`() throws {
    _ = try StateStore(folder: scratch.state)
    scratch.write(String(repeating: "not a database. ", count: 100))
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: scratch.state)
    }
    #expect(error.problem == .corrupt)
    #expect(error.path == scratch.database)
  }

  @Test func `a file in place of the folder is named`() throws {
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: "/dev/null/reeve")
    }
    #expect(error.problem == .notWritable)
    #expect(error.description.contains("/dev/null"))
  }

  @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
  func `a read-only folder is refused with advice`() throws {
    _ = unsafe chmod(scratch.path, 0o500)
    defer { _ = unsafe chmod(scratch.path, 0o700) }
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: scratch.state)
    }
    #expect(error.problem == .notWritable)
    #expect(error.advice.contains("XDG_STATE_HOME"))
  }

  @Test func `a file system that refuses writing is told`() throws {
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: "/proc/reeve")
    }
    #expect(error.problem == .notWritable)
  }

  private static func append(_ line: String, in folder: String) {
    do {
      let history = try StateStore(folder: folder).history { $0 }
      try history.append(line, profile: "p", session: "s")
    } catch {
      Issue.record(error)
    }
  }

  @Test func `opening at the same time makes one schema`() throws {
    let folder = scratch.state
    onThreads(8) { index in Self.append("line \(index)", in: folder) }
    #expect(try StateStore(folder: folder).history { $0 }.last(100, profile: "p").count == 8)
  }

  @Test func `a database that another process is making is waited for`() throws {
    // Empty, and locked by whoever writes its first page: SQLite itself answers that at once.
    unsafe mkdir("\(scratch.path)/deep", 0o700)
    unsafe mkdir(scratch.state, 0o700)
    scratch.write("")
    let (folder, database) = (scratch.state, scratch.database)
    let holder = try LockHolder(database: database)
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: folder, busyTimeout: .milliseconds(20))
    }
    #expect(error.problem == .locked)
    onThreads(2) { index in
      if index == 0 {
        usleep(100_000)
        return holder.release()
      }
      Self.append("line", in: folder)
    }
    #expect(try StateStore(folder: folder).history { $0 }.last(9, profile: "p").count == 1)
  }
}
