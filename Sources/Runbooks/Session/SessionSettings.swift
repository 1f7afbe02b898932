package import HuaweiCloud
package import Starlark
package import StarlarkSyntax
package import StateStore

/// The cloud that a session works on.
package struct CloudAccess: Sendable {
  /// Sends calls.
  package var client: CloudClient
  /// The profile that it was configured by, where there is one.
  package var profile: String?
  /// The project's name or ID, for people.
  package var project: String?
  /// Its ID, where that is known before anything is asked.
  package var projectID: String?

  package init(
    client: CloudClient, profile: String? = nil, project: String? = nil, projectID: String? = nil
  ) {
    self.client = client
    self.profile = profile
    self.project = project
    self.projectID = projectID
  }
}

/// How often an operation may be called.
package enum RequestRate: Sendable, Hashable {
  case unlimited
  /// So many calls in any window of this length.
  case calls(Int, per: Duration)
}

/// What a run or a REPL works with beside the cloud.
package struct SessionSettings: Sendable {
  /// What evaluation may use.
  ///
  /// ``deadline`` is the session's own, waiting and sending included.
  package var limits = Limits()
  package var dialect = Dialect.runbook
  /// What the script finds in `args`.
  package var arguments = ScriptArguments()
  /// The folder that `load` and `csv.read` start from: the script's, or the current one.
  package var scriptFolder: String?
  /// The folder that no loaded file may be outside of; the script's where it is nil.
  package var scriptRoot: String?
  /// Where `csv.read` looks after the script's folder.
  package var workingFolder: String?
  /// Reads files for `load` and `csv.read`.
  package var files: any FileSource = LocalFiles()
  /// How often each operation of a service may be called; a service that is not named is not limited.
  package var rates: [Service: RequestRate] = SessionSettings.documentedRates
  /// Counts calls over all processes of this machine; nil counts those of this session alone.
  package var callLimiter: CallLimiter?
  /// Keeps processes of this machine from changing one policy at once; nil leaves them to it.
  package var locks: MachineLocks?
  /// After so many failed changes nothing further is sent.
  package var maxFailures: Int?
  /// How long the whole run may take; a REPL's chunk where there is one.
  package var deadline: Duration?
  /// The enterprise project of writes that name none.
  package var enterpriseProject: EnterpriseProject?
  package var retries = RetryPolicy()
  /// Whether a REPL keeps the variables of functions that fail, for somebody to look at.
  package var keepsVariables = false
  /// Whether what each line takes is noted.
  package var recordsLines = false
  /// Whether scripts have the module `assert`.
  package var isTest = false
  package var clock = SessionClock.system
  /// Where the secrets come from that scripts name.
  package var secrets: any SecretSource = NoSecrets()
  /// How runs are written down; nil writes nothing.
  package var recording: RunRecording?
  /// What the changes that are taken back call their project.
  package var earlierProject: String?
  /// The plan that is carried out: a change that it does not have is refused.
  package var plan: PlannedChanges?
  /// Is asked, on the evaluating thread, before anything is sent; nil sends without asking.
  package var confirm: (@Sendable (PendingChanges) -> Bool)?

  package init() {}

  /// HSS allows a user 5 calls a minute for each operation; no other service documents a figure.
  ///
  /// Reference: HSS API, *Constraints*.
  package static let documentedRates: [Service: RequestRate] = [
    .hss: .calls(5, per: .seconds(60))
  ]
}
