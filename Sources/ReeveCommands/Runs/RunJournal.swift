// What the commands that look at runs share.

internal import StateStore

enum RunJournal {
  /// Asks the journal, with its errors as the command's.
  static func ask<Result>(
    _ body: () throws(JournalError) -> Result
  ) throws(Failure) -> Result {
    do throws(JournalError) {
      return try body()
    } catch {
      throw Failure(error)
    }
  }
}
