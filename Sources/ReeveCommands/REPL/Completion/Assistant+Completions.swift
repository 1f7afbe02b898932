internal import LineEditor
internal import Runbooks
internal import StarlarkCompiler
internal import StarlarkSyntax

// What Tab offers.
extension Assistant {
  /// More than anybody looks through.
  private static let most = 200

  func completions(of text: String, at cursor: Int) -> CompletionList {
    if ConsoleLine.isForConsole(text) { return consoleCompletions(of: text, at: cursor) }
    let place = TypedPlace(text, cursor: cursor)
    if place.text != nil { return textCompletions(place, text, cursor) }
    guard place.takesName else { return CompletionList() }
    let range = place.wordStart..<cursor
    // Dots after something else, such as a number, have no names behind them.
    let isMember =
      range.lowerBound > 0 && Array(text.utf8)[range.lowerBound - 1] == UInt8(ascii: ".")
    if isMember {
      guard let owner = place.owner else { return CompletionList() }
      return members(of: owner, place, text, range)
    }
    let signature = place.call.flatMap { self.signature(of: $0.path, in: text) }
    var items = keywords(place, signature, range)
    items += values(place, signature, range)
    let known = place.names.subtracting(allNames).sorted()
    items += (known + allNames).filter { $0.hasPrefix(place.word) }
      .map { Completion($0, replacing: range, detail: detail(of: $0)) }
    return CompletionList(items)
  }

  private func detail(of path: String) -> String {
    if let signature = References.signature(of: path) { return signature.text(width: 60) }
    if let function = values.function(path) { return function.call }
    return values.typeName(of: path) ?? ""
  }

  // MARK: Attributes

  private func members(
    of owner: String, _ place: TypedPlace, _ text: String, _ range: Range<Int>
  ) -> CompletionList {
    guard let known = known(owner, in: text) else { return CompletionList() }
    let type = typeName(of: known)
    var members: [(name: String, type: String)] = []
    if case .value(let path) = known {
      members = values.members(of: path)
    } else if let type {
      members = inventory?.members(of: type) ?? []
      if members.isEmpty { members = References.fields(of: type).map { ($0.name, "\($0.type)") } }
      members += References.methods(of: type).map { ($0, "") }
    }
    return CompletionList(
      members.filter { $0.name.hasPrefix(place.word) }.map { member in
        let signature =
          References.signature(of: "\(owner).\(member.name)")
          ?? type.flatMap { References.signature(of: "\($0).\(member.name)") }
        return Completion(
          member.name, replacing: range, detail: signature?.text(width: 60) ?? member.type)
      }.sorted { $0.text < $1.text })
  }

  // MARK: Arguments

  private func keywords(
    _ place: TypedPlace, _ signature: Signature?, _ range: Range<Int>
  ) -> [Completion] {
    guard let call = place.call, call.keyword == nil else { return [] }
    func offer(_ name: String, _ detail: String) -> Completion? {
      guard name.hasPrefix(place.word), !call.keywords.contains(name) else { return nil }
      return Completion(name + " = ", replacing: range, detail: detail)
    }
    guard let signature else {
      return values.keywords(of: call.path).compactMap {
        offer($0.name, $0.isOptional ? "" : "needed")
      }
    }
    return signature.parameters.filter { $0.kind == .ordinary || $0.kind == .keywordOnly }
      .compactMap { offer($0.name, $0.shortFacts) }
  }

  /// Strings that an argument may be, while nothing of it is typed.
  private func values(
    _ place: TypedPlace, _ signature: Signature?, _ range: Range<Int>
  ) -> [Completion] {
    guard place.word.isEmpty, let call = place.call, let signature,
      let parameter = References.parameter(at: call, of: signature),
      case .oneOf(let values)? = parameter.limit
    else { return [] }
    return values.map { Completion("\"\($0)\"", replacing: range, detail: parameter.name) }
  }

  // MARK: Within strings

  private func textCompletions(
    _ place: TypedPlace, _ text: String, _ cursor: Int
  ) -> CompletionList {
    guard let open = place.text else { return CompletionList() }
    let bytes = Array(text.utf8)
    let range = open.start..<cursor
    let typed = String(decoding: bytes[range], as: UTF8.self)
    // The closing quote may stand there already.
    let rest = bytes[cursor...]
    let end = rest.starts(with: open.quote.utf8) ? "" : open.quote
    func offer(keys: [String]) -> CompletionList {
      CompletionList(
        keys.filter { $0.hasPrefix(typed) }
          .map { Completion($0.quotable + end, replacing: range, label: $0) })
    }
    if let container = place.container {
      let keys = keys(of: container, in: text)
      if !keys.isEmpty { return offer(keys: keys) }
    }
    guard let call = place.call else { return CompletionList() }
    if let dict = call.ownerOfKeys, call.position == 0, call.keyword == nil {
      let keys = keys(of: dict, in: text)
      if !keys.isEmpty { return offer(keys: keys) }
    }
    if let endings = Self.files[call.path], call.position == 0, call.keyword == nil {
      return CompletionList(files(typed, range, endings, end))
    }
    if call.path == "load" { return offer(keys: names(inFileOf: place, text)) }
    let parameter = signature(of: call.path, in: text).flatMap {
      References.parameter(at: call, of: $0)
    }
    // Functions of the session call their parameters as the built-ins do.
    let name =
      parameter?.name ?? call.keyword
      ?? values.keywords(of: call.path).dropFirst(call.position)
      .first?.name
    if case .oneOf(let values)? = parameter?.limit {
      return CompletionList(
        values.filter { $0.hasPrefix(typed) }
          .map { Completion($0 + end, replacing: range, label: $0) })
    }
    guard let kind = name.flatMap(Inventory.kind) else { return CompletionList() }
    return ids(kind, typed, range, end)
  }

