internal import Glibc
internal import HuaweiCloud
internal import Runbooks
internal import StateStore

// What the journal has of this session: `:save`.
extension REPL {
  /// The newest runs at this cloud.
  func showRuns() -> ExitCode {
    guard let journal = desk.workplace.journal else {
      return refuse("there is no journal here, so no run is known")
    }
    let found: [RunSummary]
    do throws(JournalError) {
      found = try journal.runs(RunFilter(profile: desk.workplace.profile))
    } catch {
      return refuse("the journal cannot be read: \(error.what)", error.advice)
    }
    guard !found.isEmpty else { return refuse("nothing was run at \(desk.environment.name) yet") }
    let rows = found.reversed().map { run -> [String?] in
      let state = run.exitCode.map { $0 == 0 ? "done" : "exit \($0)" } ?? run.state.rawValue
      return [
        run.id.text, Self.localTime(run.started), run.start?.run.mode.rawValue,
        run.start?.run.script, state, runs.contains(run.id) ? "this session" : nil,
      ]
    }
    show(Self.columns(rows))
    return .done
  }

  /// Cells below each other.
  private static func columns(_ rows: [[String?]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { Cells.count(in: $0[column] ?? "") }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let cell = Cells.line(cell ?? "")
        line += cell + String(repeating: " ", count: widths[column] - Cells.count(in: cell) + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  func save(_ file: String) -> ExitCode {
    guard let journal = desk.workplace.journal else {
      return refuse("there is no journal here, so nothing of this session can be saved")
    }
    var saved = SavedOperations()
    var left = 0
    for run in runs {
      do throws(JournalError) {
        for recorded in try journal.details(of: run).changes {
          guard case .settled(let outcome) = recorded.state, outcome.result == .applied else {
            continue
          }
          if !saved.add(recorded.change) { left += 1 }
        }
      } catch {
        return refuse("run \(run): \(error.what)")
      }
    }
    guard saved.count > 0 else {
      return refuse("this session has changed nothing that could be saved")
    }
    let text = saved.text(
      comment:
        "What a session changed at \(desk.environment.name): \(counted(saved.count, "change")).")
    let path = streams.absolute(file)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
      return refuse("\(file): \(reason)", "A runbook is saved into a new file only.")
    }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return refuse("\(file) could not be written whole") }
      rest = rest.dropFirst(count)
    }
    say("\(counted(saved.count, "change")) saved to \(file)")
    if left > 0 { say("\(counted(left, "change")) cannot be written as a call and is left out") }
    return .done
  }
}
