extension HSS {
  /// The parameters of ``changeAppWhitelistPolicy`` by name.
  package enum PolicyParameters {
    package static let enterpriseProject = Parameter(
      "enterprise_project_id", .query, .text(1...256), isRequired: true, default: "0",
      "Whose policy; `all_granted_eps` for all enterprise projects.")
    package static let id = Parameter(
      "policy_id", .body, .text(1...256), isRequired: true, "The policy's ID.")
    package static let name = Parameter(
      "policy_name", .body, .text(1...256), isRequired: true, "The policy's name.")
    package static let type = Parameter(
      "policy_type", .body, .choice(["block"]), isRequired: true,
      "The policy's type: `block` is the conservative mode.")
    package static let learningDays = Parameter(
      "learning_days", .body, .integer(3...30), isRequired: true, "How many days are learned.")
    package static let specifiedDir = Parameter(
      "specified_dir", .body, .boolean, "Whether only the directories named are learned.")
    package static let intercept = Parameter(
      "intercept", .body, .boolean, isRequired: true, "Whether blocking is enabled.")
    package static let autoConfirm = Parameter(
      "auto_confirm", .body, .boolean, isRequired: true,
      "Whether what was learned is confirmed without a person.")
    package static let autoDetect = Parameter(
      "auto_detect", .body, .boolean, isRequired: true,
      "Whether detection starts by itself after learning.")
    package static let dirs = Parameter(
      "dir_list", .body, .texts(count: nil, each: nil), "The directories that are watched.")
    package static let extensions = Parameter(
      "ext_list", .body, .texts(count: nil, each: nil),
      "The extensions of file names that are watched.")
    package static let hosts = Parameter(
      "host_id_list", .body, .texts(count: nil, each: nil), isRequired: true,
      "The IDs of the servers that the policy applies to.")
  }

  /// Replaces a process whitelist policy.
  package static let changeAppWhitelistPolicy = Operation(
    "ChangeAppWhitelistPolicy", service: .hss, method: .put, path: "/v5/{project_id}/app/policy",
    parameters: [
      PolicyParameters.enterpriseProject, PolicyParameters.id, PolicyParameters.name,
      PolicyParameters.type, PolicyParameters.learningDays, PolicyParameters.specifiedDir,
      PolicyParameters.intercept, PolicyParameters.autoConfirm, PolicyParameters.autoDetect,
      PolicyParameters.dirs, PolicyParameters.extensions, PolicyParameters.hosts,
    ],
    reference: "HSS API, Modifying a Whitelist Policy, 2026-04-03")
}

extension WhitelistPolicy {
  /// The call that puts this policy in the place of the one with its ID.
  ///
  /// - Parameter enterpriseProject: Whose policy; the reference demands it.
  /// - Returns: The call, which may be sent any number of times.
  /// - Throws: ``ParameterError`` where a value is beyond the limits of the reference.
  public func call(
    enterpriseProject: EnterpriseProject = .default
  ) throws(ParameterError) -> Call {
    typealias Parameters = HSS.PolicyParameters
    let operation = HSS.changeAppWhitelistPolicy
    try Parameters.enterpriseProject.check(
      .string(enterpriseProject.id), operation: operation.name)
    try Parameters.id.check(.string(id), operation: operation.name)
    try Parameters.name.check(.string(name), operation: operation.name)
    try Parameters.type.check(.string(type), operation: operation.name)
    try Parameters.learningDays.check(.int(learningDays), operation: operation.name)
    return Call(
      operation, query: [.init("enterprise_project_id", enterpriseProject.id)], body: body)
  }

  private var body: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("policy_id", id)
      writer.member("policy_name", name)
      writer.member("policy_type", type)
      writer.member("learning_days", learningDays)
      if let specifiedDir { writer.member("specified_dir", specifiedDir) }
      writer.member("intercept", intercept)
      writer.member("auto_detect", autoDetect)
      writer.member("auto_confirm", autoConfirm)
      if let dirs { writer.member("dir_list", dirs) }
      if let extensions { writer.member("ext_list", extensions) }
      writer.member("host_id_list", hosts)
    }
    return writer.bytes
  }
}

extension HSS {
  /// Replaces a process whitelist policy.
  ///
  /// Every member is replaced, so read the policy first and change what is to change; a change that
  /// somebody else makes in between is lost.
  ///
  /// - Parameters:
  ///   - policy: The policy as it is to be.
  ///   - enterpriseProject: Whose policy.
  /// - Throws: ``CloudError``: ``ServiceError`` when HSS refuses (`HSS.0011`: no such policy),
  ///   ``TransportError`` when no answer came, ``ParameterError`` before anything was sent.
  ///
  /// API reference: HSS, *Modifying a Whitelist Policy*, `PUT /v5/{project_id}/app/policy` (page of
  /// 2026-04-03).
  public func modify(
    _ policy: WhitelistPolicy, enterpriseProject: EnterpriseProject = .default
  ) async throws(CloudError) {
    let call: Call
    do throws(ParameterError) {
      call = try policy.call(enterpriseProject: enterpriseProject)
    } catch {
      throw .parameter(error)
    }
    try await client.send(call)
  }

  /// Reads a whitelist policy as it is now.
  ///
  /// No operation reads a single policy with all its members, so this goes through the list.
  ///
  /// - Parameters:
  ///   - id: The policy's ID.
  ///   - enterpriseProject: Whose policy.
  /// - Returns: The item of the list, or `nil` where there is no such policy.
  /// - Throws: ``CloudError`` when the list cannot be read.
  ///
  /// API reference: HSS, *ListAppWhitelistPolicy*, `GET /v5/{project_id}/app/policy`.
  public func whitelistPolicy(
    id: String, enterpriseProject: EnterpriseProject = .default
  ) async throws(CloudError) -> JSON? {
    var pages = try client.pages(
      of: Self.whitelistPolicies, ["enterprise_project_id": .string(enterpriseProject.id)]
    ).makeAsyncIterator()
    while let page = try await pages.next() {
      if let item = page.first(where: { $0["policy_id"]?.string == id }) { return item }
    }
    return nil
  }
}