  private func ids(
    _ kind: Inventory.Kind, _ typed: String, _ range: Range<Int>, _ end: String
  ) -> CompletionList {
    guard let inventory else { return CompletionList() }
    let found = inventory.matches(kind, typed, most: Self.most)
    guard found.count > 0 else {
      return CompletionList(note: inventory.isReading(kind) ? "reading \(kind.plural) …" : nil)
    }
    let items = found.entries.map { entry in
      Completion(
        entry.id.quotable + end, replacing: range, detail: entry.name.isEmpty ? "" : entry.id,
        label: entry.name.isEmpty ? entry.id : entry.name)
    }
    return CompletionList(
      items, more: found.count - items.count, prefix: found.count > 1 ? found.prefix : nil)
  }

  /// The names that a file gives which is being loaded.
  private func names(inFileOf place: TypedPlace, _ text: String) -> [String] {
    guard let name = place.call?.firstText,
      let bytes = try? InputFile.read("\(folder)/\(name)", limit: 1 << 20)
    else { return [] }
    let (file, _) = Parser.check(SourceText(name: name, bytes: bytes), dialect: dialect)
    let own = file.statements.filter { if case .load = $0.kind { false } else { true } }
    return Set(BoundNames.of(own).map(\.name)).filter { !$0.hasPrefix("_") }.sorted()
  }

  /// The functions that take the name of a file, with what such names end with.
  private static let files = ["load": [".star"], "csv.read": [".csv"]]

  func files(
    _ typed: String, _ range: Range<Int>, _ endings: [String], _ end: String, isText: Bool = true
  ) -> [Completion] {
    FileNames.completions(of: typed, in: folder, endings: endings).map {
      Completion(
        (isText ? $0.path.quotable : $0.path) + ($0.isFolder ? "" : end), replacing: range,
        label: $0.path)
    }
  }

  // MARK: The console's own lines

  private func consoleCompletions(of text: String, at cursor: Int) -> CompletionList {
    let line = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
    if line.hasPrefix("?") {
      let range = 1..<cursor
      let word = String(line.dropFirst())
      let names = Set(allNames + References.names)
      return CompletionList(
        names.filter { $0.hasPrefix(word) }.sorted()
          .map { Completion($0, replacing: range, detail: detail(of: $0)) })
    }
    guard let blank = line.firstIndex(where: \.isWhitespace) else {
      return CompletionList(
        ConsoleCommand.allCases.filter { ":\($0.rawValue)".hasPrefix(line) }.map {
          Completion(
            ":\($0.rawValue)" + ($0.takes == .nothing ? "" : " "), replacing: 0..<cursor,
            detail: $0.summary, label: ":\($0.rawValue)")
        })
    }
    guard let command = ConsoleCommand(rawValue: String(line[..<blank].dropFirst())) else {
      return CompletionList()
    }
    let argument = line[blank...].drop(while: \.isWhitespace)
    let range = (cursor - argument.utf8.count)..<cursor
    func choose(_ choices: [String]) -> CompletionList {
      CompletionList(
        choices.filter { $0.hasPrefix(argument) }.map { Completion($0, replacing: range) })
    }
    switch command.takes {
    case .toggle: return choose(["on", "off"])
    case .profile: return choose(profiles)
    case .runbook:
      return CompletionList(files(String(argument), range, [".star"], "", isText: false))
    case .file: return CompletionList(files(String(argument), range, [], "", isText: false))
    case .command:
      return choose(ConsoleCommand.allCases.map(\.rawValue))
    case .expression:
      // The same as on a line of its own.
      let offset = range.lowerBound
      let inner = completions(of: String(argument), at: argument.utf8.count)
      return CompletionList(
        inner.items.map {
          Completion(
            $0.text, replacing: ($0.range.lowerBound + offset)..<($0.range.upperBound + offset),
            detail: $0.detail, label: $0.label)
        }, more: inner.more, prefix: inner.prefix)
    case .nothing, .text: return CompletionList()
    }
  }
}

extension String {
  /// The text as it stands between quotes.
  fileprivate var quotable: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\", "\"", "'": text += "\\\(scalar)"
      case "\n": text += "\\n"
      // What the terminal would obey is not for the input either.
      case _ where DisplayWidth.isUnsafe(scalar): text += scalar.escape
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
