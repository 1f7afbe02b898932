internal import Glibc

/// Asks before something is done in a protected environment.
struct Confirmation {
  let options: SessionOptions
  let streams: Streams

  init(_ options: SessionOptions, _ streams: Streams) {
    self.options = options
    self.streams = streams
  }

  /// Returns when a runbook may run; the answer is the profile's name, which nobody types by habit.
  func ask(toRun file: String, in environment: CloudEnvironment) throws(Failure) {
    guard environment.isProtected, !options.isConfirmed else { return }
    let profile = environment.profile ?? environment.name
    try requireSomebody(toRun: file, in: environment)
    streams.errors.write(
      "\(environment.name) is protected. Type \"\(profile)\" to run \(file) there: ")
    guard answer() == profile else {
      throw Failure(.unconfirmed, "not confirmed; nothing was run")
    }
  }

  /// Refuses where nobody can be asked.
  func requireSomebody(
    toRun file: String, in environment: CloudEnvironment
  ) throws(Failure) {
    guard !canAsk || file == ScriptSource.standardInput else { return }
    throw Failure(
      .unconfirmed, "\(environment.name) is protected, and nobody can be asked",
      advice: "Add --yes to run \(file) there.")
  }

  /// Whether there is somebody to ask.
  var canAsk: Bool {
    !options.forbidsInput && streams.isInputTerminal && streams.errors.isTerminal
  }

  /// Asks something.
  func answer(_ question: String) -> String {
    streams.errors.write(question)
    return answer()
  }

  private func answer() -> String {
    var bytes: [UInt8] = []
    var byte: [UInt8] = [0]
    while true {
      var ready = [
        pollfd(fd: streams.input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: streams.interruption.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&ready, 2, -1)
      if count < 0, errno == EINTR { continue }
      guard count > 0, ready[1].revents == 0, unsafe read(streams.input, &byte, 1) == 1,
        byte[0] != UInt8(ascii: "\n")
      else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte[0])
    }
  }
}
