internal import ArgumentParser
internal import StateStore

/// The runs that a shell completes.
package enum RunNames {
  private static let limit = 100

  /// The ids of the newest runs; none where the journal cannot be read.
  package static func all(_ streams: Streams) -> [String] {
    guard let journal = (try? JournalAccess(streams))?.journal else { return [] }
    return (try? journal.runs(RunFilter(limit: limit)).map(\.id.text)) ?? []
  }
}

extension CompletionKind {
  /// Ids of runs, looked up when a shell asks.
  static var runs: CompletionKind { .custom { _, _, _ in RunNames.all(Streams.standard()) } }
}
