/// What a person tells the console itself, on a line that begins with a colon.
package enum ConsoleCommand: String, CaseIterable {
  case help, plan
  case readOnly = "read-only"
  case profile, history, save, load, edit, time, watch, runs, undo, transcript
  case locals, up, down
  case quit

  /// What stands after the command.
  enum Argument {
    case nothing, toggle, profile, text, runbook, file, expression, command
  }

  var takes: Argument {
    switch self {
    case .edit, .runs, .undo, .locals, .up, .down, .quit: .nothing
    case .plan, .readOnly: .toggle
    case .profile: .profile
    case .history: .text
    case .save, .load: .runbook
    case .transcript: .file
    case .time, .watch: .expression
    case .help: .command
    }
  }

  var usage: String {
    switch self {
    case .plan, .readOnly: ":\(rawValue) on|off"
    case .profile: ":profile NAME"
    case .history: ":history [TEXT]"
    case .save: ":save FILE"
    case .load: ":load FILE"
    case .transcript: ":transcript FILE|off"
    case .time: ":time EXPRESSION"
    case .watch: ":watch [SECONDS] EXPRESSION"
    case .help: ":help [COMMAND]"
    default: ":\(rawValue)"
    }
  }

  var summary: String {
    switch self {
    case .help: "what there is"
    case .plan: "show what would be sent, and send nothing"
    case .readOnly: "refuse everything that changes something"
    case .profile: "go to another cloud"
    case .history: "inputs of before, with time and outcome"
    case .save: "write what was changed in this session as a runbook"
    case .load: "run a runbook in this session"
    case .edit: "write a block in your editor, then run it"
    case .time: "run something and tell how long it took"
    case .watch: "run a read again and again, until Ctrl-C"
    case .runs: "what was run, newest last"
    case .undo: "take the last change back"
    case .transcript: "write this session to a file"
    case .locals: "the variables of the frame that failed"
    case .up: "go to the caller of the frame"
    case .down: "go to what the frame called"
    case .quit: "leave"
    }
  }

  /// Whether the argument may be left out.
  var argumentIsOptional: Bool {
    switch self {
    case .history, .help: true
    default: takes == .nothing
    }
  }
}
