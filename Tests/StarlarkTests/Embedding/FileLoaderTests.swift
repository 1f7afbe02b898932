import FoundationEssentials
import Starlark
import Testing

@Suite struct `The loader of files` {
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let root =
      "\(FileManager.default.temporaryDirectory.path)/loader-\(UInt64.random(in: .min ... .max))"
    defer { try? FileManager.default.removeItem(atPath: root) }
    for (name, text) in files {
      let path = "\(root)/\(name)"
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(
        atPath: "/" + folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: path))
    }
    try body(root)
  }

  @Test func `finds files relative to the one that loads them`() throws {
    let files = [
      "main.star": "load('lib/a.star', 'a')\nload('./lib/../lib/b.star', 'b')\nx = [a, b]",
      "lib/a.star": "load('b.star', 'b')\na = b + 1", "lib/b.star": "b = 1",
    ]
    try withFolder(files) { root throws in
      #expect(try Interpreter().evaluate(file: "\(root)/main.star").value("x") == [2, 1])
    }
  }

  @Test func `stays within its folder`() throws {
    let files = ["in/main.star": "load('../out.star', 'x')", "out.star": "x = 1"]
    try withFolder(files) { root throws in
      let inner = #expect(throws: EvaluationError.self) {
        try Interpreter().evaluate(file: "\(root)/in/main.star")
      }
      #expect(
        inner?.diagnostic.message == "load: \"../out.star\" is outside of the folder \(root)/in")
      var interpreter = Interpreter()
      interpreter.loader = FileLoader(root: root)
      #expect(throws: EvaluationError.self) {
        try interpreter.evaluate("load('/etc/hostname', 'x')")
      }
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/in/link.star", withDestinationPath: "\(root)/out.star")
      interpreter.loader = FileLoader(root: "\(root)/in")
      #expect(throws: EvaluationError.self) { try interpreter.evaluate("load('link.star', 'x')") }
    }
  }

  @Test func `reports files by their path within the folder`() throws {
    try withFolder(["main.star": "load('lib/bad.star', 'x')", "lib/bad.star": "x = 1 // 0"]) {
      root in
      let error = #expect(throws: EvaluationError.self) {
        try Interpreter().evaluate(file: "\(root)/main.star")
      }
      #expect(error?.traceback.map(\.source.name) == ["main.star", "lib/bad.star"])
      let missing = #expect(throws: EvaluationError.self) {
        try Interpreter().evaluate(file: "\(root)/none.star")
      }
      #expect(missing?.diagnostic.message == "there is no file \(root)/none.star")
    }
  }
}
