package import Runbooks

/// How far a run is, in one line.
package struct ProgressLine {
  let progress: RunProgress

  package init(progress: RunProgress) { self.progress = progress }

  private var counts: String {
    "\(progress.changesDone) of \(counted(progress.changesTotal, "change")), "
      + "\(progress.requestsDone) of \(counted(progress.requestsTotal, "request"))"
  }

  private var rest: String {
    if let turn = progress.wait?.turn {
      return ", waiting for another process that changes \(turn)"
    }
    if let wait = progress.wait, progress.estimate == nil {
      return ", waiting \(wait.duration.shown) for \(wait.operation)"
    }
    return progress.estimate.map { ", about \($0.shown) left" } ?? ""
  }

  /// For a file or a pipe.
  package var sparse: String { "progress: \(counts)\(rest)" }

  /// For a terminal, drawn over again and again.
  package func bar(columns: Int) -> String {
    let width = 20
    let share =
      progress.changesTotal > 0 ? width * progress.changesDone / progress.changesTotal : 0
    let filled = String(repeating: "#", count: min(share, width))
    let line = "[\(filled.padded(to: width))] \(counts)\(rest)"
    return String(line.prefix(columns - 1))
  }

  /// Whether anything is under way that is worth a line.
  package var isWorthShowing: Bool {
    progress.changesTotal > progress.changesDone || progress.wait != nil
  }
}
