import StarlarkSyntax

extension Spelling {
  /// The hint that an error carries: `did you mean "x"?`, or nil where no candidate is near.
  package static func suggestion(for word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates).map { "did you mean \"\($0)\"?" }
  }
}
