extension Workplace {
  /// The profile as the journal names it.
  var profile: String? {
    environment.profile
      ?? (environment.name == CloudEnvironment.sandboxName ? CloudEnvironment.sandboxName : nil)
  }
}
