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

  /// The script as it was; refused where it, or a file that it loaded, is another now.
  func script() throws(Failure) -> SourceText {
    let settings = ScriptSettings(json: .init(text: details.summary.start?.run.settings))
    var source: SourceText?
    for input in details.inputs {
      switch input.role {
      case .script:
        let bytes = try content(of: input)
        try compare(bytes, with: settings.file, name: input.name)
        source = SourceText(name: input.name, bytes: bytes)
      case .standardInput: source = SourceText(name: input.name, bytes: try content(of: input))
      case .module: try compare(try content(of: input), with: input.name, name: input.name)
      case .data, .environment, .plan, nil: continue
      }
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

  func content(of input: RecordedInput) throws(Failure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(JournalError) {
      bytes = try journal.content(of: input.digest)
    } catch {
      throw Failure(error)
    }
    guard let bytes else {
      throw Failure(
        .badData, "the journal does not keep \(input.name), which holds a secret",
        advice: "Run it again: changes that are in effect already do no harm.")
    }
    return bytes
  }

  /// A file that is gone does no harm: what it held is known.
  private func compare(_ bytes: [UInt8], with path: String, name: String) throws(Failure) {
    guard path != "-", InputFile.exists(path) else { return }
    let now = try InputFile.read(path, shownAs: name, limit: ScriptSource.limit)
    guard now != bytes else { return }
    let difference = TextDifference(
      from: String(decoding: bytes, as: UTF8.self), to: String(decoding: now, as: UTF8.self))
    throw Failure(
      .badData, "\(name) is not what run \(run) was made from",
      advice: (difference.lines + [
        "Put it back as it was to go on, or run it again: changes that are in effect do no harm."
      ]).joined(separator: "\n  "))
  }
}
