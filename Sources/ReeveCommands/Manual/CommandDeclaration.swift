internal import ArgumentParser
internal import HuaweiCloud

/// A command as it is declared: what a page tells of it.
struct CommandDeclaration {
  struct Argument {
    let isPositional: Bool
    let isRepeating: Bool
    let isOptional: Bool
    /// `-q`, `--quiet`; none for a positional one.
    let names: [String]
    /// What stands for its value; nil for a flag.
    let valueName: String?
    let abstract: String
    let section: String?
    let usual: String?
  }

  let name: String
  let abstract: String
  let discussion: String
  let usage: String?
  let arguments: [Argument]
  let isShown: Bool
  let subcommands: [CommandDeclaration]

  /// The whole program.
  static let program = Self(
    (try? JSON(parsing: ReeveCommand._dumpHelp()))?["command"] ?? .null, of: ReeveCommand.self)

  private init(_ json: JSON, of type: (any ParsableCommand.Type)?) {
    name = json["commandName"]?.string ?? ""
    abstract = json["abstract"]?.string ?? ""
    discussion = json["discussion"]?.string ?? ""
    usage = type?.configuration.usage
    isShown = json["shouldDisplay"]?.bool ?? true
    arguments = (json["arguments"]?.array ?? [])
      .filter { $0["shouldDisplay"]?.bool ?? true }.map(Argument.init)
    let types = type?.configuration.subcommands ?? []
    subcommands = (json["subcommands"]?.array ?? []).compactMap { json in
      let name = json["commandName"]?.string ?? ""
      // The parser's own.
      guard name != "help" else { return nil }
      return Self(json, of: types.first { $0.configuration.commandName == name })
    }
  }
}

extension CommandDeclaration.Argument {
  init(_ json: JSON) {
    let kind = json["kind"]?.string
    isPositional = kind == "positional"
    isRepeating = json["isRepeating"]?.bool ?? false
    isOptional = json["isOptional"]?.bool ?? true
    names = (json["names"]?.array ?? []).map { name in
      (name["kind"]?.string == "short" ? "-" : "--") + (name["name"]?.string ?? "")
    }
    valueName = kind == "flag" ? nil : json["valueName"]?.string
    abstract = json["abstract"]?.string ?? ""
    section = json["sectionTitle"]?.string
    usual = json["defaultValue"]?.string
  }
}
