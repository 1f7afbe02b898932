// How a diagnostic looks, in one place for every command:
//
//   close-ssh.star:12:27: error: ignorePort: parameter `protocol`: got "TPC", want "TCP" or "UDP"
//   12 |     ignorePort(agent, 22, "TPC")
//      |                           ^^^^^ did you mean "TCP"?
//   Traceback (most recent call last):
//     close-ssh.star:30:1: in <toplevel>
//     close-ssh.star:12:5: in close_ssh

extension Diagnostic {
  /// A call that was under way when an error happened.
  public struct Frame: Hashable, Sendable {
    /// The text that the function is written in.
    public let source: SourceText
    /// The call, or the expression that failed.
    public let span: Span
    /// The name of the function.
    public let name: String

    /// Makes the frame of a function at a place.
    public init(source: SourceText, span: Span, name: String) {
      self.source = source
      self.span = span
      self.name = name
    }
  }

  /// Whether terminal colours are used.
  public enum Style: Hashable, Sendable {
    /// Text alone.
    case plain
    /// Text with ANSI colours.
    case ansi
  }

  /// The diagnostic as people read it, without a line end after it.
  ///
  /// Shows the place, the message, the line with carets under the exact span, the hint, and the calls that led
  /// there. Control characters are not passed on to the terminal.
  ///
  /// - Parameters:
  ///   - traceback: The calls under way, outermost first; none for an error that is found before a run.
  ///   - style: Whether colours are used.
  ///   - columns: How many columns of a long line are shown.
  /// - Returns: Three lines, and one more for the traceback and for each call.
  public func rendered(
    traceback: [Frame] = [], style: Style = .plain, columns: Int = 120
  ) -> String {
    let painter = Painter(style: style)
    let label = severity == .error ? "error:" : "warning:"
    let accent: Painter.Colour = severity == .error ? .red : .yellow
    var lines = [
      painter.paint(Self.place(source, span) + ":", .bold) + " " + painter.paint(label, accent)
        + " "
        + painter.paint(DisplayWidth.safe(message), .bold)
    ]
    let excerpt = SourceExcerpt(of: span, in: source, columns: columns)
    let number = String(source.line(of: span.start))
    let blank = String(repeating: " ", count: number.count)
    lines.append(
      painter.paint("\(number) |", .blue) + (excerpt.text.isEmpty ? "" : " " + excerpt.text))
    let indentation = String(repeating: " ", count: excerpt.indentation)
    let carets = String(repeating: "^", count: excerpt.width)
    let suffix = hint.map { " " + painter.paint(DisplayWidth.safe($0), .cyan) } ?? ""
    lines.append(
      painter.paint("\(blank) |", .blue) + " " + indentation + painter.paint(carets, accent)
        + suffix)
    if !traceback.isEmpty {
      lines.append(Self.rendered(traceback: traceback))
    }
    return lines.joined(separator: "\n")
  }

  /// The calls that led to an error as people read them, outermost first, without a line end after them.
  public static func rendered(traceback: [Frame]) -> String {
    let frames = traceback.map { frame in
      "  \(place(frame.source, frame.span)): in \(DisplayWidth.safe(frame.name))"
    }
    return (["Traceback (most recent call last):"] + folded(frames)).joined(separator: "\n")
  }

  /// How many equal calls in a row are shown.
  private static let shownRepetitions = 3

  /// The lines, with a call that calls itself at the same place again and again told by its number.
  private static func folded(_ frames: [String]) -> [String] {
    var lines: [String] = []
    var rest = frames[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      lines += run.prefix(shownRepetitions)
      if run.count > shownRepetitions {
        lines.append("  … \(run.count - shownRepetitions) more of the same")
      }
      rest = rest.dropFirst(run.count)
    }
    return lines
  }

  private static func place(_ source: SourceText, _ span: Span) -> String {
    "\(DisplayWidth.safe(source.name)):\(source.position(of: span.start))"
  }
}

/// Puts colours around parts of a text.
private struct Painter {
  enum Colour: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "34"
    case cyan = "36"
  }

  let style: Diagnostic.Style

  func paint(_ text: String, _ colour: Colour) -> String {
    style == .plain ? text : "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}
