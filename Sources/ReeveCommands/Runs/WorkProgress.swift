/// How far a command is that works through many things: a line on a terminal, drawn over again, once it takes long.
final class WorkProgress {
  private let verb: String
  private let streams: Streams
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  init(_ verb: String, _ streams: Streams, _ format: SummaryFormat) {
    self.verb = verb
    self.streams = streams
    isShown =
      format == .human && streams.showsProgress && streams.errors.isTerminal
      && streams.variable("TERM") != "dumb"
  }

  /// Tells that so many of all are done.
  func show(_ done: Int, of total: Int, _ noun: String, _ plural: String? = nil) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start >= Self.patience, last.map({ now - $0 >= Self.interval }) ?? true else {
      return
    }
    last = now
    streams.errors.write("\r\u{1b}[K\(verb): \(done) of \(counted(total, noun, plural))")
  }

  /// Leaves the terminal clean.
  func end() {
    if last != nil { streams.errors.write("\r\u{1b}[K") }
  }
}
