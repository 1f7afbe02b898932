internal import FoundationEssentials
internal import HuaweiCloud
internal import StateStore

/// A run as a page for browsers: one file that loads nothing and reads without script, in light and in dark.
struct RunPage {
  /// More rows make a page that browsers are slow with.
  static let mostChanges = 10_000
  static let mostMoments = 5_000

  let report: RunReport
  let time: ShownTime

  init(_ report: RunReport, _ time: ShownTime) {
    self.report = report
    self.time = time
  }

  var text: String { page.text }

  private var page: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="generator" content="reeve \(Reeve.version)">
    <title>\(report.start.run.script): run \(report.run.id.text), \(report.run.stateText)</title>
    <style>\(PageStyle.sheet)</style>
    </head>
    <body>
    <a class="skip" href="#changes">Skip to the changes</a>
    <header>
    <p class="kind">Report of a run of Reeve</p>
    <h1>\(report.start.run.script)</h1>
    <p><span class="state \(report.run.shownState.rawValue)">\(report.run.stateText)</span> \(report.headline)</p>
    </header>
    <main>
    \(facts)
    \(next)
    \(changes)
    \(timeline)
    \(files)
    </main>
    <footer>
    <p>Made by reeve \(Reeve.version) at \(time.second(Journal.systemWallClock())) from the journal of \
    \(report.start.process.host). <code>reeve runs verify \(report.run.id.text)</code> there checks that the journal \
    is what was written.</p>
    </footer>
    <script>\(PageStyle.script)</script>
    </body>
    </html>

    """
  }

  /// Nothing is loaded, and only the page's own style and script count, whatever a text smuggles in.
  private static let policy = """
    default-src 'none'; style-src '\(digest(of: PageStyle.sheet))'; \
    script-src '\(digest(of: PageStyle.script))'; base-uri 'none'; form-action 'none'
    """

  private static func digest(of markup: Markup) -> String {
    "sha256-" + Data(ContentDigest.sha256(Array(markup.text.utf8))).base64EncodedString()
  }

  // MARK: Parts

  private var facts: Markup {
    let facts: [Markup] = ([("run", report.run.id.text)] + report.facts(time)).map { fact in
      "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>\n"
    }
    return """
      <section aria-labelledby="facts">
      <h2 id="facts">What, when, by whom</h2>
      <dl>
      \(facts)</dl>
      </section>
      """
  }

  private var next: Markup {
    let steps: [Markup] = report.followUps.map { step in
      let command: Markup = step.command.map { "<code>\($0)</code> " } ?? ""
      return "<li>\(command)\(Self.prose(step.text))</li>\n"
    }
    guard !steps.isEmpty else { return "" }
    return """
      <section aria-labelledby="next">
      <h2 id="next">What can be done</h2>
      <ul>
      \(steps)</ul>
      </section>
      """
  }

  /// A sentence in which what stands in backticks is code.
  private static func prose(_ text: String) -> [Markup] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
      place.isMultiple(of: 2) ? "\(String(part))" : "<code>\(String(part))</code>"
    }
  }

  private var files: Markup {
    guard !report.inputs.isEmpty else { return "" }
    let rows: [Markup] = report.inputs.map { input in
      let note = input.isKept ? "" : "; its content is not kept"
      return """
        <li>\(input.roleText) <code>\(input.name)</code>, \(input.size) bytes\(note)<br>
        <small>SHA-256 <code>\(Journal.hexadecimal(input.digest))</code></small>\(source(input))</li>

        """
    }
    return """
      <section aria-labelledby="files">
      <h2 id="files">What was read</h2>
      <ul class="files">
      \(rows)</ul>
      </section>
      """
  }

  private func source(_ input: RecordedInput) -> Markup {
    guard let content = report.contents[input.digest] else { return "" }
    let lines = String(decoding: content, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let rows: [Markup] = (lines.last == "" ? lines.dropLast() : lines[...]).map {
      "<li><code>\(String($0))</code></li>\n"
    }
    return """

      <details><summary>Show its \(counted(rows.count, "line"))</summary>
      <ol class="source">
      \(rows)</ol></details>
      """
  }
}
