import ReeveCommands
import Testing

/// Which code counts where several apply.
@Suite struct ExitCodeTests {
  @Test(
    arguments: [
      ([], ExitCode.done),
      ([.someChangesFailed], .someChangesFailed),
      ([.someChangesFailed, .failed], .failed),
      ([.failed, .tryAgain], .tryAgain),
      ([.tryAgain, .limitHit], .limitHit),
      ([.limitHit, .unconfirmed], .unconfirmed),
      ([.unconfirmed, .notAuthorised], .notAuthorised),
      ([.notAuthorised, .internalError], .internalError),
      ([.internalError, .interrupted], .interrupted),
      ([.badData], .badData),
    ] as [([ExitCode], ExitCode)])
  func `the gravest counts`(_ codes: [ExitCode], _ wanted: ExitCode) {
    #expect(ExitCode.first(of: codes) == wanted)
    #expect(ExitCode.first(of: codes.reversed()) == wanted)
  }

  @Test func `signals count from 128`() {
    #expect(ExitCode.interrupted.rawValue == 130)
    #expect(ExitCode.terminated.rawValue == 143)
    #expect(ExitCode.outputClosed.rawValue == 141)
  }
}
