/// Header fields in the order they are sent; names compare without regard to case.
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One field.
  public struct Field: Sendable, Equatable {
    /// The name as it was written.
    public var name: String
    /// The value without outer white space.
    public var value: String
  }

  /// The fields in order.
  public private(set) var fields: [Field] = []

  /// Makes an empty list.
  public init() {}

  /// Makes a list of fields in order, repeated names included.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// Appends a field; a field of the same name stays.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value.trimmed()))
  }

  /// The value of the first field of a name; setting replaces every field of that name.
  public subscript(name: String) -> String? {
    get {
      let wanted = name.lowercased()
      return fields.first { $0.name.lowercased() == wanted }?.value
    }
    set {
      let wanted = name.lowercased()
      let place = fields.firstIndex { $0.name.lowercased() == wanted }
      fields.removeAll { $0.name.lowercased() == wanted }
      guard let newValue else { return }
      let field = Field(name: name, value: newValue.trimmed())
      fields.insert(field, at: place ?? fields.count)
    }
  }

  /// Fields whose values never appear in any text that Reeve writes.
  static let sensitive: Set<String> = [
    "authorization", "x-auth-token", "x-security-token", "x-subject-token", "cookie", "set-cookie",
    "proxy-authorization",
  ]
}

extension String {
  /// The text without spaces, tabs and line ends at either end.
  func trimmed() -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { !isBlank($0) }) else { return "" }
    guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(self[first...last])
  }
}
