// What surrounds the cursor in a text that is being typed. The text is not finished, so it is read by bytes: what
// opens and closes, no tree.

/// What surrounds the cursor in a text that is being typed.
package struct TypedPlace {
  /// A call whose arguments are being typed.
  package struct OpenCall {
    /// What is called, as it is written: `ignorePort`, `cloud.call`, `hosts()[0].host_name.split`.
    package let path: String
    /// How many arguments stand before the one at the cursor.
    package var position = 0
    /// The name of the argument at the cursor, where it has one.
    package var keyword: String?
    /// The names of all arguments so far that have one.
    package var keywords: Set<String> = []
    /// The first argument, where it is a string without escapes.
    package var firstText: String?

    /// The expression whose keys the first argument is among: `d` in `d.get("na`.
    var ownerOfKeys: String? {
      for method in [".get", ".pop", ".setdefault"] where path.hasSuffix(method) {
        return String(path.dropLast(method.utf8.count))
      }
      return nil
    }
  }

  /// A string that is not closed.
  package struct OpenText {
    package let quote: String
    /// The offset of its first character.
    package let start: Int
  }

  /// The part of a name before the cursor, and where it starts.
  package private(set) var word = ""
  package private(set) var wordStart = 0
  /// The expression before the dot before that name: `cloud` in `cloud.ca`, `hosts()[0]` in `hosts()[0].na`.
  package private(set) var owner: String?
  /// The innermost call whose arguments are being typed.
  package private(set) var call: OpenCall?
  /// The expression whose index is being typed: `d` in `d["na`.
  package private(set) var container: String?
  /// The string that the cursor is in.
  package private(set) var text: OpenText?
  package private(set) var isInComment = false
  /// All names before the cursor.
  package private(set) var names: Set<String> = []

  /// Whether a name could stand at the cursor.
  package var takesName: Bool { text == nil && !isInComment && word.first?.isNumber != true }

  package init(_ text: String, cursor: Int) {
    var scanner = Scanner(bytes: Array(text.utf8.prefix(cursor)))
    scanner.scan()
    let bytes = scanner.bytes
    self.text = scanner.text
    isInComment = scanner.isInComment
    names = scanner.names
    let limit = scanner.text?.start ?? 0
    var start = bytes.count
    while start > limit, Scanner.isOfName(bytes[start - 1]) { start -= 1 }
    word = String(decoding: bytes[start...], as: UTF8.self)
    wordStart = start
    if self.text == nil, start > 0, bytes[start - 1] == UInt8(ascii: ".") {
      owner = scanner.expression(endingAt: start - 1)
    }
    // A list among the arguments belongs to the argument; what stands in an f-string is an expression of its own.
    let inner = scanner.open.reversed().prefix { !$0.isField }
    call = inner.first { $0.bracket == UInt8(ascii: "(") }.flatMap(\.call)
    if let last = inner.first, last.bracket == UInt8(ascii: "[") { container = last.path }
  }

  /// Reads from the start to the cursor.
  fileprivate struct Scanner {
    struct Open {
      let bracket: UInt8
      let start: Int
      /// The expression before the bracket.
      let path: String?
      var call: OpenCall?
      /// How the f-string ends in which this is a field.
      var closing: [UInt8]?

      var isField: Bool { closing != nil }
    }

    let bytes: [UInt8]
    var position = 0
    var open: [Open] = []
    var text: OpenText?
    var isInComment = false
    var names: Set<String> = []
    private var lastName: String?
    /// Where brackets and strings begin that end before an offset.
    private var starts: [Int: Int] = [:]

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func scan() {
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "#"): skipComment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          guard beginText(byte) else { return }
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): begin(byte)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
          guard end() else { return }
        case UInt8(ascii: ","):
          if let last = open.indices.last {
            open[last].call?.position += 1
            open[last].call?.keyword = nil
          }
          position += 1
        case UInt8(ascii: "="): equals()
        case _ where Self.isOfName(byte): name()
        default:
          if byte != UInt8(ascii: " ") { lastName = nil }
          position += 1
        }
      }
    }

    private mutating func begin(_ bracket: UInt8) {
      let path = expression(endingAt: position)
      let call =
        bracket == UInt8(ascii: "(") ? path.map { OpenCall(path: $0) } : nil
      open.append(Open(bracket: bracket, start: position, path: path, call: call))
      lastName = nil
      position += 1
    }

    /// Ends what the last bracket began; false where the cursor is in the rest of an f-string.
    private mutating func end() -> Bool {
      lastName = nil
      position += 1
      guard let last = open.popLast() else { return true }
      if let closing = last.closing {
        return skipText(to: closing, from: last.start, isFormatted: true)
      }
      starts[position] = last.start
      return true
    }

    private mutating func name() {
      let start = position
      while position < bytes.count, Self.isOfName(bytes[position]) { position += 1 }
      let name = String(decoding: bytes[start..<position], as: UTF8.self)
      lastName = name
      // The word at the cursor is not finished.
      if position < bytes.count, name.first?.isNumber == false { names.insert(name) }
    }

    private mutating func equals() {
      let isComparison =
        position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "=")
      if !isComparison, let lastName, let last = open.indices.last {
        open[last].call?.keyword = lastName
        open[last].call?.keywords.insert(lastName)
      }
      lastName = nil
      position += isComparison ? 2 : 1
    }

    private mutating func skipComment() {
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      isInComment = position == bytes.count
    }

    /// Begins a string; false where it is not closed.
    private mutating func beginText(_ quote: UInt8) -> Bool {
      let isLong = bytes[position...].prefix(3).elementsEqual([quote, quote, quote])
      let closing = Array(repeating: quote, count: isLong ? 3 : 1)
      let isPrefixed = position > 0 && Self.isOfName(bytes[position - 1])
      let prefix = isPrefixed ? lastName ?? "" : ""
      let start = position - prefix.utf8.count
      position = min(position + closing.count, bytes.count)
      lastName = nil
      let isFormatted = ["f", "fr", "rf"].contains(prefix)
      return skipText(to: closing, from: start, isFormatted: isFormatted)
    }

    /// Skips the text of a string, up to its end or to a field in it; false where it is not closed.
    private mutating func skipText(
      to closing: [UInt8], from begin: Int, isFormatted: Bool
    ) -> Bool {
      let start = position
      while position < bytes.count {
        let byte = bytes[position]
        if byte == UInt8(ascii: "\\") {
          position += 2
        } else if closing.count == 1, byte == UInt8(ascii: "\n") {
          // The text is faulty; what follows is read as code.
          return true
        } else if bytes[position...].starts(with: closing) {
          if let last = open.indices.last, open[last].call?.position == 0 {
            open[last].call?.firstText = String(decoding: bytes[start..<position], as: UTF8.self)
          }
          position += closing.count
          starts[position] = begin
          return true
        } else if isFormatted, byte == UInt8(ascii: "{") {
          let isDoubled = position + 1 < bytes.count && bytes[position + 1] == byte
          guard !isDoubled else {
            position += 2
            continue
          }
          open.append(Open(bracket: byte, start: begin, path: nil, closing: closing))
          position += 1
          return true
        } else {
          position += 1
        }
      }
      position = bytes.count
      text = OpenText(quote: String(decoding: closing, as: UTF8.self), start: min(start, position))
      return false
    }

    /// The expression that ends before an offset: names with dots between them, calls, indexes and literals.
    func expression(endingAt end: Int) -> String? {
      var start = end
      while start > 0 {
        if let begin = starts[start], bytes[start - 1] != UInt8(ascii: ".") {
          let isLiteral = begin < start && !Self.isOpening(bytes[begin])
          start = begin
          if isLiteral { break }
        } else if Self.isOfName(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") {
          start -= 1
        } else {
          break
        }
      }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      guard let first = text.first, !first.isNumber, first != "." else { return nil }
      return text
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
    }

    static func isOfName(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        true
      default: false
      }
    }
  }
}
