import Runbooks
import StateStore
import Testing

/// What earlier versions wrote down otherwise.
struct EarlierReplayTests {
  @Test func `a deadline in whole seconds stops where it stopped`() async throws {
    let journal = try JournalStage()
    do {
      let writer = try journal.journal.begin(
        NewRun(mode: .run, script: "test.star", engine: "test"))
      try writer.note("deferring", #"{"ordinal":1,"registered":1,"deadline":30}"#)
    }
    let stage = try journal.resume()
    let outcome = await stage.run(
      "defer(lambda: print(\"cleaned\"))\ntime.now()\ntime.now()\nprint(\"not reached\")\n")
    #expect(outcome.stop == .deadline(.seconds(30)))
    #expect(stage.events.output == "cleaned\n")
  }
}
