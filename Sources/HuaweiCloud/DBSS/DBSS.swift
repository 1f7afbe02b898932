/// Database Security Service: audit instances.
public struct DBSS: Sendable {
  /// What sends the calls.
  let client: CloudClient

  /// The operations, as data.
  package static let operations = [auditInstances, updateAuditSecurityGroup]
}

extension CloudClient {
  /// Database Security Service.
  public var dbss: DBSS { DBSS(client: self) }
}

extension DBSS {
  /// The parameters of ``updateAuditSecurityGroup`` by name.
  package enum SecurityGroupParameters {
    package static let instanceID = Parameter(
      "instance_id", .body, .text(32...64), isRequired: true,
      "The instance's ID: `id` or `instance_id` of the list, not its `resource_id`.")
    package static let securityGroups = Parameter(
      "securitygroup_ids", .body, .texts(count: 1...1, each: 1...64), isRequired: true,
      "The security group; the service takes one.")
  }

  /// Puts an audit instance into a security group.
  package static let updateAuditSecurityGroup = Operation(
    "UpdateAuditSecurityGroupNew", service: .dbss, method: .post,
    path: "/v1/{project_id}/audit/security-group",
    parameters: [SecurityGroupParameters.instanceID, SecurityGroupParameters.securityGroups],
    reference: "DBSS API, Modifying a Security Group, 2025-09-10")

  /// The call that puts an audit instance into a security group.
  ///
  /// - Parameters:
  ///   - securityGroup: The security group's ID.
  ///   - instanceID: The instance's ID, 32 to 64 characters.
  /// - Returns: The call, which may be sent any number of times.
  /// - Throws: ``ParameterError`` where a value is beyond the limits of the reference.
  public static func call(
    settingSecurityGroup securityGroup: String, ofInstance instanceID: String
  ) throws(ParameterError) -> Call {
    let operation = updateAuditSecurityGroup
    try SecurityGroupParameters.instanceID.check(.string(instanceID), operation: operation.name)
    try SecurityGroupParameters.securityGroups.check(
      .array([.string(securityGroup)]), operation: operation.name)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("instance_id", instanceID)
      writer.member("securitygroup_ids", [securityGroup])
    }
    return Call(operation, body: writer.bytes)
  }

  /// Puts a database audit instance into a security group, in place of the one it is in.
  ///
  /// - Parameters:
  ///   - securityGroup: The security group's ID; the service takes one.
  ///   - instanceID: The instance's ID, 32 to 64 characters: `id` or `instance_id` of the list of
  ///     instances, not its `resource_id`.
  /// - Throws: ``CloudError``: ``ServiceError`` when DBSS refuses or answers `"result": "failed"`,
  ///   ``TransportError`` when no answer came, ``ParameterError`` before anything was sent.
  ///
  /// API reference: DBSS, *Modifying a Security Group*, `POST /v1/{project_id}/audit/security-group`
  /// (page of 2025-09-10).
  public func setSecurityGroup(
    _ securityGroup: String, ofInstance instanceID: String
  ) async throws(CloudError) {
    let call: Call
    do throws(ParameterError) {
      call = try Self.call(settingSecurityGroup: securityGroup, ofInstance: instanceID)
    } catch {
      throw .parameter(error)
    }
    try await client.send(call)
  }
}
