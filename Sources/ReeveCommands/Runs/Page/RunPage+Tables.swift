internal import HuaweiCloud
internal import StateStore

// Tables have their roles written out: on narrow screens their rows are drawn as cards, and browsers forget what they are.

extension RunPage {
  var changes: Markup {
    guard !report.changes.isEmpty else {
      return """
        <section aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        <p>This run asked for no changes.</p>
        </section>
        """
    }
    let shown = shownChanges
    let rows: [Markup] = shown.map(row)
    let choices: [Markup] = report.counts.map { count in
      "<option value=\"\(count.outcome.rawValue)\">\(count.outcome.words) (\(count.count))</option>\n"
    }
    let omitted = report.changes.count - shown.count
    let note: Markup =
      omitted > 0
      ? "<p>\(omitted) more are left out; <code>reeve show --all \(report.run.id.text)</code> has them.</p>\n"
      : ""
    return """
      <section aria-labelledby="changes">
      <h2 id="changes">Changes</h2>
      <form id="filters" hidden>
      <label>Outcome <select name="outcome">
      <option value="">all</option>
      \(choices)</select></label>
      <label>Text <input name="text" type="search" autocomplete="off"></label>
      <output id="shown" aria-live="polite"></output>
      </form>
      \(note)<table role="table" id="change-table">
      <caption>\(report.headline)</caption>
      <thead role="rowgroup"><tr role="row">\(Self.heads(["No.", "Outcome", "Change", "Target", "Before → after", "Written at", "Request id"]))</tr></thead>
      <tbody role="rowgroup">
      \(rows)</tbody>
      </table>
      <details class="legend"><summary>What the outcomes mean</summary>
      <dl>
      \(Self.legend(report.counts.map(\.outcome)))</dl></details>
      </section>
      """
  }

  /// All that did not go well, and the others as far as they fit; in the order of the runbook.
  private var shownChanges: [ReportedChange] {
    guard report.changes.count > Self.mostChanges else { return report.changes }
    var room = Self.mostChanges - report.changes.count { !$0.outcome.isWell }
    return report.changes.filter { change in
      guard change.outcome.isWell else { return true }
      room -= 1
      return room >= 0
    }.prefix(Self.mostChanges).map { $0 }
  }

  private func row(_ change: ReportedChange) -> Markup {
    let place: Markup =
      change.line.map { "\(change.change.placeText)<br><code>\($0)</code>" }
      ?? "\(change.change.placeText)"
    let message: Markup = change.message == nil ? "" : "<small>\(change.reason)</small>"
    let id: Markup = change.requestID.map { "<code>\($0)</code>" } ?? ""
    let parts: [Markup] = JournaledText.difference(change.change).map { part in
      let name: Markup = part.name.map { "\($0): " } ?? ""
      return """
        <div class="wraps">\(name)<del><span class="quiet">before: </span>\(part.before)</del> <span aria-hidden="true">→</span> \
        <ins><span class="quiet">after: </span>\(part.after)</ins></div>
        """
    }
    let cells: [(String, Markup)] = [
      ("No.", "\(change.number)"),
      (
        "Outcome",
        "<span class=\"outcome \(change.outcome.rawValue)\">\(change.outcome.words)</span>\(message)"
      ),
      ("Change", "\(change.change.kind)"),
      ("Target", "<span class=\"wraps\">\(JournaledText.target(change.change))</span>"),
      ("Before → after", parts.isEmpty ? "as it was" : "\(parts)"),
      ("Written at", place), ("Request id", id),
    ]
    return
      "<tr role=\"row\" data-outcome=\"\(change.outcome.rawValue)\">\(Self.cells(cells))</tr>\n"
  }

  var timeline: Markup {
    guard !report.timeline.isEmpty else { return "" }
    let shown = report.timeline.prefix(Self.mostMoments)
    let rows: [Markup] = shown.map { moment in
      let cells: [(String, Markup)] = [
        (
          "After",
          "<time datetime=\"\(ShownTime.standard(moment.time))\">\(moment.offset.brief)</time>"
        ),
        ("Took", "\(moment.duration?.brief ?? "")\(bar(moment))"),
        ("Event", "\(moment.name)"), ("Details", "<span class=\"wraps\">\(moment.details)</span>"),
      ]
      return "<tr role=\"row\">\(Self.cells(cells))</tr>\n"
    }
    let omitted = report.timeline.count - shown.count
    let note: Markup =
      omitted > 0
      ? "<p>\(omitted) more are left out; <code>reeve show --all \(report.run.id.text)</code> has them.</p>\n"
      : ""
    return """
      <section aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      \(note)<table role="table">
      <caption>What happened, counted from the beginning at \(time.second(report.run.started))</caption>
      <thead role="rowgroup"><tr role="row">\(Self.heads(["After", "Took", "Event", "Details"]))</tr></thead>
      <tbody role="rowgroup">
      \(rows)</tbody>
      </table>
      </section>
      """
  }

  /// Where in the whole time of the run a request was under way.
  private func bar(_ moment: RunMoment) -> Markup {
    guard let duration = moment.duration, report.lasted > .zero else { return "" }
    let start = Int(1000 * (moment.offset / report.lasted))
    let width = max(4, Int(1000 * (duration / report.lasted)))
    return """
      <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
      <rect x="\(min(start, 996))" y="0" width="\(min(width, 1000))" height="10"/></svg>
      """
  }

  private static func heads(_ titles: [String]) -> [Markup] {
    titles.map { "<th role=\"columnheader\" scope=\"col\">\($0)</th>" }
  }

  private static func cells(_ cells: [(String, Markup)]) -> [Markup] {
    cells.map { "<td role=\"cell\" data-label=\"\($0.0)\">\($0.1)</td>" }
  }

  private static func legend(_ outcomes: [ReportedOutcome]) -> [Markup] {
    outcomes.map { "<div><dt>\($0.words)</dt><dd>\($0.meaning)</dd></div>\n" }
  }
}

extension ReportedOutcome {
  fileprivate var isWell: Bool { self == .applied || self == .unchanged }

  /// What the outcome says about the cloud.
  fileprivate var meaning: String {
    switch self {
    case .applied: "The service confirmed it."
    case .unchanged: "The service had it so already, and nothing was sent."
    case .superseded: "The runbook changed the same thing once more before the request left."
    case .failed: "The service refused it, and it had no effect."
    case .mayBeInEffect: "It failed, and the service may have carried it out all the same."
    case .unknown: "The request was about to leave when the run was cut off."
    case .unsent: "It was never sent."
    }
  }
}
