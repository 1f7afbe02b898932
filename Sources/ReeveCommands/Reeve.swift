/// The program.
public enum Reeve {
  package static let version = "0.1.0"

  /// Carries out the command line of this process.
  ///
  /// - Parameter arguments: The words of the command line, the program's own name first.
  /// - Returns: The exit code.
  public static func main(_ arguments: [String]) async -> Int32 {
    let streams = Streams.standard()
    SignalWatcher.start(streams.interruption)
    let code = await execute(Array(arguments.dropFirst()), streams)
    streams.output.flush()
    return code.rawValue
  }

  /// Carries out a command line on the given streams.
  package static func execute(_ words: [String], _ streams: Streams) async -> ExitCode {
    let invocation: Invocation
    do throws(CommandLineStop) {
      invocation = try Invocation(words)
    } catch {
      (error.code == .done ? streams.output : streams.errors).writeLine(error.message)
      return error.code
    }
    do throws(Failure) {
      return try await execute(invocation, streams)
    } catch {
      streams.output.flush()
      streams.errors.write(error.lines)
      return error.code
    }
  }

  private static func execute(
    _ invocation: Invocation, _ streams: Streams
  ) async throws(Failure) -> ExitCode {
    switch invocation {
    case .interactive(let options): try await interactive(options, streams)
    case .run(let options): try await run(options, streams)
    case .sandbox(let options): try await sandbox(options, streams)
    case .showConfiguration(let options): try showConfiguration(options, streams)
    case .dump(let options): try dump(options, streams)
    }
  }
}
