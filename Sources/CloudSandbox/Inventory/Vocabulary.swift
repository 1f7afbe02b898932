/// The enumerations of the API reference that both files and query parameters use.
enum Vocabulary {
  static let categories = ["host", "container"]
  static let portTypes = ["TCP", "UDP"]
  static let portStatuses = ["normal", "danger", "unknown"]
  static let assetValues = ["important", "common", "test"]
  static let learningStatuses = ["effecting", "learned", "learning", "pause", "abnormal"]
  static let protectStatuses = ["closed", "opened", "protection_exception"]
  static let agentStatuses = [
    "installed", "online", "offline", "install_failed", "installing", "not_installed",
  ]
  static let versions = [
    "hss.version.null", "hss.version.basic", "hss.version.advanced", "hss.version.enterprise",
    "hss.version.premium", "hss.version.wtp", "hss.version.container.enterprise",
  ]
  static let instanceStatuses = [
    "SHUTOFF", "ACTIVE", "DELETING", "BUILD", "DELETED", "ERROR", "HAWAIT", "FROZEN", "UPGRADING",
  ]
}
