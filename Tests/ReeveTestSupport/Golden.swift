import CustomDump
import FoundationEssentials
import Glibc
package import Testing

/// Compares a text with the file that holds what it should be.
///
/// With `REEVE_UPDATE_GOLDENS=1` in the environment, the file is rewritten instead; review it like code.
package func expectGolden(
  _ actual: String, _ name: String, in fixtures: Fixtures,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = fixtures.path(name)
  if ProcessInfo.processInfo.environment["REEVE_UPDATE_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(
      atPath: fixtures.folder, withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: URL(filePath: path))
    return
  }
  guard let expected = try? fixtures.text(name) else {
    Issue.record(
      "no golden \(path); REEVE_UPDATE_GOLDENS=1 writes it", sourceLocation: sourceLocation)
    return
  }
  if expected != actual {
    let difference = diff(expected, actual) ?? "they differ in what is not shown"
    Issue.record("\(name) is not as recorded:\n\(difference)", sourceLocation: sourceLocation)
  }
}
