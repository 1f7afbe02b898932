/// Puts a JSON text on several lines; numbers and strings stay as they are written.
enum JSONIndenter {
  static func indent(
    _ source: StringObject, prefix: StringObject, unit: StringObject,
    into text: inout TextBuffer, machine: Machine
  ) throws(JSONReadingError) {
    var reader = JSONReader(source, machine)
    guard machine.charge(source.count >> 4) else { throw .recorded }
    var isFirst = true
    var followsKey = false
    while true {
      guard !text.isFull, machine.charge() else { throw .recorded }
      let token = try reader.next()
      switch token {
      case .end:
        if text.isFull { throw .recorded }
        return
      case .endArray, .endObject:
        if !isFirst { breakLine(reader.depth, prefix, unit, into: &text) }
        isFirst = false
      default:
        if !followsKey && reader.depth - (isOpening(token) ? 1 : 0) > 0 {
          if !isFirst { text.append(",") }
          breakLine(reader.depth - (isOpening(token) ? 1 : 0), prefix, unit, into: &text)
        }
        isFirst = isOpening(token)
      }
      followsKey = false
      switch token {
      case .beginArray: text.append("[")
      case .endArray: text.append("]")
      case .beginObject: text.append("{")
      case .endObject: text.append("}")
      case .key(let literal):
        text.append(reader.bytes + literal.range.lowerBound, count: literal.range.count)
        text.append(": ")
        followsKey = true
      case .string(let literal):
        text.append(reader.bytes + literal.range.lowerBound, count: literal.range.count)
      case .number(let range, _):
        text.append(reader.bytes + range.lowerBound, count: range.count)
      case .null: text.append("null")
      case .bool(let truth): text.append(truth ? "true" : "false")
      case .end: break
      }
    }
  }

  private static func isOpening(_ token: JSONReader.Token) -> Bool {
    switch token {
    case .beginArray, .beginObject: true
    default: false
    }
  }

  private static func breakLine(
    _ depth: Int, _ prefix: StringObject, _ unit: StringObject, into text: inout TextBuffer
  ) {
    text.append("\n")
    text.append(prefix)
    for _ in 0..<depth where !text.isFull { text.append(unit) }
  }
}
