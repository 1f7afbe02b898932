import StarlarkCompiler
import StarlarkSyntax

/// The names that tests take as provided by the host, besides those of the universe.
let predeclaredNames: Set<String> = [
  "print", "fail", "sorted", "struct", "record", "set", "M", "U", "Host",
]

/// Parses and compiles a text.
func compile(
  _ text: String, as name: String = "test.star", dialect: Dialect = .runbook,
  _ change: (inout CompilerOptions) -> Void = { _ in }
) throws(Diagnostic) -> Program {
  let file = try Parser.parse(SourceText(name: name, text: text), dialect: dialect)
  var options = CompilerOptions()
  change(&options)
  return try Compiler.compile(file, predeclared: predeclaredNames, options: options)
}

/// The instructions of a function, without its heading and the places in the text.
func instructions(_ program: Program, function: Int = 0) -> [String] {
  program.disassembly(ofFunction: function).split(separator: "\n").compactMap { line in
    let columns = line.split(separator: " ", omittingEmptySubsequences: true)
    guard columns.count > 2, Int(columns[0]) != nil, columns[1].contains(":") else { return nil }
    return columns[2...].joined(separator: " ")
  }
}
