import Glibc
import StateStore
import Testing

struct MigrationTests {
  let scratch = Scratch()

  @Test func `an older database is brought up to date and keeps its rows`() throws {
    do {
      let old = try StateStore(folder: scratch.state, migrations: [.history])
      try old.history { $0 }.append("kept", profile: "p", session: "s")
      #expect(throws: StateStoreError.self) {
        try old.limiter.reserve(key: "k", limit: 1, window: .seconds(1))
      }
    }
    let store = try StateStore(folder: scratch.state)
    #expect(try store.history { $0 }.last(1, profile: "p").map(\.text) == ["kept"])
    guard case .granted = try store.limiter.reserve(key: "k", limit: 1, window: .seconds(1)) else {
      Issue.record("the new table is not usable")
      return
    }
  }

  @Test func `a migration that fails leaves the old schema`() throws {
    _ = try StateStore(folder: scratch.state, migrations: [.history])
    let broken = Migration(name: "broken", script: "CREATE TABLE t (a); CREATE TABLE t (b)")
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: scratch.state, migrations: [.history, broken])
    }
    #expect(error.problem == .refused)
    let good = Migration(name: "good", script: "CREATE TABLE t (a)")
    _ = try StateStore(folder: scratch.state, migrations: [.history, good])
  }

  @Test func `a newer database is refused and left alone`() throws {
    let known = Migration.all.count
    let future = Migration(name: "future", script: "CREATE TABLE future (a)")
    _ = try StateStore(folder: scratch.state, migrations: Migration.all + [future])
    let error = try #require(throws: StateStoreError.self) {
      _ = try StateStore(folder: scratch.state)
    }
    #expect(error.problem == .newerVersion(found: known + 1, known: known))
    #expect(error.advice.contains("newer Reeve"))
  }
}
