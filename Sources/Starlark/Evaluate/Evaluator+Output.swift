// What `print` writes, within the limit of output.
extension Evaluator {
  /// Writes what `print` prints; false, and an error, past the limit of output.
  package func print(_ bytes: [UInt8]) -> Bool {
    guard mayPrint(bytes.count) else { return false }
    output(bytes)
    return true
  }

  /// Writes a line of UTF-8, in pieces where it is long; false after an error was recorded.
  func print(_ bytes: Bytes, count: Int) -> Bool {
    guard mayPrint(count) else { return false }
    var start = 0
    while start < count {
      var end = min(start + Evaluator.pieceSize, count)
      if end < count {
        guard machine.mayGoOn() else { return false }
        while bytes[end] & 0xC0 == 0x80 { end -= 1 }
      }
      output(unsafe Array((bytes + start).buffer(count: end - start)))
      start = end
    }
    return true
  }

  /// Most bytes that go to the output at once: between two pieces a cancellation is looked at.
  private static let pieceSize = 1 << 20

  private func mayPrint(_ count: Int) -> Bool {
    if budget.write(count) <= limits.output { return true }
    record(
      EvaluationFailure(
        .limit, "the script prints more than \(limits.output) bytes",
        hint: "raise the limit with --max-output"))
    return false
  }
}
