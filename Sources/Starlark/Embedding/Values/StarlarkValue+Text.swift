extension StarlarkValue: CustomStringConvertible {
  /// The value as `repr()` prints it in a script.
  public var description: String {
    var text = TextBuffer()
    append(to: &text)
    return text.text
  }

  private func append(to text: inout TextBuffer) {
    switch self {
    case .none: text.append("None")
    case .bool(let truth): text.append(truth ? "True" : "False")
    case .int(let number): text.append(decimal: number)
    case .wideInt(let number): text.append(number.description)
    case .float(let number): Floats.append(number, into: &text)
    case .string(let string): Self.append(quoting: Array(string.utf8), to: &text)
    case .bytes(let bytes):
      text.append("b")
      Self.append(quoting: bytes, to: &text)
    case .list(let elements): Self.append("[", elements, "]", to: &text)
    case .tuple(let elements):
      Self.append("(", elements, elements.count == 1 ? ",)" : ")", to: &text)
    case .set(let elements): Self.append("set([", elements, "])", to: &text)
    case .dict(let entries):
      text.append("{")
      for (index, entry) in entries.enumerated() {
        if index > 0 { text.append(", ") }
        entry.key.append(to: &text)
        text.append(": ")
        entry.value.append(to: &text)
      }
      text.append("}")
    case .structure(let name, let fields):
      text.append(name)
      text.append("(")
      for (index, field) in fields.enumerated() {
        if index > 0 { text.append(", ") }
        text.append(field.name)
        text.append(" = ")
        field.value.append(to: &text)
      }
      text.append(")")
    case .object(let reference): text.append(reference.object.starlarkText)
    case .handle(let handle): text.append(handle.description)
    }
  }

  private static func append(
    _ open: StaticString, _ elements: [StarlarkValue], _ close: StaticString,
    to text: inout TextBuffer
  ) {
    text.append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(", ") }
      element.append(to: &text)
    }
    text.append(close)
  }

  private static func append(quoting bytes: [UInt8], to text: inout TextBuffer) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return text.append("\"\"") }
      unsafe text.append(
        quoting: Bytes(UnsafeMutablePointer(mutating: base)), count: buffer.count)
    }
  }
}
