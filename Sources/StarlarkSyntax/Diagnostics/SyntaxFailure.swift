/// The diagnostic that lexer and parser throw among themselves, in one word.
///
/// A function reserves stack for each error that it may pass on. The functions of the parser call one another
/// some 200 levels deep, so that whole diagnostics would take most of a small stack.
struct SyntaxFailure: Error {
  private final class Box: Sendable {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) {
      self.diagnostic = diagnostic
    }
  }

  private let box: Box

  @inline(never)
  init(_ diagnostic: Diagnostic) {
    box = Box(diagnostic)
  }

  var diagnostic: Diagnostic {
    box.diagnostic
  }
}
