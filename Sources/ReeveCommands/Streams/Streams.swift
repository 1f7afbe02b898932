import Glibc

/// What a command sees of the world besides its options.
package struct Streams: Sendable {
  /// The result of the command, for a runbook what it prints.
  package var output: Sink
  /// Everything else.
  package var errors: Sink
  /// The descriptor of standard input.
  package var input: Int32
  package var isInputTerminal: Bool
  package var environment: [String: String]
  package var currentDirectory: String
  package var interruption: Interruption
  /// Whether it is told how far a run is, which depends on how fast the machine is.
  package var showsProgress = true

  package init(
    output: Sink, errors: Sink, input: Int32, isInputTerminal: Bool,
    environment: [String: String], currentDirectory: String,
    interruption: Interruption = Interruption()
  ) {
    self.output = output
    self.errors = errors
    self.input = input
    self.isInputTerminal = isInputTerminal
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.interruption = interruption
  }

  /// Those of this process.
  package static func standard() -> Streams {
    // A descriptor that is closed would be given to the next file that is opened, and get what is printed.
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", O_RDONLY)
    }
    let interruption = Interruption()
    return Streams(
      output: Sink(descriptor: STDOUT_FILENO, isBuffered: true, interruption: interruption),
      errors: Sink(descriptor: STDERR_FILENO, isBuffered: false), input: STDIN_FILENO,
      isInputTerminal: isatty(STDIN_FILENO) != 0, environment: ProcessVariables.all(),
      currentDirectory: workingDirectory(), interruption: interruption)
  }

  private static func workingDirectory() -> String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}

extension Streams {
  /// A variable that is set to something.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A path as the system takes it, from the current directory of the command.
  func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(currentDirectory)/\(path)"
  }

  /// A folder of the user by the XDG rules: the variable where it is absolute, else below the home.
  func folder(_ variable: String, orHome path: String) -> String? {
    if let folder = self.variable(variable), folder.hasPrefix("/") { return "\(folder)/reeve" }
    return self.variable("HOME").map { "\($0)/\(path)/reeve" }
  }

  /// Where state is kept between commands.
  var stateFolder: String? { folder("XDG_STATE_HOME", orHome: ".local/state") }

  /// Where the user's settings are.
  var settingsFolder: String? { folder("XDG_CONFIG_HOME", orHome: ".config") }
}
