import HuaweiCloud
import Starlark
import StarlarkCompiler

/// The built-ins that read lists of the cloud.
enum Reads {
  /// One list: how it is called, and what it is on the wire.
  struct Declaration: Sendable {
    let name: String
    let operation: HuaweiCloud.Operation
    /// The type of an item.
    let item: String
    let summary: String
    /// Filters that the service does not have: members of an item that must be equal.
    var localFilters: [LocalFilter] = []
    /// Changes that it could show, which are sent first.
    var shows: Set<WriteOperation> = []
    /// Whether its items are what is changed, so that a plan shows them with its changes.
    var isShownWithChanges = false
    /// The parameter that comes by position, and the attribute that objects have it in.
    var subject: Subject?

    var list: String { item + "List" }
  }

  struct LocalFilter: Sendable {
    let name: String
    let summary: String
  }

  struct Subject: Sendable {
    let name: String
    let parameter: HuaweiCloud.Parameter
  }

  static let all: [Declaration] = [
    Declaration(
      name: "hosts", operation: HSS.hosts, item: "Host",
      summary: "The servers that HSS knows, with the IDs of their agents."),
    Declaration(
      name: "hostGroups", operation: HSS.hostGroups, item: "HostGroup",
      summary: "Groups of servers, each with the IDs of its servers."),
    Declaration(
      name: "ports", operation: HSS.ports, item: "Port",
      summary:
        "The open ports of one server: one call for each server. portHosts finds the servers of a port with few.",
      subject: HSS.ports.parameter("host_id").map { Subject(name: "host", parameter: $0) }),
    Declaration(
      name: "portHosts", operation: HSS.portHosts, item: "PortHost",
      summary: "The servers on which a port is open."),
    Declaration(
      name: "portStatistics", operation: HSS.portStatistics, item: "PortStatistic",
      summary: "The open ports of all servers, with how many servers have each."),
    Declaration(
      name: "whitelistPolicies", operation: HSS.whitelistPolicies, item: "WhitelistPolicy",
      summary: "Process whitelist policies.",
      localFilters: [.init(name: "policy_id", summary: "The policy's ID.")],
      shows: [.whitelistPolicy], isShownWithChanges: true),
    Declaration(
      name: "whitelistPolicyHosts", operation: HSS.whitelistPolicyHosts,
      item: "WhitelistPolicyHost", summary: "The servers to which whitelist policies apply.",
      shows: [.whitelistPolicy]),
    Declaration(
      name: "auditInstances", operation: DBSS.auditInstances, item: "AuditInstance",
      summary: "Database audit instances, with their security groups.",
      localFilters: [
        .init(name: "status", summary: "The state of the instance, such as ACTIVE."),
        .init(name: "name", summary: "The instance's name."),
        .init(name: "security_group_id", summary: "The security group that it is in."),
        .init(name: "enterprise_project_id", summary: "Its enterprise project."),
      ], shows: [.securityGroup], isShownWithChanges: true),
    Declaration(
      name: "securityGroups", operation: VPC.securityGroups, item: "SecurityGroup",
      summary: "The security groups that instances can be put into."),
    Declaration(
      name: "enterpriseProjects", operation: EPS.enterpriseProjects, item: "EnterpriseProject",
      summary: "Enterprise projects, whose IDs `enterpriseProject` takes."),
  ]

  static let functions = all.map { function($0) }

  private static func function(_ list: Declaration) -> NativeFunction {
    .outside(list.signature) { call throws(Recorded) in
      var filters: [String: JSON] = [:]
      var local: [(name: String, value: JSON)] = []
      var index = 0
      if let subject = list.subject {
        let identity = ArgumentReader.Identity(
          what: "\(subject.name) id", attributes: [subject.parameter.name],
          parameter: subject.parameter)
        let id = try call.read.id(call[0], subject.name, identity)
        filters[subject.parameter.name] = .string(id)
        index = 1
      }
      for parameter in list.remoteFilters {
        filters[parameter.name] = try call.read.json(call[index], parameter.name, parameter)
        index += 1
      }
      for filter in list.localFilters {
        if !call.read.isAbsent(call[index]) {
          local.append((filter.name, try call.read.json(call[index], filter.name)))
        }
        index += 1
      }
      let project = HSS.PortParameters.enterpriseProject.name
      if let set = call.context.settings.enterpriseProject, filters[project] == nil,
        list.operation.parameter(project) != nil
      {
        filters[project] = .string(set.id)
      }
      do throws(CloudError) {
        let pages = try call.context.gateway.client.pages(of: list.operation, filters)
        let records = RecordList(list, pages: pages, filters: local, call: call.call)
        return call.machine.heap.host(records.connect(call.machine.evaluator))
      } catch {
        throw call.fail(list.name, ChangeFailure(error))
      }
    }
  }
}

extension Reads.Declaration {
  /// The filters that the service has.
  fileprivate var remoteFilters: [HuaweiCloud.Parameter] {
    operation.parameters.filter { $0.name != subject?.parameter.name }
  }

  fileprivate var signature: Signature {
    var parameters: [Signature.Parameter] = []
    if let subject {
      parameters.append(
        .init(
          subject.name, of: subject.parameter, isOptional: false,
          type: .union([.string, .named("Host"), .named("PortHost")])))
    }
    parameters += remoteFilters.map { .init($0.name, .keywordOnly, of: $0) }
    parameters += localFilters.map {
      .init(
        $0.name, .keywordOnly, isOptional: true,
        documentation: $0.summary + " The service has no such filter: the whole list is read.")
    }
    return Signature(
      name, parameters, result: .iterable(.named(item)),
      documentation: summary
        + " Read page by page while it is iterated; len() reads all. Attributes bear the API's names.",
      reference: operation.reference)
  }
}
