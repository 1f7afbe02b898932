// What `reeve fmt` does with its options.

internal import StarlarkSyntax

extension Reeve {
  static func format(_ options: FormatOptions, _ streams: Streams) -> ExitCode {
    var codes: [ExitCode] = []
    var counts = FormatCounts()
    for file in options.files {
      do throws(Failure) {
        let outcome = try format(file, options, streams)
        counts.add(outcome, isFile: file != "-")
        if outcome == .refused { codes.append(.badData) }
        if outcome == .changed, options.checks { codes.append(.failed) }
      } catch {
        streams.errors.write(error.lines)
        codes.append(error.code)
      }
    }
    streams.output.flush()
    let isRehearsal = options.checks || options.showsDifference
    if let summary = counts.summary(isRehearsal) { streams.errors.writeLine(summary) }
    return [.internalError, .badData, .noInput].first(where: codes.contains) ?? codes.first ?? .done
  }

  private static func format(
    _ file: String, _ options: FormatOptions, _ streams: Streams
  ) throws(Failure) -> FormatCounts.Outcome {
    let source = try ScriptSource.read(file, streams)
    let bytes: [UInt8]
    switch SourceFormatter.format(source, margin: options.margin) {
    case .formatted(let result): bytes = result
    case .refused(let errors):
      let style = TextStyle(options.colour, streams.errors, streams)
      for error in errors { streams.errors.writeLine(Reports.text(error, style)) }
      return .refused
    case .differs:
      throw Failure(
        .internalError, "\(source.name): laid out, it would be another program",
        advice: "It was left alone. This is a fault of reeve; the file shows it.")
    }
    let isChanged = bytes != source.bytes
    if options.showsDifference, isChanged {
      let style = TextStyle(options.colour, streams.output, streams)
      let difference = UnifiedDifference(from: source.bytes, to: bytes)
      streams.output.write(difference.text(source.name, usesColour: style.usesColour))
    }
    guard !options.checks, !options.showsDifference else {
      if options.checks, isChanged {
        streams.errors.writeLine("\(source.name): would be laid out anew")
      }
      return isChanged ? .changed : .unchanged
    }
    if file == "-" {
      streams.output.write(bytes)
    } else if isChanged {
      try RewrittenFile.write(bytes, to: file, streams)
    }
    return isChanged ? .changed : .unchanged
  }
}

/// What came of files.
struct FormatCounts {
  enum Outcome {
    case changed, unchanged, refused
  }

  private var changed = 0
  private var unchanged = 0
  private var refused = 0

  mutating func add(_ outcome: Outcome, isFile: Bool) {
    guard isFile else { return }
    switch outcome {
    case .changed: changed += 1
    case .unchanged: unchanged += 1
    case .refused: refused += 1
    }
  }

  /// How many files became what; nil where there are none.
  func summary(_ isRehearsal: Bool) -> String? {
    let parts = [
      (changed, isRehearsal ? "would be laid out anew" : "laid out anew"),
      (unchanged, "as they should be"), (refused, "with errors, left alone"),
    ]
    let told = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !told.isEmpty else { return nil }
    return counted(changed + unchanged + refused, "file") + ": " + told.joined(separator: ", ")
  }
}
