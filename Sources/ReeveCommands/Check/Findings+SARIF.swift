internal import HuaweiCloud
internal import StarlarkSyntax

// SARIF 2.1.0, as code hosts and editors read it.
extension Findings {
  /// The findings as one log with one run.
  var sarif: JSON {
    let rules: [JSON] = CheckRule.allCases.map { rule in
      ["id": .string(rule.rawValue), "shortDescription": ["text": .string(rule.summary)]]
    }
    let driver: JSON = [
      "name": "reeve", "version": .string(Reeve.version),
      "semanticVersion": .string(Reeve.version), "rules": .array(rules),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
          "artifacts": .array(
            artifacts.map { ["location": ["uri": .string(Self.uri($0))]] }),
          "results": .array(all.map(result)),
        ]
      ],
    ]
  }

  /// The files that were checked, and those loaded by them in which something was found.
  private var artifacts: [String] {
    (files + all.map(\.source.name)).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func result(_ diagnostic: Diagnostic) -> JSON {
    let (start, end) = diagnostic.region
    let text = diagnostic.message + (diagnostic.hint.map { ". Hint: \($0)" } ?? "")
    let location: JSON = [
      "physicalLocation": [
        "artifactLocation": [
          "uri": .string(Self.uri(diagnostic.source.name)),
          "index": .int(artifacts.firstIndex(of: diagnostic.source.name) ?? 0),
        ],
        "region": [
          "startLine": .int(start.line), "startColumn": .int(start.column),
          "endLine": .int(end.line), "endColumn": .int(end.column),
        ],
      ]
    ]
    return [
      "ruleId": .string(diagnostic.rule.rawValue),
      "ruleIndex": .int(CheckRule.allCases.firstIndex(of: diagnostic.rule) ?? 0),
      "level": .string(diagnostic.level), "message": ["text": .string(text)],
      "locations": [location],
    ]
  }

  /// A path as a URI: relative as it is, absolute with its scheme, other characters escaped.
  static func uri(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || "-._~/".unicodeScalars.contains(scalar)
      if isPlain {
        text.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
