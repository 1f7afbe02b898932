internal import Glibc

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
      let code = try await execute(invocation, streams)
      streams.output.flush()
      guard let number = streams.output.failure else { return code }
      return try undelivered(number, code)
    } catch {
      streams.output.flush()
      streams.errors.write(error.lines)
      return error.code
    }
  }

  /// What a command comes to whose output could not be written.
  private static func undelivered(_ number: Int32, _ code: ExitCode) throws(Failure) -> ExitCode {
    // A reader that has seen enough, such as `head`, is no error worth a word.
    guard number != EPIPE, number != EBADF else { return code == .done ? .outputClosed : code }
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    throw Failure(.failed, "standard output cannot be written: \(reason)")
  }

  private static func execute(
    _ invocation: Invocation, _ streams: Streams
  ) async throws(Failure) -> ExitCode {
    switch invocation {
    case .interactive(let options): try await interactive(options, streams)
    case .run(let options): try await run(options, streams)
    case .plan(let options): try await plan(options, streams)
    case .apply(let options): try await apply(options, streams)
    case .resume(let options): try await resume(options, streams)
    case .undo(let options): try await undo(options, streams)
    case .check(let options): await check(options, streams)
    case .format(let options): format(options, streams)
    case .languageServer: try await languageServer(streams)
    case .test(let options): try await test(options, streams)
    case .documentation(let options): try documentation(options, streams)
    case .completion(let options): completion(options, streams)
    case .listRuns(let options): try listRuns(options, streams)
    case .verifyRuns(let options): try verifyRuns(options, streams)
    case .exportRuns(let options): try exportRuns(options, streams)
    case .pruneRuns(let options): try pruneRuns(options, streams)
    case .show(let options): try show(options, streams)
    case .sandbox(let options): try await sandbox(options, streams)
    case .showConfiguration(let options): try showConfiguration(options, streams)
    case .manual(let options): try manual(options, streams)
    case .dump(let options): try dump(options, streams)
    }
  }
}
