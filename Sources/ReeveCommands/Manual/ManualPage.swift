/// A page of the manual, made of the declaration of a command and of what ``ManualText`` adds.
package struct ManualPage: Sendable {
  /// `reeve`, or `reeve-run`.
  package let name: String
  /// In the `man` macros.
  package let text: String

  /// The page of the program, and one for each command.
  package static func all(date: String) -> [ManualPage] {
    let program = CommandDeclaration.program
    let commands = program.subcommands.filter(\.isShown)
    return [page(of: program, commands, date)]
      + commands.map { page(of: $0, date) }
  }

  private static func page(
    of program: CommandDeclaration, _ commands: [CommandDeclaration], _ date: String
  ) -> ManualPage {
    var roff = Roff()
    roff.title("reeve", date: date)
    roff.section("Name")
    roff.prose("reeve - \(lowercased(program.abstract))")
    roff.section("Synopsis")
    roff.lines(["reeve [OPTIONS]", "reeve COMMAND [OPTIONS] [ARGUMENTS]"])
    roff.section("Description")
    roff.prose(program.abstract + "\n\n" + program.discussion)
    roff.section("Commands")
    for command in commands {
      roff.item(
        "\\fBreeve\\-\(Roff.escaped(command.name))\\fR(1)", command.abstract)
    }
    describe(program.arguments, &roff)
    roff.section("Exit status")
    for (code, meaning) in ManualText.exitCodes { roff.item(Roff.bold("\(code)"), meaning) }
    roff.section("Environment")
    for (name, meaning) in ManualText.environment { roff.item(Roff.bold(name), meaning) }
    roff.section("Files")
    for (name, meaning) in ManualText.files { roff.item(Roff.italic(name), meaning) }
    roff.section("Examples")
    roff.example(ManualText.examples["reeve"] ?? [])
    seeAlso(commands.map { "reeve-\($0.name)" }, &roff)
    return ManualPage(name: "reeve", text: roff.text)
  }

  private static func page(of command: CommandDeclaration, _ date: String) -> ManualPage {
    let name = "reeve-\(command.name)"
    var roff = Roff()
    roff.title(name, date: date)
    roff.section("Name")
    roff.prose("\(name) - \(lowercased(command.abstract))")
    roff.section("Synopsis")
    let parts = command.subcommands.filter(\.isShown)
    // A command that only has others below it does nothing by itself.
    let own =
      parts.isEmpty || command.usage != nil
      ? [synopsis(of: command, "reeve \(command.name)")] : []
    roff.lines(own + parts.map { synopsis(of: $0, "reeve \(command.name) \($0.name)") })
    roff.section("Description")
    roff.prose(command.abstract + "\n\n" + command.discussion)
    describe(command.arguments, &roff)
    for part in parts {
      roff.section("reeve \(command.name) \(part.name)")
      roff.prose(part.abstract + "\n\n" + part.discussion)
      describe(part.arguments, &roff, isPart: true)
    }
    for (title, text) in ManualText.sections[command.name] ?? [] {
      roff.section(title)
      roff.prose(text)
    }
    if let examples = ManualText.examples[command.name] {
      roff.section("Examples")
      roff.example(examples)
    }
    seeAlso(["reeve"] + (ManualText.related[command.name] ?? []).map { "reeve-\($0)" }, &roff)
    return ManualPage(name: name, text: roff.text)
  }

  private static func synopsis(of command: CommandDeclaration, _ name: String) -> String {
    if let usage = command.usage?.split(separator: "\n").first { return String(usage) }
    let values = command.arguments.filter(\.isPositional).map { argument in
      let value = "\((argument.valueName ?? "").uppercased())\(argument.isRepeating ? "..." : "")"
      return argument.isOptional ? "[\(value)]" : value
    }
    return ([name, "[OPTIONS]"] + values).joined(separator: " ")
  }

  private static func describe(
    _ arguments: [CommandDeclaration.Argument], _ roff: inout Roff, isPart: Bool = false
  ) {
    func title(_ title: String) {
      if isPart { roff.subsection(title) } else { roff.section(title) }
    }
    let values = arguments.filter(\.isPositional)
    if !values.isEmpty {
      title("Arguments")
      for value in values {
        roff.item(Roff.italic((value.valueName ?? "").uppercased()), value.abstract)
      }
    }
    let options = arguments.filter { !$0.isPositional }
    let sections = options.map { $0.section ?? "Options" }
    let titles = sections.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for section in titles {
      title(section == "Options" ? section : "\(section) options")
      for option in options where (option.section ?? "Options") == section {
        let value = option.valueName.map { " " + Roff.italic($0) } ?? ""
        let usual = option.usual.map { " Usually \($0)." } ?? ""
        roff.item(
          option.names.map { Roff.bold($0) }.joined(separator: ", ") + value,
          option.abstract + usual)
      }
    }
  }

  private static func seeAlso(_ names: [String], _ roff: inout Roff) {
    roff.section("See also")
    roff.prose(names.map { "`\($0)`(1)" }.joined(separator: ",\n"))
  }

  /// An abstract as the line of names has it: without its full stop, and not as a sentence.
  private static func lowercased(_ abstract: String) -> String {
    let text = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
