import Glibc

/// Why a sandbox cannot start or keep its state.
package enum SandboxError: Error, Sendable, Equatable {
  case system(String, String, CInt)
  case corruptState(path: String, line: Int)
  case otherSeed(path: String, seed: String)
  case unreadableInventory(path: String, reason: String)
  case cannotListen(host: String, port: Int, reason: String)
  case alreadyStarted
}

extension SandboxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .system(let call, let path, let code):
      "\(path): \(call): \(unsafe String(cString: strerror(code)))"
    case .corruptState(let path, let line):
      "\(path): line \(line) is damaged; delete the file to start the sandbox afresh"
    case .otherSeed(let path, let seed):
      "\(path): the state of a sandbox with seed \(seed); start that one, name another file, or "
        + "delete this one"
    case .unreadableInventory(let path, let reason): "\(path): no inventory: \(reason)"
    case .cannotListen(let host, let port, let reason):
      "the sandbox cannot listen on \(host):\(port): \(reason)"
    case .alreadyStarted: "the sandbox was started already"
    }
  }
}
