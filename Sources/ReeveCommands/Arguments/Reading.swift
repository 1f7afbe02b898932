internal import ArgumentParser
internal import StarlarkSyntax

/// Reads the values of flags.
enum Reading {
  @Sendable static func duration(_ text: String) throws -> Duration {
    try value { () throws(ValueProblem) in try Duration(written: text) }
  }

  @Sendable static func size(_ text: String) throws -> Int {
    try value { () throws(ValueProblem) in try Int(writtenSize: text) }
  }

  @Sendable static func positive(_ text: String) throws -> Int {
    guard let number = Int(text), number > 0 else {
      throw ValidationError("got \"\(text)\", want a whole number from 1")
    }
    return number
  }

  @Sendable static func port(_ text: String) throws -> Int {
    guard let number = Int(text), (0...65_535).contains(number) else {
      throw ValidationError("got \"\(text)\", want a port from 0 to 65535; 0 takes any free one")
    }
    return number
  }

  @Sendable static func milliseconds(_ text: String) throws -> Int {
    let number = Int(text) ?? (try? Duration(written: text)).map { Int($0 / .milliseconds(1)) }
    guard let number, (0...3_600_000).contains(number) else {
      throw ValidationError("got \"\(text)\", want milliseconds or a time such as 1s, at most 1h")
    }
    return number
  }

  @Sendable static func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String
  ) throws -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let want = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    throw ValidationError("got \"\(text)\", want \(want)")
  }

  @Sendable static func languageOptions(_ text: String) throws -> [String] {
    let names = text.split(separator: ",").map(String.init)
    for name in names where Dialect.named(name) == nil {
      let near = Spelling.nearest(to: name, among: Dialect.named.map(\.name))
      throw ValidationError(
        "unknown language option \"\(name)\""
          + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    return names
  }

  private static func value<Value>(_ read: () throws(ValueProblem) -> Value) throws -> Value {
    do throws(ValueProblem) {
      return try read()
    } catch {
      throw ValidationError("got \"\(error.got)\", want \(error.want)")
    }
  }
}
