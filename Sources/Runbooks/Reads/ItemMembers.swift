import Starlark
import StarlarkCompiler

// What items of the cloud's lists have, by the service's reference. The service may leave a member out and may add
// others, so that this serves completion, the reference pages and hints, and refuses nothing.

/// The members of an item's type.
struct ItemMembers: Sendable {
  /// Members that are one of a few texts.
  var choices: [(name: String, values: [String])] = []
  var texts: [String] = []
  var numbers: [String] = []
  var flags: [String] = []
  var others: [(name: String, type: TypeDescriptor)] = []

  /// All of them, sorted.
  var members: [LanguageReference.Member] {
    var members = choices.map { choice in
      let values = choice.values.map { "\"\($0)\"" }.joined(separator: ", ")
      return LanguageReference.Member(choice.name, .string, "One of \(values).")
    }
    members += texts.map { .init($0, .string, "") } + numbers.map { .init($0, .int, "") }
    members += flags.map { .init($0, .bool, "") } + others.map { .init($0.name, $0.type, "") }
    return members.sorted { $0.name < $1.name }
  }

  /// The members of each type of item.
  static let all: [String: ItemMembers] = [
    "Host": ItemMembers(
      choices: [
        ("host_status", ["ACTIVE", "SHUTOFF", "BUILDING", "ERROR"]),
        (
          "agent_status",
          [
            "installed", "not_installed", "online", "offline", "install_failed", "installing",
          ]
        ),
        (
          "install_result_code",
          [
            "install_succeed", "network_access_timeout", "invalid_port", "auth_failed",
            "permission_denied", "no_available_vpc", "install_exception", "invalid_param",
            "install_failed", "package_unavailable", "os_type_not_support", "os_arch_not_support",
          ]
        ),
        (
          "version",
          [
            "hss.version.null", "hss.version.basic", "hss.version.advanced",
            "hss.version.enterprise", "hss.version.premium", "hss.version.wtp",
            "hss.version.container.enterprise",
          ]
        ),
        ("protect_status", ["closed", "opened", "protection_exception"]),
        ("os_type", ["Linux", "Windows"]),
        ("detect_result", ["undetected", "clean", "risk", "scanning"]),
        ("charging_mode", ["packet_cycle", "on_demand"]),
        ("asset_value", ["important", "common", "test"]),
        ("upgrade_status", ["not_upgrade", "upgrading", "upgrade_failed", "upgrade_succeed"]),
        (
          "upgrade_result_code",
          [
            "package_unavailable", "network_access_timeout", "agent_offline", "hostguard_abnormal",
            "insufficient_disk_space", "failed_to_replace_file",
          ]
        ),
        ("host_sources", ["ecs", "outside", "workspace"]),
        (
          "ransom_protection_status",
          [
            "closed", "opened", "opening", "closing", "protect_failed", "protect_degraded",
          ]
        ),
        (
          "wtp_protect_status",
          [
            "closed", "opened", "opening", "closing", "open_failed", "partial_protection",
            "protection_pause",
          ]
        ),
      ],
      texts: [
        "agent_id", "agent_version", "auto_open_version", "cluster_id", "cluster_name",
        "cpu_limit", "data_center_tag", "degradation_reason", "enterprise_project_id",
        "enterprise_project_name", "group_id", "group_name", "host_id", "host_name",
        "interrupt_reason", "kernel_version", "key_name", "mem_limit", "mode", "os_bit",
        "os_image", "os_name", "os_version", "policy_group_id", "policy_group_name", "private_ip",
        "public_ip", "resource_id", "service_provider_name", "vpc_id",
      ],
      numbers: [
        "agent_create_time", "agent_update_time", "asset", "baseline", "container_type",
        "expire_time", "install_progress", "intrusion", "open_time", "vulnerability",
      ],
      flags: [
        "outside_host", "protect_degradation", "protect_interrupt", "two_factor_auth",
        "upgradable",
      ],
      others: [
        ("labels", .list(.string)), ("common_login_area_codes", .list(.int)),
        ("node_runtime_info", .list(.named("struct"))),
      ]),
    "HostGroup": ItemMembers(
      texts: ["group_id", "group_name"],
      numbers: ["host_num", "risk_host_num", "unprotect_host_num"],
      flags: ["is_outside"],
      others: [("host_id_list", .list(.string))]),
    "Port": ItemMembers(
      choices: [
        ("status", ["normal", "danger", "unknown"]),
        ("type", ["TCP", "UDP"]),
      ],
      texts: ["agent_id", "container_id", "host_id", "laddr", "path"],
      numbers: ["pid", "port"]),
    "PortHost": ItemMembers(
      texts: [
        "agent_id", "container_id", "container_name", "host_id", "host_ip", "host_name", "laddr",
        "path", "status", "type",
      ],
      numbers: ["pid", "port"]),
    "PortStatistic": ItemMembers(
      choices: [
        ("type", ["UDP", "UDP6", "TCP", "TCP6"]),
        ("status", ["danger", "normal", "unknown"]),
      ],
      numbers: ["num", "port"]),
    "WhitelistPolicy": ItemMembers(
      choices: [
        ("policy_type", ["block"]),
        ("learning_status", ["effecting", "learned", "learning", "pause", "abnormal"]),
      ],
      texts: ["policy_id", "policy_name"],
      numbers: [
        "effect_host_num", "learning_days", "malicious_num", "not_effect_host_num",
        "suspicious_num", "trust_num", "unknown_num",
      ],
      flags: ["auto_confirm", "auto_detect", "default_policy", "intercept", "specified_dir"],
      others: [
        ("dir_list", .list(.string)), ("file_extension_list", .list(.string)),
        ("abnormal_info_list", .list(.named("struct"))), ("host_id_list", .list(.string)),
      ]),
    "WhitelistPolicyHost": ItemMembers(
      choices: [
        ("asset_value", ["important", "common", "test"]),
        ("os_type", ["Linux", "Windows"]),
        ("learning_status", ["effecting", "learned", "learning", "pause", "abnormal"]),
      ],
      texts: [
        "host_id", "host_name", "policy_id", "policy_name", "policy_type", "private_ip",
        "public_ip",
      ],
      numbers: ["event_num"],
      flags: ["apply_status", "intercept"]),
    "AuditInstance": ItemMembers(
      choices: [
        ("charge_model", ["Period", "Demand"]),
        ("scene", ["POLICE", "ILLEGAL", "VERIFY", "PARTNER", "ARREARS"]),
        (
          "status",
          [
            "SHUTOFF", "ACTIVE", "DELETING", "BUILD", "DELETED", "ERROR", "HAWAIT", "FROZEN",
            "UPGRADING",
          ]
        ),
        ("task", ["rebooting", "delete_wait", "NO_TASK"]),
      ],
      texts: [
        "binding_db_type", "comment", "connectIpv6", "connect_ip", "created",
        "enterprise_project_id", "expired", "failed_reason", "instance_id", "keep_days", "name",
        "new_version", "port_id", "region", "remain_days", "resource_id", "resource_spec_code",
        "security_group_id", "specification", "subnet_id", "timezone", "upgrade_log", "version",
        "vpc_id", "zone",
      ],
      numbers: ["config_num", "cpu", "database_limit", "effect", "ram"],
      others: [("supported_feature", .list(.string))]),
    "SecurityGroup": ItemMembers(
      texts: [
        "created_at", "description", "enterprise_project_id", "id", "name", "project_id",
        "updated_at",
      ],
      others: [("tags", .list(.named("struct")))]),
    "EnterpriseProject": ItemMembers(
      choices: [
        ("type", ["prod", "poc"])
      ],
      texts: ["created_at", "description", "id", "name", "updated_at"],
      numbers: ["status"],
      flags: ["delete_flag"]),
  ]
}
