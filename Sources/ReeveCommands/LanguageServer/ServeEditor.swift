internal import HuaweiCloud

extension Reeve {
  /// Serves one editor until it says `exit` or goes away.
  static func languageServer(_ streams: Streams) async throws(Failure) -> ExitCode {
    guard !streams.isInputTerminal else {
      throw Failure(
        .usage, "reeve lsp speaks with an editor, and standard input is a terminal",
        advice:
          "Name `reeve lsp` as the language server of Starlark files in the settings of the editor."
      )
    }
    // It waits for input, which in a task would starve the pool.
    return await Thread.run { serve(streams) }
  }

  @Sendable private static func serve(_ streams: Streams) -> ExitCode {
    let server = LanguageServer(streams)
    var reader = MessageReader(streams.input, streams.interruption)
    while !server.hasEnded {
      // What was typed last is checked once no more of it waits to be read.
      if !reader.hasMore { server.checkChanged() }
      switch reader.next() {
      case .message(let message):
        if message["id"] != nil { server.checkChanged() }
        server.receive(message)
      case .fault(let words): server.refuse(words)
      case .end: return server.exitCode
      case .signal(let signal): return .signal(signal)
      }
    }
    return server.exitCode
  }
}
