// Whatever the text: no stage before evaluation crashes, all errors can be shown, what is accepted is accepted by
// each form of the parser, and code that comes out is sound.

import StarlarkCompiler
import StarlarkSyntax

/// What libFuzzer calls with each text.
@c(LLVMFuzzerTestOneInput)
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(name: "fuzz.star", bytes: bytes)
  for dialect in [Dialect.strict, [.runbook, .whileLoops, .loadBindsGlobally]] {
    _ = try? TokenDump.text(of: source, dialect: dialect)
    let accepted = parse(source, dialect)
    let checked = Parser.check(source, dialect: dialect)
    for error in checked.errors { show(error) }
    precondition(accepted == checked.errors.isEmpty, "parsing on after errors accepts other texts")
    if case .complete = Completeness(of: source, dialect: dialect) {
      precondition(accepted, "a text is complete that the parser refuses")
    }
    if case .failure(let error) = Result(catching: {
      try Parser.parseExpression(source, dialect: dialect)
    }) {
      (error as? Diagnostic).map(show)
    }
  }
  return 0
}

private func parse(_ source: SourceText, _ dialect: Dialect) -> Bool {
  let file: SourceFile
  do {
    file = try Parser.parse(source, dialect: dialect)
  } catch {
    show(error)
    return false
  }
  _ = TreeDump.text(of: file, spans: true)
  var session = CompilerOptions()
  session.sessionGlobals = ["a", "b"]
  session.returnsLastExpression = true
  session.recordsLines = true
  for options in [CompilerOptions(), session] {
    do {
      let program = try Compiler.compile(
        file, predeclared: ["None", "True", "print", "len"], options: options)
      _ = program.disassembly
      let problems = CodeVerifier.problems(in: program)
      precondition(problems.isEmpty, "unsound code: \(problems)")
    } catch {
      show(error)
    }
  }
  return true
}

private func show(_ error: Diagnostic) {
  _ = error.rendered()
  _ = error.rendered(style: .ansi, columns: 20)
}
