package import StarlarkSyntax

/// What a program finds around it, as far as it is known without running anything.
package struct CheckEnvironment: Sendable {
  /// What predeclared names stand for; a name that is not here is unknown.
  package var names: [String: StaticValue] = [:]
  /// All attributes of the values of a type, by the name of the type; a type that is not here is unknown.
  package var types: [String: [String: StaticValue]] = [:]
  /// Attributes that values of a type have by their reference, where they may have others.
  package var openTypes: [String: [String: StaticValue]] = [:]
  /// Types whose values have attributes and nothing else: no elements, no operators, no order.
  package var attributeTypes: Set<String> = []
  /// Types that have any attribute, with the types of those that are not like the rest, and of the rest.
  package var fieldTypes: [String: (named: [String: TypeDescriptor], other: TypeDescriptor)] = [:]
  /// What functions give whose result depends on their arguments, where those are usual.
  package var usualResults: [String: StaticValue] = [:]
  /// The type of the lists that functions give as iterables of a type, and that have no attributes.
  package var listTypes: [String: String] = [:]
  /// The functions that a file which is being loaded cannot call, with the words that say so.
  package var callsWhileLoading: [String: (message: String, hint: String?)] = [:]

  package init() {}
}

/// What a loaded file offers.
package struct LoadedFile: Sendable {
  /// What its names stand for.
  package var exports: [String: StaticValue]

  package init(exports: [String: StaticValue]) {
    self.exports = exports
  }
}

/// What a check found out.
package struct CheckResult: Sendable {
  package var diagnostics: [Diagnostic]
  /// What the names that other files can load stand for.
  package var exports: [String: StaticValue]
}
