// What `reeve check` does with its options: reads, checks, and writes what was found.

internal import Runbooks
internal import StarlarkSyntax

extension Reeve {
  static func check(_ options: CheckOptions, _ streams: Streams) async -> ExitCode {
    var findings = Findings()
    var unreadable: ExitCode?
    for file in options.files {
      do throws(Failure) {
        let source = try ScriptSource.read(file, streams)
        let settings = checkSettings(file, options.languageOptions, streams)
        findings.add(await Checker(settings).check(source))
        findings.files.append(source.name)
      } catch {
        streams.errors.write(error.lines)
        unreadable = unreadable ?? error.code
      }
    }
    let style = TextStyle(options.colour, streams.output, streams)
    switch options.format {
    case .human:
      for diagnostic in findings.all {
        streams.output.writeLine(Reports.text(diagnostic, style))
      }
      if !findings.files.isEmpty {
        streams.output.flush()
        streams.errors.writeLine(findings.summary)
      }
    case .json: streams.output.writeLine("\(findings.json)")
    case .jsonl:
      for line in findings.jsonLines { streams.output.writeLine("\(line)") }
    case .sarif: streams.output.writeLine("\(findings.sarif)")
    }
    let isBad = findings.errors > 0 || options.isStrict && findings.warnings > 0
    return isBad ? .badData : unreadable ?? .done
  }

  /// The settings that a check goes by: the dialect, and where a script's own paths start.
  static func checkSettings(
    _ file: String, _ languageOptions: [String]?, _ streams: Streams
  ) -> SessionSettings {
    var settings = SessionSettings()
    settings.scriptFolder = ScriptSource.folder(of: file, streams)
    settings.workingFolder = streams.currentDirectory
    if let names = languageOptions {
      settings.dialect = names.compactMap(Dialect.named).reduce(.strict) { $0.union($1) }
    }
    return settings
  }
}
