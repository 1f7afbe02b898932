import FoundationEssentials

/// The files beside a test, found through the path of its source.
package struct Fixtures: Sendable {
  package let folder: String

  /// The folder of a name beside a source file.
  package init(_ name: String, beside file: String = #filePath) {
    let parent = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    folder = (parent + [name[...]]).joined(separator: "/")
  }

  /// The names of the files with an extension, in order.
  package func names(withExtension ext: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix("." + ext) }
      .sorted()
  }

  /// The path of a file.
  package func path(_ name: String) -> String {
    folder + "/" + name
  }

  package func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path(name))))
  }

  package func text(_ name: String) throws -> String {
    try String(decoding: bytes(name), as: UTF8.self)
  }
}
