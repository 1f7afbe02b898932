internal import LineEditor
internal import Runbooks
internal import StarlarkCompiler

// The signature of the call that is being typed, and what is known of the argument at the cursor.
extension Assistant {
  func hint(for text: String, at cursor: Int) -> [[Prompt.Piece]] {
    guard !ConsoleLine.isForConsole(text) else { return consoleHint(for: text) }
    let place = TypedPlace(text, cursor: cursor)
    guard let call = place.call else { return [] }
    guard let signature = signature(of: call.path, in: text) else {
      return values.function(call.path).map { [[Prompt.Piece($0.call, .faint)]] } ?? []
    }
    let parameter = References.parameter(at: call, of: signature)
    var rows = [pieces(of: signature, marking: parameter)]
    guard let parameter else { return rows }
    // So that they are there when Tab is pressed.
    if let kind = Inventory.kind(of: parameter.name) { inventory?.prepare(kind) }
    let facts = parameter.facts
    if !facts.isEmpty { rows.append([Prompt.Piece("  \(parameter.name): \(facts)", .faint)]) }
    return rows
  }

  /// The signature with one parameter marked; parameters long before it are left out, so that it stays in sight.
  private func pieces(
    of signature: Signature, marking parameter: Signature.Parameter?
  ) -> [Prompt.Piece] {
    var pieces = [Prompt.Piece(signature.name + "(", .faint)]
    let index = signature.parameters.firstIndex { $0.name == parameter?.name } ?? 0
    let first = max(index - 1, 0)
    if first > 0 { pieces.append(Prompt.Piece("…, ", .faint)) }
    for (place, one) in signature.parameters.enumerated().dropFirst(first) {
      if place > first { pieces.append(Prompt.Piece(", ", .faint)) }
      pieces.append(Prompt.Piece(one.text, one.name == parameter?.name ? .marked : .faint))
    }
    let end = signature.result == .any ? ")" : ") -> \(signature.result)"
    pieces.append(Prompt.Piece(end, .faint))
    return pieces
  }

  private func consoleHint(for text: String) -> [[Prompt.Piece]] {
    guard text.hasPrefix(":"), let blank = text.firstIndex(where: \.isWhitespace),
      let command = ConsoleCommand(rawValue: String(text[..<blank].dropFirst()))
    else { return [] }
    return [[Prompt.Piece("\(command.usage)  \(command.summary)", .faint)]]
  }
}

extension Signature.Parameter {
  /// What it means and what it must be.
  fileprivate var facts: String {
    var sentences: [String] = []
    if !documentation.isEmpty { sentences.append(documentation) }
    if let limit { sentences.append("Want \(limit.wanted)") }
    return sentences.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
  }
}
