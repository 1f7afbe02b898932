import StarlarkCompiler

// The list of what there is.
extension Documentation {
  /// The names of all pages but those of methods, section by section, each with its summary.
  package static func overview(width: Int = 80) -> String {
    var text = ""
    for section in DocumentationPage.Section.allCases where section != .methods {
      let pages = pages.filter { $0.section == section }
      guard !pages.isEmpty else { continue }
      text += (text.isEmpty ? "" : "\n") + section.rawValue + "\n"
      let column = min(pages.map(\.name.count).max() ?? 0, 26)
      for page in pages {
        let lines = DocumentationPage.wrapped(
          page.summary, width: width, indentation: column + 4)
        let name = "  " + page.name
        let blanks = String(repeating: " ", count: max(0, column + 4 - name.count))
        guard let first = lines.first else {
          text += name + "\n"
          continue
        }
        let start =
          name.count > column + 2 ? name + "\n" + first : name + blanks + first.drop { $0 == " " }
        text += ([start] + lines.dropFirst()).joined(separator: "\n") + "\n"
      }
    }
    return text + "\n`reeve doc NAME` shows one of them, string.upper for a method.\n"
  }
}
