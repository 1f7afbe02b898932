/// An argument that the API reference does not allow, found before anything was sent.
public struct ParameterError: Error, Sendable, Hashable {
  /// The operation, as the API reference names it.
  public let operation: String
  /// The parameter, as the API reference names it; an entry of a list is `data_list[3].port`.
  public let parameter: String
  /// What was given.
  public let got: String
  /// What the reference allows.
  public let want: String

  /// Makes an error.
  package init(operation: String, parameter: String, got: String, want: String) {
    self.operation = operation
    self.parameter = parameter
    self.got = got
    self.want = want
  }
}

extension ParameterError: CustomStringConvertible {
  /// Where, what was got, what was wanted.
  public var description: String {
    "\(operation): parameter `\(parameter)`: got \(got), want \(want)"
  }
}
