// The reference of language and built-ins, made of their declarations: one page for each name that a runbook
// can write.

import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// The reference pages.
package enum Documentation {
  /// All pages by section, in the order of the reference.
  package static let pages: [DocumentationPage] =
    cloudPages + flowPages + statementPages + languagePages + modulePages + typePages

  private static let byName: [String: DocumentationPage] = {
    var byName: [String: DocumentationPage] = [:]
    // A function comes before the type that it makes: `list`, `dict`.
    for page in pages where byName[page.name] == nil { byName[page.name] = page }
    return byName
  }()

  /// The pages that a name stands for: `list` is a function and a type.
  package static func pages(for name: String) -> [DocumentationPage] {
    let name = name == "str" && byName[name] == nil ? "string" : name
    let exact = pages.filter { $0.name == name }
    guard exact.isEmpty, !name.contains(".") else { return exact }
    // A method by its own name alone: `upper`, `append`.
    return pages.filter { $0.section == .methods && $0.name.hasSuffix("." + name) }
  }

  /// The text of a name for a terminal; nil where there is no such name.
  ///
  /// - Parameters:
  ///   - name: A name as a script writes it: `ignorePort`, `json.encode`, `string.upper`, `time`.
  ///   - width: The columns that lines are broken at.
  /// - Returns: The text, ending with a line end.
  package static func text(for name: String, width: Int = 80) -> String? {
    let pages = pages(for: name)
    guard !pages.isEmpty else { return nil }
    return pages.map { $0.text(width: width) }.joined(separator: "\n")
  }

  /// The name that was probably meant by one that has no page.
  package static func suggestion(for name: String) -> String? {
    Spelling.nearest(to: name, among: pages.map(\.name))
  }

  // MARK: Pages

  private static let flowNames: Set<String> = [
    "attempt", "defer", "waitUntil", "poll", "flush", "help",
  ]

  private static let cloudPages =
    Builtins.functions.map(\.signature).filter { !flowNames.contains($0.name) }
    .map { DocumentationPage(.cloud, $0) }
    + Builtins.modules.flatMap { module -> [DocumentationPage] in
      var page = DocumentationPage(
        .cloud, module.name, RunbookReference.moduleSummaries[module.name] ?? "")
      page.members = module.functions.map(\.signature.name)
      return [page] + module.functions.map { DocumentationPage(.cloud, $0.signature) }
    }

  private static let flowPages =
    Builtins.functions.map(\.signature).filter { flowNames.contains($0.name) }
    .map { DocumentationPage(.flow, $0) }
    + RunbookReference.values.map { DocumentationPage(.flow, $0.name, $0.summary) }

  private static let languagePages =
    LanguageReference.universe.map { DocumentationPage(.universe, $0) }
    + LanguageReference.library.map { DocumentationPage(.library, $0) }
    + LanguageReference.constants.map { DocumentationPage(.constants, $0.name, $0.summary) }

  private static let modulePages = LanguageReference.modules.flatMap { module in
    var page = DocumentationPage(.modules, module.name, module.summary)
    page.members = module.functions.map(\.name)
    page.fields = module.constants.map { .init(name: $0.name, type: $0.type, summary: $0.summary) }
    return [page] + module.functions.map { DocumentationPage(.modules, $0) }
  }

  private static let typePages: [DocumentationPage] = {
    let own = LanguageReference.types.map {
      RunbookReference.TypeEntry(page: $0, isComplete: true, reference: nil)
    }
    return (own + RunbookReference.types).flatMap { entry in
      let type = entry.page
      var page = DocumentationPage(.types, type.name, type.summary)
      page.reference = entry.reference
      let methods = type.methods.map { method in
        var method = method
        let short = method.name.split(separator: ".").last.map(String.init) ?? method.name
        method.name = "\(type.name).\(short)"
        return method
      }
      page.members = methods.map(\.name)
      page.fields = type.fields.map { .init(name: $0.name, type: $0.type, summary: $0.summary) }
      return [page] + methods.map { DocumentationPage(.methods, $0) }
    }
  }()
}
