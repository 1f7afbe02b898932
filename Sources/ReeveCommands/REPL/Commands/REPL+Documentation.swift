internal import Runbooks

// `?name`, `name?` and `help(name)`.
extension REPL {
  func explain(_ name: String) -> ExitCode {
    let width = min(pageWidth, 100)
    guard !name.isEmpty else {
      show(Documentation.overview(width: width).shownLines + consoleOverview)
      return .done
    }
    if let function = session.function(name) {
      var lines = [function.call]
      if let text = function.documentation {
        lines += text.trimmingBlanks.split(separator: "\n", omittingEmptySubsequences: false)
          .map { "  " + String($0).trimmingBlanks }
      } else {
        lines.append("  It has no description: a string at the start of its body would be one.")
      }
      show(lines)
      return .done
    }
    if let text = Documentation.text(for: name, width: width) {
      show(text.shownLines)
      return .done
    }
    if let type = session.typeName(of: name) {
      let members = session.members(of: name).map {
        "  \($0.name)\($0.type.isEmpty ? "" : ": \($0.type)")"
      }
      show(["\(name): \(type)"] + members)
      return .done
    }
    let near = Documentation.suggestion(for: name)
    return refuse(
      "there is nothing called \(name)",
      near.map { "Did you mean ?\($0)?" } ?? "`?` alone lists what there is.")
  }

  private var consoleOverview: [String] {
    ["", "The console's own commands: :help lists them."]
  }
}

extension String {
  /// The lines without the line end after the last.
  fileprivate var shownLines: [String] {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
