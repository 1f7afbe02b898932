import Glibc
import LineEditor
import Testing

struct PlainLineReaderTests {
  /// Reads all inputs of a pipe that holds `text`.
  private func inputs(
    _ text: String, delegate: (any LineEditorDelegate)? = nil
  ) throws -> [Input] {
    var ends: [Int32] = [0, 0]
    _ = unsafe pipe(&ends)
    defer { close(ends[0]) }
    _ = unsafe write(ends[1], text, text.utf8.count)
    close(ends[1])
    let reader = PlainLineReader(input: ends[0], delegate: delegate)
    var inputs: [Input] = []
    while inputs.last != .endOfInput { inputs.append(try reader.readLine(prompt: "> ")) }
    return inputs
  }

  @Test func `lines come one by one, the last also without its end`() throws {
    #expect(
      try inputs("a\r\n\né漢") == [.text("a"), .text(""), .text("é漢"), .endOfInput])
    #expect(try inputs("") == [.endOfInput])
  }

  @Test func `a long line is whole`() throws {
    let line = String(repeating: "x", count: 60_000)
    #expect(try inputs(line + "\ny\n") == [.text(line), .text("y"), .endOfInput])
  }

  @Test func `a block is one input`() throws {
    let text = "for x in y:\n    print(x)\n\nz\n"
    #expect(
      try inputs(text, delegate: ToyLanguage()) == [
        .text("for x in y:\n    print(x)\n"), .text("z"), .endOfInput,
      ])
  }

  @Test(arguments: ["dumb", "", "unknown", "emacs", "../etc", "no-such-terminal"])
  func `terminals without editing are known`(_ name: String) {
    #expect(!PlainLineReader.isKnown(terminal: name))
  }
}
