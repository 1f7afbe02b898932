import HuaweiCloud
import Starlark
import StateStore
import Synchronization

/// How the journal and plans name the project: by its ID, so that a target is the same however somebody logs in.
final class ProjectIdentity: Sendable {
  /// What the settings name it by.
  private let given: String?
  private let found: Mutex<String?>

  /// - Parameters:
  ///   - given: Its ID or name.
  ///   - known: Its ID, or what a run or a plan that is carried on calls it.
  init(given: String?, known: String?) {
    self.given = given
    found = Mutex(known)
  }

  /// What it is called in targets; nil where there is no project.
  var text: String? { found.withLock { $0 } ?? given }

  /// Whether it may have to be asked for.
  var isOpen: Bool { given != nil && found.withLock { $0 == nil } }

  /// Settles what it is called from now on.
  func settle(_ name: String?) { found.withLock { $0 = $0 ?? name ?? given } }

  /// What a target calls its project.
  static func named(in target: String?) -> String? {
    target.flatMap { JSON(text: $0)["project"]?.string }
  }
}

extension Replay {
  /// What the changes call their project; nil where there are none.
  var project: String? {
    ProjectIdentity.named(in: recording.changes.values.first?.change.target)
  }
}

extension RunContext {
  /// Learns the project's ID before the first change; false after an error was recorded.
  func identifyProject(_ machine: Machine) -> Bool {
    guard project.isOpen else { return true }
    let gateway = gateway
    guard let found = wait(machine, { await gateway.projectID() }) else { return false }
    switch found {
    case .success(let id): project.settle(id)
    case .failure(.cloud(let error, _, _)) where !error.isAuthentication:
      // The request itself will tell what is wrong, if it still is.
      project.settle(nil)
    case .failure: return stopped(machine)
    }
    return true
  }
}
