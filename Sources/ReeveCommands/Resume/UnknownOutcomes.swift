internal import Glibc
internal import Runbooks
internal import StateStore

// A request that was about to leave when the process ended may have arrived or not. It goes out again where that does
// no harm; where somebody set the same target since, or where sending it twice is not the same as once, a person
// decides.

/// What becomes of requests of unknown outcome.
struct UnknownOutcomes {
  let recording: Recording
  let journal: Journal
  let streams: Streams
  let options: SessionOptions

  private static let shown = 10

  /// Decides; the requests that are not sent again are returned.
  func decide(forcing isForced: Bool) throws(Failure) -> Set<PackID> {
    var givenUp: Set<PackID> = []
    var overwritten: [String] = []
    let targets = journal.targets()
    for pack in recording.details.packs where pack.isOpen {
      for change in pack.intent.changes where change.role == .sent {
        let later: [TargetIntent]
        do throws(JournalError) {
          later = try targets.laterIntents(of: change.target, after: pack.id)
        } catch {
          throw Failure(error)
        }
        let others = later.filter { $0.run != recording.details.summary.id }
        if let other = others.last, !isForced {
          overwritten.append("\(change.kind) \(change.target): run \(other.run)")
        }
      }
      if !pack.intent.isIdempotent, try !mayRepeat(pack) { givenUp.insert(pack.id) }
    }
    guard overwritten.isEmpty else {
      let rest = overwritten.count - Self.shown
      throw Failure(
        .unconfirmed,
        "\(counted(overwritten.count, "change")) of unknown outcome would overwrite what other runs set since",
        advice: (overwritten.prefix(Self.shown) + (rest > 0 ? ["… and \(rest) more"] : [])
          + ["Add --force to send them all the same."]).joined(separator: "\n  "))
    }
    return givenUp
  }

  private func mayRepeat(_ pack: RecordedPack) throws(Failure) -> Bool {
    if options.isConfirmed { return true }
    let place = pack.intent.changes.first?.place.map { "\($0.file):\($0.line): " } ?? ""
    let what = "\(place)\(pack.intent.operation) may have been carried out or not"
    let confirmation = Confirmation(options, streams)
    guard confirmation.canAsk else {
      throw Failure(
        .unconfirmed, "\(what), and nobody can be asked",
        advice: "Look whether it was. Add --yes to send it again; on a terminal you are asked.")
    }
    switch confirmation.answer(
      "\(what). Type \"again\" to send it again, or \"failed\" to go on as if it had failed: ")
    {
    case "again": return true
    case "failed": return false
    default: throw Failure(.unconfirmed, "not confirmed; nothing was sent")
    }
  }
}
