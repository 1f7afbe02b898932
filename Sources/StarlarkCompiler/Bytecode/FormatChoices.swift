/// What an instruction that formats a value does beyond its format; the registers after the value's hold what is computed.
package struct FormatChoices: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  package static let repr = FormatChoices(rawValue: 1)
  package static let width = FormatChoices(rawValue: 2)
  package static let precision = FormatChoices(rawValue: 4)
}
