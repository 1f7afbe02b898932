/// What flags say about the cloud to work on.
package struct CloudOptions: Sendable, Hashable {
  package var profile: String?
  package var region: String?
  /// A project's ID, or its name.
  package var project: String?
  /// Addresses by service, as `hss=URL`.
  package var endpoints: [String] = []
  package var certificateAuthorityFile: String?
  /// Seconds that one exchange may take.
  package var timeout: Duration?
  /// Rates by service, as `hss=5/min`.
  package var rates: [String] = []
  /// Whether it is an error that nothing is configured.
  package var forbidsSandbox = false

  package init() {}
}

/// What every command that evaluates a runbook takes, beside the cloud.
package struct SessionOptions: Sendable, Hashable {
  package var maxFailures: Int?
  package var maxSteps: Int?
  package var maxMemory: Int?
  package var maxValue: Int?
  package var maxOutput: Int?
  package var maxFrames: Int?
  package var deadline: Duration?
  /// The language options of `--options=LIST`; nil speaks the runbook dialect.
  package var languageOptions: [String]?
  package var isConfirmed = false
  package var forbidsInput = false
  package var summary = SummaryFormat.human
  package var verbosity = Verbosity.normal
  package var colour = ColourChoice.automatic

  package init() {}
}

/// How the summary of a run is written.
package enum SummaryFormat: String, Sendable, Hashable, CaseIterable {
  case human, json, jsonl
}

/// How much is told beside errors.
package enum Verbosity: Sendable, Hashable {
  /// Errors alone.
  case quiet
  case normal
  /// Requests as well.
  case verbose
}

/// Whether colours are used.
package enum ColourChoice: String, Sendable, Hashable, CaseIterable {
  case automatic = "auto"
  case always, never
}
