import StarlarkCompiler

// Pages as Markdown.
extension Documentation {
  /// The whole reference, or the pages of a name; nil where there is no such name.
  package static func markdown(for name: String? = nil) -> String? {
    if let name {
      let pages = pages(for: name)
      return pages.isEmpty ? nil : pages.map { $0.markdown(level: 1) }.joined(separator: "\n")
    }
    var text = "# Reference of runbooks\n"
    for section in DocumentationPage.Section.allCases {
      let pages = pages.filter { $0.section == section }
      guard !pages.isEmpty else { continue }
      text += "\n## \(section.rawValue)\n"
      for page in pages { text += "\n" + page.markdown(level: 3) }
    }
    return text
  }
}

extension DocumentationPage {
  fileprivate func markdown(level: Int) -> String {
    var text = String(repeating: "#", count: level) + " \(name)\n\n"
    if let signature { text += "```python\n\(signature.text())\n```\n\n" }
    if !form.isEmpty { text += "```python\n\(form.joined(separator: "\n"))\n```\n\n" }
    text += summary + "\n"
    if !discussion.isEmpty { text += "\n\(discussion)\n" }
    let parameters = signature?.parameters ?? []
    if !parameters.isEmpty {
      text += "\n| Parameter | Type | Meaning |\n| --- | --- | --- |\n"
      for parameter in parameters {
        let stars = parameter.kind == .star ? "*" : parameter.kind == .starStar ? "**" : ""
        text += Self.row(
          "`\(stars)\(parameter.name)`", "`\(parameter.type)`",
          parameter.facts.joined(separator: ". ") + ".")
      }
    }
    if let result = signature?.result, result != .any { text += "\nResult: `\(result)`\n" }
    if !fields.isEmpty {
      text += "\n| Field | Type | Meaning |\n| --- | --- | --- |\n"
      for field in fields { text += Self.row("`\(field.name)`", "`\(field.type)`", field.summary) }
    }
    if !members.isEmpty {
      text += "\nFunctions: " + members.map { "`\($0)`" }.joined(separator: ", ") + "\n"
    }
    if let reference { text += "\nReference: \(reference)\n" }
    return text
  }

  private static func row(_ cells: String...) -> String {
    "| "
      + cells.map { cell in
        cell.split(separator: "|", omittingEmptySubsequences: false)
          .joined(separator: "\\|")
      }.joined(separator: " | ") + " |\n"
  }
}
