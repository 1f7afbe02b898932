package import Runbooks

/// How far a run is, in one line.
package struct ProgressLine {
  let progress: RunProgress

  package init(progress: RunProgress) { self.progress = progress }

  private var counts: String {
    "\(progress.changesDone) of \(counted(progress.changesTotal, "change")), "
      + "\(progress.requestsDone) of \(counted(progress.requestsTotal, "request"))"
  }

  private var rest: String? {
    if let turn = progress.wait?.turn { return "waiting for another process that changes \(turn)" }
    if let wait = progress.wait, progress.estimate == nil {
      return "waiting \(wait.duration.shown) for \(wait.operation)"
    }
    return progress.estimate.map { "about \($0.shown) left" }
  }

  private var text: String {
    // While nothing but a read waits, there is nothing to count.
    guard progress.changesTotal > 0 || progress.requestsTotal > 0 || rest == nil else {
      return rest ?? ""
    }
    return counts + (rest.map { ", \($0)" } ?? "")
  }

  /// For a file or a pipe.
  package var sparse: String { "progress: \(text)" }

  /// For a terminal, drawn over again and again.
  package func bar(columns: Int) -> String {
    guard progress.changesTotal > 0 else { return String(text.prefix(columns - 1)) }
    let width = 20
    let share = width * progress.changesDone / progress.changesTotal
    let filled = String(repeating: "#", count: min(share, width))
    return String("[\(filled.padded(to: width))] \(text)".prefix(columns - 1))
  }

  /// Whether anything is under way that is worth a line.
  package var isWorthShowing: Bool {
    progress.changesTotal > progress.changesDone || progress.wait != nil
  }
}
