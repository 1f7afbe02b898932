/// What the sandbox answers, and what it changes by that.
struct Answer: Sendable {
  var status = 200
  var headers: [SandboxRequest.Header] = []
  var body: [UInt8] = []
  var changes: [StateChange] = []
  /// Members and parameters that the operation does not know, for the log.
  var unknown: [String] = []

  /// Success without a body, as HSS answers its writes.
  static func empty(changing changes: [StateChange] = []) -> Answer { Answer(changes: changes) }

  static func json(_ body: JSON, status: Int = 200, changing changes: [StateChange] = []) -> Answer
  {
    Answer(
      status: status, headers: [.init("Content-Type", "application/json;charset=UTF-8")],
      body: body.bytes, changes: changes)
  }
}
