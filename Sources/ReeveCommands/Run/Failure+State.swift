package import StateStore

extension Failure {
  /// The state database cannot be used.
  package init(_ error: StateStoreError) {
    let code: ExitCode =
      switch error.problem {
      case .locked, .diskFull, .inputOutput: .tryAgain
      default: .configuration
      }
    self.init(
      code, "state database \(error.path): \(error.what)", advice: error.advice)
  }

  /// The journal does not do what is asked of it.
  package init(_ error: JournalError) {
    switch error {
    case .store(let cause): self.init(cause)
    case .unknownRun, .ambiguousRun, .pruned:
      self.init(.noInput, error.what, advice: error.advice)
    case .edited: self.init(.badData, error.what, advice: error.advice)
    case .alive: self.init(.tryAgain, error.what, advice: error.advice)
    case .planUsed: self.init(.planIsStale, error.what, advice: error.advice)
    case .ended, .lost, .notOpen: self.init(.internalError, error.what, advice: error.advice)
    }
  }
}
