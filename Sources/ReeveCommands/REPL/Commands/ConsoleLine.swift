internal import StarlarkSyntax

/// A line that the console itself answers.
package enum ConsoleLine: Equatable {
  case command(ConsoleCommand, argument: String)
  /// `?name`, `name?` and `help(name)`; an empty name asks for everything.
  case documentation(of: String)
  /// A line that begins as one, and is none.
  case faulty(message: String, advice: String?)

  /// Whether a text, finished or not, is for the console.
  static func isForConsole(_ text: String) -> Bool {
    (text.first == ":" || text.first == "?") && !text.contains("\n")
  }

  /// Reads an input; nil where it is for the language.
  package init?(_ text: String) {
    let text = text.trimmingBlanks
    if text.hasPrefix(":") {
      self = Self.command(text.dropFirst())
    } else if text.hasPrefix("?") {
      self = .documentation(of: String(text.dropFirst()).trimmingBlanks)
    } else if text.hasSuffix("?"), Self.isPath(text.dropLast()) {
      self = .documentation(of: String(text.dropLast()))
    } else if text == "help" {
      self = .documentation(of: "")
    } else if text.hasPrefix("help("), text.hasSuffix(")") {
      let inner = String(text.dropFirst(5).dropLast()).trimmingBlanks
      let isQuoted =
        inner.count > 1 && (inner.first == "\"" || inner.first == "'")
        && inner.first == inner.last
      let name = isQuoted ? inner.dropFirst().dropLast() : inner[...]
      guard name.isEmpty || Self.isPath(name) else {
        self = .faulty(
          message: "help: got \(inner), want a name", advice: "Such as help(ignorePort).")
        return
      }
      self = .documentation(of: String(name))
    } else {
      return nil
    }
  }

  private static func command(_ text: Substring) -> Self {
    let name = String(text.prefix { !$0.isWhitespace })
    let argument = String(text.dropFirst(name.count)).trimmingBlanks
    guard let command = ConsoleCommand(rawValue: name) ?? abbreviated(name) else {
      let near = Spelling.nearest(to: name, among: ConsoleCommand.allCases.map(\.rawValue))
      return .faulty(
        message: "there is no command :\(name)",
        advice: near.map { "Did you mean :\($0)?" } ?? "`:help` lists them.")
    }
    if argument.isEmpty, !command.argumentIsOptional {
      return .faulty(
        message: ":\(command.rawValue) needs more", advice: "It is written \(command.usage).")
    }
    if !argument.isEmpty, command.takes == .nothing {
      return .faulty(
        message: ":\(command.rawValue): got \"\(argument)\", want nothing after it", advice: nil)
    }
    if command.takes == .toggle, argument != "on", argument != "off" {
      return .faulty(
        message: ":\(command.rawValue): got \"\(argument)\", want on or off", advice: nil)
    }
    return .command(command, argument: argument)
  }

  /// The one command that begins so.
  private static func abbreviated(_ name: String) -> ConsoleCommand? {
    guard !name.isEmpty else { return nil }
    let found = ConsoleCommand.allCases.filter { $0.rawValue.hasPrefix(name) }
    return found.count == 1 ? found[0] : nil
  }

  private static func isPath(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }
}
