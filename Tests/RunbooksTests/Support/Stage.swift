import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax

/// A session with a fake cloud, and what it told.
struct Stage {
  let cloud: FakeCloud
  let events = Recorder()
  let session: Session

  /// Makes a session whose calls are not paced, unless the settings say otherwise.
  init(
    _ reply: @escaping FakeCloud.Reply = { _, _ in .empty },
    set change: (inout SessionSettings) -> Void = { _ in }
  ) {
    cloud = FakeCloud(reply)
    var settings = SessionSettings()
    settings.rates = [:]
    settings.clock = .fast()
    // On a busy machine much of the fast clock's time passes between two attempts.
    settings.retries.totalOfFailure = settings.retries.total * 1_000
    settings.retries.total *= 1_000
    change(&settings)
    session = Session(
      cloud: CloudAccess(client: .fake(cloud)), settings: settings, events: events)
  }

  func run(_ text: String, name: String = "test.star") async -> RunOutcome {
    await session.run(SourceText(name: name, text: text))
  }

  func evaluate(_ text: String) async -> ChunkOutcome {
    await session.evaluate(SourceText(name: "<stdin>", text: text))
  }
}

extension RunOutcome {
  /// The first thing that went wrong, with its line.
  var trouble: String? {
    if let diagnostic = diagnostics.first { return diagnostic.message }
    return error?.diagnostic.message
  }

  var outcomes: [ChangeOutcome] { records.map(\.outcome) }
}
