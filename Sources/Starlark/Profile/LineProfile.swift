package import StarlarkSyntax

/// What the lines and functions of programs took.
package struct LineProfile: Sendable {
  /// How often something was reached, and what it took.
  package struct Figures: Sendable, Hashable {
    package var hits = 0
    package var time = Duration.zero
    package var steps = 0

    static func += (left: inout Figures, right: Figures) {
      left.hits += right.hits
      left.time += right.time
      left.steps += right.steps
    }
  }

  /// One file.
  package struct File: Sendable {
    package let source: SourceText
    /// Every line that can be reached, whether it was or not.
    package var lines: [Int: Figures]
  }

  /// A function, with what it took itself and what it took with all that it called.
  package struct Function: Sendable {
    package let name: String
    package let file: String
    package let line: Int
    package var own = Figures()
    package var total = Figures()
  }

  /// A stack of calls, outermost first, with what was taken at its end.
  package struct Stack: Sendable {
    package let functions: [String]
    package var figures: Figures
  }

  package internal(set) var files: [File] = []
  package internal(set) var functions: [Function] = []
  package internal(set) var stacks: [Stack] = []

  /// The stacks as flame graphs and speedscope read them: functions joined by semicolons, and microseconds.
  package var collapsed: String {
    stacks.map { stack in
      let microseconds = Int(stack.figures.time / .microseconds(1))
      return stack.functions.joined(separator: ";") + " \(microseconds)\n"
    }.sorted().joined()
  }
}
