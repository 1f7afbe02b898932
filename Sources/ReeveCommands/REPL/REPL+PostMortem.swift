internal import Runbooks
internal import StarlarkSyntax

// A look into the frame that failed: its variables are there by name, and so are those of its callers.
extension REPL {
  /// Goes to the innermost frame of the last error, where that is asked for.
  func beginPostMortem() {
    guard options.isPostMortem, frame == nil else { return }
    let places = session.failedPlaces
    guard places.contains(where: { $0.name != Self.topLevel }) else { return }
    enter(0)
    say("post-mortem \(text(of: places[0])): :locals, :up, :down; Ctrl-D goes on")
  }

  /// The name under which a frame of no function stands.
  private static let topLevel = "<toplevel>"

  private func text(of place: Diagnostic.Frame) -> String {
    let position = place.source.position(of: place.span.start)
    return "in \(place.name), \(place.source.name):\(position.line):\(position.column)"
  }

  private func enter(_ index: Int) {
    frame = index
    session.enterFrame(index)
    desk.assistant.forgetNames()
  }

  func leaveFrame() {
    frame = nil
    session.enterFrame(nil)
    desk.assistant.forgetNames()
  }

  /// Goes some frames further out, or further in.
  func moveFrame(by step: Int) -> ExitCode {
    guard let frame else { return noFrame() }
    let places = session.failedPlaces
    guard places.indices.contains(frame + step) else {
      return refuse(step > 0 ? "this is the outermost frame" : "this is the frame that failed")
    }
    enter(frame + step)
    say(text(of: places[frame + step]))
    return .done
  }

  func showVariables() -> ExitCode {
    guard let frame else { return noFrame() }
    let variables = session.variables(ofFrame: frame)
    let width = variables.map { Cells.count(in: $0.name) }.max() ?? 0
    if variables.isEmpty { say("no variables: the frame has globals only") }
    show(variables.map { "\($0.name.padded(to: width)) = \(Cells.line($0.text))" })
    return .done
  }

  private func noFrame() -> ExitCode {
    refuse(
      "no frame is being looked at",
      options.isPostMortem
        ? "The next error leads to one." : "Start reeve with --post-mortem for that.")
  }
}
