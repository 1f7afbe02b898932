import Runbooks
import Starlark
import StarlarkSyntax
import Testing

/// For each operator and operands of every type, the checker and a run agree on whether they go together.
struct CheckedOperatorTests {
  private static let operands = [
    "None", "True", "3", "1.5", "\"abc\"", "b\"x\"", "[1]", "(1, 2)", "{1: 2}", "set([1])",
    "range(3)",
    "len",
  ]

  private static let operators: [BinaryOperator] = BinaryOperator.allCases.filter {
    $0 != .and && $0 != .or
  }

  /// What a run refuses for the types of the operands, not for their values.
  private static let words = [
    "unknown binary op", "unsupported comparison", "'in <string>' requires", "unhashable type",
  ]

  @Test(arguments: operators.map(\.rawValue))
  func `the checker refuses what a run refuses`(_ symbol: String) async {
    let checker = Checker(SessionSettings())
    for left in Self.operands {
      for right in Self.operands {
        let text = "print(\(left) \(symbol) \(right))\n"
        let source = SourceText(name: "x.star", text: text)
        let checked = await checker.check(source).first { $0.severity == .error }?.message
        let outcome = await Stage().run(text)
        let run = outcome.error?.diagnostic.message
        let isOfTypes = run.map { run in Self.words.contains { run.hasPrefix($0) } } ?? false
        if checked != nil, run?.hasPrefix("too many arguments for format string") == true {
          // Formats are checked where they are written out.
          #expect(checked == run, "\(text)")
        } else {
          #expect(checked == (isOfTypes ? run : nil), "\(text)")
        }
      }
    }
  }

  @Test(arguments: ["-", "+", "~"])
  func `the checker refuses the same operands`(_ symbol: String) async {
    let checker = Checker(SessionSettings())
    for operand in Self.operands {
      let text = "print(\(symbol)(\(operand)))\n"
      let checked = await checker.check(SourceText(name: "x.star", text: text)).first?.message
      let run = await Stage().run(text).error?.diagnostic.message
      #expect(checked == run, "\(text)")
    }
  }
}
