import StarlarkCompiler

// Pages for a terminal.
extension DocumentationPage {
  /// The page as lines of text.
  func text(width: Int) -> String {
    var lines = [headline(width: width)]
    lines += Self.wrapped(summary, width: width, indentation: 2)
    if !discussion.isEmpty {
      lines.append("")
      lines += Self.wrapped(discussion, width: width, indentation: 2)
    }
    let parameters = signature?.parameters ?? []
    if !parameters.isEmpty {
      lines += ["", "  Parameters"]
      for parameter in parameters {
        lines += Self.entry(
          parameter.term, parameter.facts.joined(separator: ". "), width: width)
      }
    }
    if let result = signature?.result, result != .any {
      lines += ["", "  Result  \(result)"]
    }
    if !fields.isEmpty {
      lines += ["", "  Fields"]
      for field in fields {
        let type = field.type == .any ? "" : ": \(field.type)"
        lines += Self.entry(field.name + type, field.summary, width: width)
      }
    }
    if !members.isEmpty {
      lines += ["", "  Functions"]
      lines += Self.wrapped(members.joined(separator: ", "), width: width, indentation: 4)
    }
    if let reference {
      lines.append("")
      lines += Self.wrapped("Reference: \(reference)", width: width, indentation: 2)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The call on one line where it fits, else a parameter a line.
  private func headline(width: Int) -> String {
    guard let signature else {
      return form.isEmpty ? name : form.joined(separator: "\n")
    }
    let line = signature.text()
    guard line.count > width, let open = line.firstIndex(of: "(") else { return line }
    var text = line[...open] + "\n"
    var part = ""
    var depth = 0
    let end = line.lastIndex(of: ")") ?? line.endIndex
    for character in line[line.index(after: open)..<end] {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        text += "    \(part.drop { $0 == " " }),\n"
        part = ""
      } else {
        part.append(character)
      }
    }
    return text + "    \(part.drop { $0 == " " })\n" + line[end...]
  }

  /// A term, and below it what it means.
  private static func entry(_ term: String, _ text: String, width: Int) -> [String] {
    ["    \(term)"] + wrapped(text, width: width, indentation: 8)
  }

  /// A text in lines of a width.
  static func wrapped(_ text: String, width: Int, indentation: Int) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indentation + line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [margin + line]
  }
}

extension Signature.Parameter {
  /// The parameter with its type.
  var term: String {
    let stars = kind == .star ? "*" : kind == .starStar ? "**" : ""
    return stars + name + (type == .any ? "" : ": \(type)")
  }

  /// What there is to say of it, sentence by sentence, the last without a full stop.
  var facts: [String] {
    var facts: [String] = []
    let meaning = documentation.hasSuffix(".") ? String(documentation.dropLast()) : documentation
    if !meaning.isEmpty { facts.append(meaning) }
    if let limit { facts.append("Want \(limit.wanted)") }
    switch kind {
    case .star: facts.append("Any number by position")
    case .starStar: facts.append("Any number by name")
    case .ordinary, .positionalOnly, .keywordOnly:
      if let defaultText {
        facts.append("Default \(defaultText)")
      } else if isOptional {
        facts.append("May be left out")
      }
      if kind == .keywordOnly { facts.append("By name only") }
    }
    return facts
  }
}
