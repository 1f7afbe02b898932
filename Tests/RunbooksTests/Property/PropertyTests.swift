import CloudSandbox
import FoundationEssentials
import Testing

/// Random runbooks through the queue and the client against the sandbox, with random faults.
///
/// `REEVE_PROPERTY_RUNS` sets how many programs, `REEVE_PROPERTY_SEED` the first one's seed:
/// `REEVE_PROPERTY_RUNS=5000 scripts/test --filter PropertyTests`.
struct PropertyTests {
  private static func variable(_ name: String, default value: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
  }

  /// Programs under way at once; more only wait for each other.
  private static let lanes = 4

  @Test(arguments: [false, true])
  func `what a run says is what it did`(_ hasFaults: Bool) async throws {
    let first = Self.variable("REEVE_PROPERTY_SEED", default: 1)
    let count = Self.variable("REEVE_PROPERTY_RUNS", default: hasFaults ? 60 : 20)
    let subjects = RandomProgram.Subjects(try Sandbox().inventory)
    await withTaskGroup(of: Void.self) { group in
      for (index, seed) in (first..<(first + count)).enumerated() {
        if index >= Self.lanes { await group.next() }
        group.addTask {
          var run = PropertyRun(seed: seed, hasFaults: hasFaults, subjects: subjects)
          do {
            let problems = try await run.problems()
            guard !problems.isEmpty else { return }
            let shown = problems.prefix(3).joined(separator: "\n")
            Issue.record(
              """
              seed \(seed)\(hasFaults ? "" : " without faults"): \(problems.count) problems
              \(shown)
              \(run.story)
              """)
          } catch {
            Issue.record("seed \(seed): \(error)")
          }
        }
      }
    }
  }
}
