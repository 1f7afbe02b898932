// What surrounds the cursor in a text that is being typed. The text is not finished, so it is read by bytes: what
// opens and closes, no tree.

/// What surrounds the cursor in a text that is being typed.
package struct TypedPlace {
  /// A call whose arguments are being typed.
  package struct OpenCall {
    /// What is called: `ignorePort`, `cloud.call`.
    package let path: String
    /// How many arguments stand before the one at the cursor.
    package var position = 0
    /// The name of the argument at the cursor, where it has one.
    package var keyword: String?
    /// The names of all arguments so far that have one.
    package var keywords: Set<String> = []
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
  /// What stands before the dot before that name: `cloud` in `cloud.ca`.
  package private(set) var owner: String?
  /// The innermost call whose arguments are being typed.
  package private(set) var call: OpenCall?
  /// The dict or list whose index is being typed: `d` in `d["na`.
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
      owner = Scanner.path(endingAt: start - 1, in: bytes)
    }
    // A list among the arguments belongs to the argument.
    call = scanner.open.last { $0.bracket == UInt8(ascii: "(") }.flatMap(\.call)
    if let last = scanner.open.last, last.bracket == UInt8(ascii: "[") { container = last.path }
  }

  /// Reads from the start to the cursor.
  fileprivate struct Scanner {
    struct Open {
      let bracket: UInt8
      /// The name before the bracket.
      let path: String?
      var call: OpenCall?
    }

    let bytes: [UInt8]
    var position = 0
    var open: [Open] = []
    var text: OpenText?
    var isInComment = false
    var names: Set<String> = []
    private var lastName: String?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func scan() {
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "#"): skipComment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          guard skipText(byte) else { return }
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): begin(byte)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
          _ = open.popLast()
          lastName = nil
          position += 1
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
      let path = TypedPlace.Scanner.path(endingAt: position, in: bytes)
      let call =
        bracket == UInt8(ascii: "(") ? path.map { OpenCall(path: $0) } : nil
      open.append(Open(bracket: bracket, path: path, call: call))
      lastName = nil
      position += 1
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

    /// Skips a string; false where it is not closed.
    private mutating func skipText(_ quote: UInt8) -> Bool {
      let isLong = bytes[position...].prefix(3).elementsEqual([quote, quote, quote])
      let closing = Array(repeating: quote, count: isLong ? 3 : 1)
      let start = position + closing.count
      position = start
      lastName = nil
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "\\") {
          position += 2
        } else if !isLong, bytes[position] == UInt8(ascii: "\n") {
          // The text is faulty; what follows is read as code.
          return true
        } else if bytes[position...].starts(with: closing) {
          position += closing.count
          return true
        } else {
          position += 1
        }
      }
      position = bytes.count
      text = OpenText(quote: String(decoding: closing, as: UTF8.self), start: min(start, position))
      return false
    }

    /// The dotted name that ends before an offset.
    static func path(endingAt end: Int, in bytes: [UInt8]) -> String? {
      var start = end
      while start > 0, isOfName(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") {
        start -= 1
      }
      let path = String(decoding: bytes[start..<end], as: UTF8.self)
      guard let first = path.first, !first.isNumber, first != "." else { return nil }
      return path
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
