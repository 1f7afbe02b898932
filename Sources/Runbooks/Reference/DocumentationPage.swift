package import StarlarkCompiler

/// What the reference says of one name.
package struct DocumentationPage: Sendable {
  /// Where a page stands in the reference.
  package enum Section: String, Sendable, CaseIterable {
    case cloud = "Built-ins of the cloud"
    case flow = "Flow of a runbook"
    case statements = "Statements and operators"
    case universe = "Functions of the language"
    case library = "Functions of the library"
    case modules = "Modules"
    case methods = "Methods"
    case types = "Types"
    case constants = "Values"
  }

  /// A member that has no page with parameters: a field, a constant.
  package struct Field: Sendable {
    package let name: String
    package let type: TypeDescriptor
    package let summary: String
  }

  package let section: Section
  /// The name as a script writes it, `string.upper` for a method.
  package let name: String
  /// One sentence.
  package let summary: String
  /// What else there is to know.
  package var discussion = ""
  /// How it is called; nil for what cannot be.
  package var signature: Signature?
  /// How it is written, line by line, where it is no call.
  package var form: [String] = []
  package var fields: [Field] = []
  /// The names of pages below this one.
  package var members: [String] = []
  package var reference: String?

  /// A page of a function.
  init(_ section: Section, _ signature: Signature) {
    self.section = section
    name = signature.name
    let parts = Self.parts(of: signature.documentation)
    summary = parts.summary
    discussion = parts.rest
    self.signature = signature
    reference = signature.reference
  }

  /// A page of anything else.
  init(_ section: Section, _ name: String, _ text: String) {
    self.section = section
    self.name = name
    let parts = Self.parts(of: text)
    summary = parts.summary
    discussion = parts.rest
  }

  /// The first sentence, and the rest.
  private static func parts(of text: String) -> (summary: String, rest: String) {
    guard let end = text.firstRange(of: ". ") else { return (text, "") }
    return (String(text[..<end.lowerBound]) + ".", String(text[end.upperBound...]))
  }
}
