internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax

// What `reeve check` says of a file, with the texts of other open files in place of what the disk has.
extension LanguageServer {
  func diagnostics(of document: EditedDocument) -> [JSON] {
    var settings = Self.checkSettings(document.path, streams)
    settings.files = OpenFiles(documents.values)
    let found = Checker(settings).check(document.source)
    return found.compactMap { diagnostic in
      diagnostic.source.name == document.path
        ? diagnostic.message(in: document)
        : elsewhere(diagnostic, in: document)
    }
  }

  static func checkSettings(_ path: String, _ streams: Streams) -> SessionSettings {
    Reeve.checkSettings(path, nil, streams)
  }

  /// What is wrong in a file that the document loads, told at the load.
  private func elsewhere(_ diagnostic: Diagnostic, in document: EditedDocument) -> JSON? {
    let (file, _) = Parser.check(document.source, dialect: .runbook)
    let folder = document.path.lastIndex(of: "/").map { document.path[..<$0] } ?? ""
    for case .load(let load) in file.statements.map(\.kind)
    where diagnostic.source.name.hasSuffix(load.module)
      || "\(folder)/\(load.module)" == diagnostic.source.name
    {
      let place = diagnostic.source.position(of: diagnostic.span.start)
      return [
        "range": document.range(load.moduleSpan), "severity": 1, "source": "reeve",
        "message": .string("\(diagnostic.source.name):\(place): \(diagnostic.message)"),
      ]
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate func message(in document: EditedDocument) -> JSON {
    let text = message + (hint.map { "\n\($0)" } ?? "")
    return [
      "range": document.range(span), "severity": severity == .error ? 1 : 2, "source": "reeve",
      "code": .string(rule.rawValue), "message": .string(text),
    ]
  }
}

/// The files of this machine, those that are open in an editor as they stand there.
private struct OpenFiles: FileSource {
  private let local = LocalFiles()
  private let open: [String: [UInt8]]

  init(_ documents: some Collection<EditedDocument>) {
    var open: [String: [UInt8]] = [:]
    for document in documents {
      open[local.resolve(document.path) ?? document.path] = document.source.bytes
    }
    self.open = open
  }

  func resolve(_ path: String) -> String? {
    local.resolve(path) ?? (open[path] == nil ? nil : path)
  }

  func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    if let bytes = open[path] { return bytes }
    return try local.read(path, limit: limit)
  }
}
