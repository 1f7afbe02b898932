internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

/// The texts that a run was made from, compared with the files as they are now.
struct Inputs {
  let journal: Journal
  let run: RunID
  let details: RunDetails

  init(_ journal: Journal, _ run: RunID) throws(Failure) {
    self.journal = journal
    self.run = run
    do throws(JournalError) {
      details = try journal.details(of: run)
    } catch {
      throw Failure(error)
    }
  }

  /// The script as it was; refused where it, or a file that it loaded or read, is another now.
  func script() throws(Failure) -> SourceText {
    let settings = ScriptSettings(json: .init(text: details.summary.start?.run.settings))
    var source: SourceText?
    // Of a file that was read twice the last reading counts.
    var read: [String: RecordedInput] = [:]
    for input in details.inputs {
      switch input.role {
      case .script:
        try compare(input, with: settings.file)
        source = SourceText(name: input.name, bytes: try content(of: input, at: settings.file))
      case .standardInput: source = SourceText(name: input.name, bytes: try content(of: input))
      case .module, .data: read[input.name] = input
      case .environment, .plan, nil: continue
      }
    }
    for input in read.values.sorted(by: { $0.name < $1.name }) {
      try compare(input, with: input.name)
    }
    guard let source else {
      throw Failure(.badData, "the journal has no script of run \(run)")
    }
    return source
  }

  /// The plan that the run carries out.
  func plan() throws(Failure) -> PlanDocument {
    guard let input = details.inputs.first(where: { $0.role == .plan }) else {
      throw Failure(.badData, "the journal has no plan of run \(run)")
    }
    return try PlanDocument(try content(of: input), name: "the plan of run \(run)")
  }

  /// What an input held: as the journal has it, or a file that has not changed since.
  func content(of input: RecordedInput, at path: String = "-") throws(Failure) -> [UInt8] {
    if let bytes = try kept(input) { return bytes }
    if path != "-", InputFile.isRegular(path) {
      let now = try InputFile.read(path, shownAs: input.name, limit: Self.limit)
      if journal.digest(now) == input.digest { return now }
    }
    throw Failure(
      .badData, "the journal does not keep \(input.name), which holds a secret",
      advice: "Run it again: changes that are in effect already do no harm.")
  }

  private static let limit = 1 << 30

  private func kept(_ input: RecordedInput) throws(Failure) -> [UInt8]? {
    do throws(JournalError) {
      return try journal.content(of: input.digest)
    } catch {
      throw Failure(error)
    }
  }

  /// A file that is gone does no harm: what it held is known.
  private func compare(_ input: RecordedInput, with path: String) throws(Failure) {
    guard path != "-", InputFile.isRegular(path) else { return }
    let now = try InputFile.read(path, shownAs: input.name, limit: Self.limit)
    guard journal.digest(now) != input.digest else { return }
    let lines =
      try kept(input).map { bytes in
        TextDifference(
          from: String(decoding: bytes, as: UTF8.self), to: String(decoding: now, as: UTF8.self)
        ).lines
      } ?? []
    throw Failure(
      .badData, "\(input.name) is not what run \(run) was made from",
      advice: (lines + [
        "Put it back as it was to go on, or run it again: changes that are in effect do no harm."
      ]).joined(separator: "\n  "))
  }
}
