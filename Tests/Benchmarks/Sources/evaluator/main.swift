// Runs or parses a Starlark file with nothing of Reeve around it: `evaluator [--parse] [--switch] [--stress] FILE`.
// Its limits are the default ones, so that the costs of counting steps and memory are in what is measured.

import Glibc
import Starlark
import StarlarkCompiler
import StarlarkSyntax

func end(_ code: Int32, _ text: String) -> Never {
  var bytes = Array(text.utf8)
  _ = unsafe write(2, &bytes, bytes.count)
  exit(code)
}

func contents(of path: String) -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY)
  var status = stat()
  guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else {
    end(66, "error: \(path): \(unsafe String(cString: strerror(errno)))\n")
  }
  return unsafe [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
    while count < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
      let part = unsafe read(descriptor, rest.baseAddress, rest.count)
      guard part > 0 else { break }
      count += part
    }
  }
}

let flags = Set(CommandLine.arguments.dropFirst().filter { $0.hasPrefix("--") })
guard let path = CommandLine.arguments.dropFirst().last, !path.hasPrefix("--"),
  flags.isSubset(of: ["--parse", "--switch", "--stress"])
else { end(64, "usage: evaluator [--parse] [--switch] [--stress] FILE\n") }

let dialect: Dialect = [.runbook, .whileLoops]
let output = Output()

do {
  let file = try Parser.parse(SourceText(name: path, bytes: contents(of: path)), dialect: dialect)
  if flags.contains("--parse") { exit(0) }
  let environment = EnvironmentDescription(dialect: dialect)
  let program = try Compiler.compile(file, predeclared: environment.names)
  let evaluator = Evaluator(environment: environment, stressed: flags.contains("--stress"))
  if flags.contains("--switch") { evaluator.usesSwitch = true }
  evaluator.output = { output.write($0) }
  _ = try evaluator.run(program, globals: Globals())
  output.flush()
  // What the process holds goes back with it.
  exit(0)
} catch let error as Diagnostic {
  output.flush()
  end(65, error.rendered())
} catch let error as EvaluationError {
  output.flush()
  end(1, error.diagnostic.rendered(traceback: error.traceback))
} catch {
  end(70, "error: \(error)\n")
}
