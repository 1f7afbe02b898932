import HuaweiCloud
import StarlarkCompiler

/// The limits that parameters of the cloud's built-ins have by the service's reference.
enum ServiceParameters {
  enum Limit {
    /// An ID, or an object that has one.
    case id(ArgumentReader.Identity)
    /// The same, or a list of them.
    case ids(ArgumentReader.Identity)
    case value(HuaweiCloud.Parameter)
    /// A bool, and not None.
    case flag
    /// A number of seconds.
    case seconds

    /// Whether None stands for an argument that is left out.
    var takesNone: Bool {
      switch self {
      case .id, .ids, .value: true
      case .flag, .seconds: false
      }
    }
  }

  /// The limit of a parameter; nil where there is none.
  static func parameter(_ name: String, of function: String) -> Limit? {
    limits[function]?[name]
  }

  private static let limits: [String: [String: Limit]] = {
    var limits = writes
    for list in Reads.all {
      var parameters: [String: Limit] = [:]
      for parameter in list.operation.parameters { parameters[parameter.name] = .value(parameter) }
      if let subject = list.subject {
        parameters[subject.parameter.name] = nil
        parameters[subject.name] = .id(
          ArgumentReader.Identity(
            what: "\(subject.name) id", attributes: [subject.parameter.name],
            parameter: subject.parameter))
      }
      limits[list.name] = parameters
    }
    return limits
  }()

  // MARK: Writes

  private typealias Ports = HSS.PortParameters
  private typealias Policy = HSS.PolicyParameters

  private static func text(_ name: String) -> HuaweiCloud.Parameter {
    HuaweiCloud.Parameter(name, .body, .text(1...64), "An ID.")
  }

  private static let port: [String: Limit] = [
    "agent": .ids(.init(what: "agent id", attributes: ["agent_id"], parameter: Ports.agentID)),
    "port": .value(Ports.port), "protocol": .value(Ports.portType), "host": .value(Ports.hostID),
    "container": .value(Ports.containerID), "category": .value(Ports.category),
    "enterpriseProject": .value(Ports.enterpriseProject),
  ]

  private static let writes: [String: [String: Limit]] = [
    "ignorePort": port, "unignorePort": port,
    "modifyWhitelistPolicy": [
      "policy": .id(.init(what: "policy id", attributes: ["policy_id"], parameter: Policy.id)),
      "name": .value(Policy.name), "type": .value(Policy.type),
      "learningDays": .value(Policy.learningDays), "specifiedDir": .value(Policy.specifiedDir),
      "intercept": .value(Policy.intercept), "autoConfirm": .value(Policy.autoConfirm),
      "autoDetect": .value(Policy.autoDetect), "dirs": .value(Policy.dirs),
      "extensions": .value(Policy.extensions),
      "hosts": .ids(
        .init(what: "host id", attributes: ["host_id"], parameter: text("host_id"))),
      "enterpriseProject": .value(Policy.enterpriseProject),
    ],
    "setSecurityGroup": [
      "instance": .ids(
        .init(
          what: "instance id", attributes: ["instance_id", "id"],
          parameter: DBSS.SecurityGroupParameters.instanceID)),
      "securityGroup": .id(
        .init(
          what: "security group id", attributes: ["id", "security_group_id"],
          parameter: text("securitygroup_ids"))),
    ],
    "cloud.call": [
      "service": .value(HuaweiCloud.Parameter("service", .path, .text(1...64), "The service.")),
      "method": .value(
        HuaweiCloud.Parameter(
          "method", .query, .choice(HTTPMethod.allCases.map(\.rawValue)), "The method.")),
      "path": .value(HuaweiCloud.Parameter("path", .path, .text(1...4096), "The path.")),
      "read": .flag, "idempotent": .flag,
    ],
    "waitUntil": ["timeout": .seconds, "every": .seconds],
    "poll": ["timeout": .seconds, "every": .seconds],
  ]
}
