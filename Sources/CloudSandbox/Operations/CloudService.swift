/// Carries out operations: validates, reads, and says what changes, but changes nothing itself.
struct CloudService: Sendable {
  let configuration: SandboxConfiguration
  let account: Account
  let assets: LazyAssets
  let keeper: StateKeeper
  let authenticator: Authenticator

  func answer(_ call: Call) throws(Refusal) -> Answer {
    switch call.operation {
    case .batchModifyPortStatus: try batchModifyPortStatus(call)
    case .changeAppWhitelistPolicy: try changeAppWhitelistPolicy(call)
    case .updateAuditSecurityGroup: try updateAuditSecurityGroup(call)
    case .listHostStatus: try listHostStatus(call)
    case .listHostGroups: try listHostGroups(call)
    case .listPorts: try listPorts(call)
    case .listPortHost: try listPortHost(call)
    case .listPortStatistics: try listPortStatistics(call)
    case .listAppWhitelistPolicy: try listAppWhitelistPolicy(call)
    case .listAppWhitelistPolicyHost: try listAppWhitelistPolicyHost(call)
    case .showAppWhitelistPolicy: try showAppWhitelistPolicy(call)
    case .listAuditInstances: try listAuditInstances(call)
    case .listSecurityGroups: try listSecurityGroups(call)
    case .listEnterpriseProject: try listEnterpriseProject(call)
    case .createToken: try createToken(call)
    case .createTemporaryKey: try createTemporaryKey(call)
    case .listProjects: try listProjects(call)
    case .listAuthProjects: listAuthProjects(call)
    case .listAuthDomains: listAuthDomains(call)
    case .sandboxState, .sandboxRequests, .sandboxFaults, .sandboxReset: throw .noSuchAPI
    }
  }

  /// What exists in the project of a call; only the first project has anything.
  func assets(of call: Call) -> Assets {
    call.projectID == account.projects[0].id ? assets.value : .none
  }

  /// The list form of HSS answers.
  func page(_ elements: ArraySlice<JSON>, of total: Int, unknown: [String]) -> Answer {
    var answer = Answer.json(["total_num": .integer(total), "data_list": .array(Array(elements))])
    answer.unknown = unknown
    return answer
  }
}
