internal import LineEditor
internal import Runbooks
internal import StarlarkSyntax

extension REPL {
  /// Where the person is, and what a line there does.
  var prompt: Prompt {
    let environment = desk.environment
    var pieces = [
      Prompt.Piece(environment.name, environment.isProtected ? .danger : .prompt)
    ]
    if environment.isProtected { pieces.append(Prompt.Piece(" protected", .danger)) }
    switch session.mode {
    case .live: break
    case .plan, .readOnly:
      pieces.append(Prompt.Piece(" \(Self.name(of: session.mode))", .warning))
    }
    if let frame, session.failedPlaces.indices.contains(frame) {
      let place = session.failedPlaces[frame]
      let line = place.source.position(of: place.span.start).line
      pieces.append(Prompt.Piece(" in \(place.name):\(line)", .warning))
    }
    return Prompt(pieces + [Prompt.Piece("> ")])
  }
}
