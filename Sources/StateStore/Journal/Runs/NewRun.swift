import Glibc

/// What a run is for.
package enum RunMode: String, Sendable, Hashable, CaseIterable {
  case run, plan, apply, undo, repl
}

/// What is known of a run when it begins.
package struct NewRun: Sendable, Hashable {
  package var mode: RunMode
  /// The run that this one takes back.
  package var parent: RunID?
  /// The script's path as it was given, for people.
  package var script: String
  /// What the script finds in `args`, as JSON.
  package var arguments: String
  /// What else decides how it runs, as JSON: dialect, limits, flags.
  package var settings: String
  package var profile: String?
  package var project: String?
  package var region: String?
  /// The version that a replay must have too.
  package var engine: String

  package init(
    mode: RunMode, parent: RunID? = nil, script: String, arguments: String = "{}",
    settings: String = "{}", profile: String? = nil, project: String? = nil,
    region: String? = nil, engine: String
  ) {
    self.mode = mode
    self.parent = parent
    self.script = script
    self.arguments = arguments
    self.settings = settings
    self.profile = profile
    self.project = project
    self.region = region
    self.engine = engine
  }
}

/// Who runs something, and where.
package struct RunProcess: Sendable, Hashable {
  package var user: String
  package var host: String
  package var number: Int
  /// The start of the machine, which ``JournalEntry/uptime`` counts from.
  package var boot: String

  package init(user: String, host: String, number: Int, boot: String) {
    self.user = user
    self.host = host
    self.number = number
    self.boot = boot
  }
}

extension RunProcess {
  static func current(_ clock: MachineClock) -> RunProcess {
    RunProcess(
      user: userName, host: line(of: "/proc/sys/kernel/hostname") ?? "unknown",
      number: Int(getpid()), boot: clock.bootID())
  }

  private static let userName: String = {
    var (entry, found) = unsafe (passwd(), UnsafeMutablePointer<passwd>?.none)
    var buffer = [CChar](repeating: 0, count: 16_384)
    let status = unsafe getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found)
    guard status == 0, let found = unsafe found, let name = unsafe found.pointee.pw_name else {
      return String(geteuid())
    }
    return unsafe String(cString: name)
  }()
}
