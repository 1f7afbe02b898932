import ReeveCommands
import Runbooks
import Testing

/// How far a run is, in one line.
@Suite struct ProgressLineTests {
  private func progress(_ change: (inout RunProgress) -> Void = { _ in }) -> ProgressLine {
    var progress = RunProgress()
    progress.changesDone = 400
    progress.changesTotal = 1_000
    progress.requestsDone = 2
    progress.requestsTotal = 5
    change(&progress)
    return ProgressLine(progress: progress)
  }

  @Test func `a line counts changes and requests`() {
    #expect(progress().sparse == "progress: 400 of 1000 changes, 2 of 5 requests")
    #expect(progress().isWorthShowing)
    #expect(!progress { $0.changesDone = 1_000 }.isWorthShowing)
  }

  @Test func `what is left is estimated, or what is waited for is named`() {
    let estimated = progress { $0.estimate = .seconds(200) }
    #expect(estimated.sparse.hasSuffix(", 2 of 5 requests, about 3 min 20 s left"))
    let waiting = progress {
      $0.wait = .init(operation: "BatchModifyPortStatus", duration: .milliseconds(46_200))
    }
    #expect(waiting.sparse.hasSuffix(", waiting 47 s for BatchModifyPortStatus"))
  }

  @Test func `who waits for another process says so`() {
    let line = progress {
      $0.wait = .init(
        operation: "ChangeAppWhitelistPolicy", duration: .milliseconds(20),
        turn: "whitelist policy p1")
      $0.estimate = .seconds(9)
    }
    #expect(
      line.sparse.hasSuffix(", waiting for another process that changes whitelist policy p1"))
  }

  @Test func `where a read waits alone, nothing is counted`() {
    var progress = RunProgress()
    progress.wait = .init(operation: "ListHostStatus", duration: .seconds(59))
    let line = ProgressLine(progress: progress)
    #expect(line.isWorthShowing)
    #expect(line.sparse == "progress: waiting 59 s for ListHostStatus")
    #expect(line.bar(columns: 80) == "waiting 59 s for ListHostStatus")
    #expect(line.bar(columns: 20).count == 19)
  }

  @Test func `a bar is as long as what is done, and fits the terminal`() {
    #expect(
      progress().bar(columns: 100)
        == "[########            ] 400 of 1000 changes, 2 of 5 requests")
    #expect(progress().bar(columns: 30).count == 29)
  }
}
