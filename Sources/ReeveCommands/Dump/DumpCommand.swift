// `reeve dump`, behind scripts/dump: the tokens, the tree or the bytecode of a file.

internal import Runbooks
internal import Starlark
internal import StarlarkCompiler
internal import StarlarkSyntax

extension Reeve {
  static func dump(_ options: DumpOptions, _ streams: Streams) throws(Failure) -> ExitCode {
    let source = try ScriptSource.read(options.file, streams)
    do throws(Diagnostic) {
      streams.output.write(try text(of: source, at: options.stage))
      return .done
    } catch {
      streams.errors.writeLine(error.rendered())
      return .badData
    }
  }

  private static func text(
    of source: SourceText, at stage: DumpOptions.Stage
  ) throws(Diagnostic) -> String {
    switch stage {
    case .tokens: return try TokenDump.text(of: source, dialect: .runbook)
    case .tree: return TreeDump.text(of: try Parser.parse(source, dialect: .runbook))
    case .bytecode:
      let environment = Builtins.environment(SessionSettings())
      return try Compiler.compile(
        try Parser.parse(source, dialect: .runbook), predeclared: environment.names
      ).disassembly
    }
  }
}
