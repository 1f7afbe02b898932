import StarlarkSyntax

extension Compiler {
  /// How many elements are gathered in registers before they go into a list.
  private static let chunk = 64

  mutating func compileList(_ elements: [Expression], into destination: Int, at span: Span) {
    guard elements.count > Self.chunk else {
      let first = compileElements(elements[...], at: span)
      return builder.emit(.newList, destination, first, elements.count, at: span)
    }
    let list = growingRegister(for: destination, while: elements, at: span)
    compileLongList(elements, into: list, at: span)
    move(list, to: destination, at: span)
  }

  mutating func compileTuple(_ elements: [Expression], into destination: Int, at span: Span) {
    guard elements.count > Self.chunk else {
      let first = compileElements(elements[...], at: span)
      return builder.emit(.newTuple, destination, first, elements.count, at: span)
    }
    let list = builder.allocate(at: span)
    compileLongList(elements, into: list, at: span)
    builder.emit(.listToTuple, destination, list, at: span)
  }

  private mutating func compileLongList(_ elements: [Expression], into list: Int, at span: Span) {
    let top = builder.top
    for start in stride(from: 0, to: elements.count, by: Self.chunk) {
      let part = elements[start..<min(start + Self.chunk, elements.count)]
      let first = compileElements(part, at: span)
      builder.emit(start == 0 ? .newList : .extend, list, first, part.count, at: span)
      builder.release(to: top)
    }
  }

  /// Compiles values into consecutive registers and gives the first; a single one may be a variable's.
  private mutating func compileElements(_ elements: ArraySlice<Expression>, at span: Span) -> Int {
    if elements.count == 1, let element = elements.first { return compile(element) }
    let first = builder.top
    for element in elements {
      compile(element, into: builder.allocate(at: element.span))
    }
    return elements.isEmpty ? 0 : first
  }

  mutating func compileDict(_ entries: [DictEntry], into destination: Int, at span: Span) {
    if let keys = constantKeys(of: entries) {
      let first = compileElements(entries.map(\.value)[...], at: span)
      builder.emit(.newDictK, destination, first, entries.count, at: span)
      return builder.extra(.constant(pool.index(of: .names(keys))), at: span)
    }
    let values = entries.lazy.flatMap { [$0.key, $0.value] }
    let dict = growingRegister(for: destination, while: values, at: span)
    builder.emit(.newDict, dict, wide: entries.count, at: span)
    let top = builder.top
    for entry in entries {
      let key = compile(entry.key)
      builder.emit(.insertUnique, dict, key, compile(entry.value), at: entry.key.span)
      builder.release(to: top)
    }
    move(dict, to: destination, at: span)
  }

  /// The keys of a dict where they are texts that differ, and few enough to gather their values in registers.
  private func constantKeys(of entries: [DictEntry]) -> [String]? {
    guard (1...Self.chunk).contains(entries.count) else { return nil }
    var keys: [String] = []
    for entry in entries {
      guard case .string(let bytes) = constant(of: entry.key) else { return nil }
      let key = String(decoding: bytes, as: UTF8.self)
      guard key.utf8.elementsEqual(bytes) else { return nil }
      keys.append(key)
    }
    return Set(keys.map { Array($0.utf8) }).count == keys.count ? keys : nil
  }

  mutating func compileFormatted(_ parts: [FormattedPart], into destination: Int, at span: Span) {
    if parts.count == 1 {
      return compile(parts[0], into: destination, at: span)
    }
    let first = builder.top
    for part in parts {
      if builder.top - first == Self.chunk {
        builder.emit(.concatenate, first, first, Self.chunk, at: span)
        builder.release(to: first + 1)
      }
      compile(part, into: builder.allocate(at: span), at: span)
    }
    builder.emit(.concatenate, destination, first, builder.top - first, at: span)
  }

  private mutating func compile(_ part: FormattedPart, into destination: Int, at span: Span) {
    switch part {
    case .text(let text):
      load(.string(text), into: destination, at: span)
    case .value(let value, let conversion, let format):
      var choices: FormatChoices = conversion == .repr ? .repr : []
      if format?.width != nil { choices.insert(.width) }
      if format?.precision != nil { choices.insert(.precision) }
      let source: Int
      if let format, !format.expressions.isEmpty {
        source = builder.top
        for part in [value] + format.expressions {
          compile(part, into: builder.allocate(at: span))
        }
        builder.release(to: source)
      } else {
        source = compile(value, near: destination)
      }
      builder.emit(.formatValue, destination, source, choices.rawValue, at: value.span)
      let constant: Constant = format.map { .format($0.fixed) } ?? .none
      builder.extra(.constant(pool.index(of: constant)), at: value.span)
    }
  }
}

// Constant expressions.
extension Compiler {
  /// The value of an expression that is constant: a literal, a number with a sign, literals that are joined.
  func constant(of expression: Expression) -> Constant? {
    switch expression.kind {
    case .int(let value): return .int(value)
    case .bigInt(let digits, let radix): return .bigInt(digits: digits, radix: radix)
    case .float(let value): return .float(bits: value.bitPattern)
    case .string(let text): return .string(text)
    case .bytes(let bytes): return .bytes(bytes)
    case .formatted(let parts): return constant(of: parts)
    case .identifier: return constant(ofName: expression)
    case .unary(let op, let operand): return constant(op, operand)
    case .binary(.add, _, _, _): return joinedLiterals(expression)
    default: return nil
    }
  }

  private func constant(ofName expression: Expression) -> Constant? {
    if isUniversal(expression, "None") { return Constant.none }
    if isUniversal(expression, "True") { return .bool(true) }
    return isUniversal(expression, "False") ? .bool(false) : nil
  }

  private func constant(of parts: [FormattedPart]) -> Constant? {
    var text: [UInt8] = []
    for part in parts {
      guard case .text(let bytes) = part else { return nil }
      text += bytes
    }
    return .string(text)
  }

  private func constant(_ op: UnaryOperator, _ operand: Expression) -> Constant? {
    switch (op, constant(of: operand)) {
    // The least word has no opposite that is one: `-~9223372036854775807` is computed when it runs.
    case (.minus, .int(let value)?): value == .min ? nil : .int(-value)
    case (.minus, .float(let bits)?): .float(bits: (-Double(bitPattern: bits)).bitPattern)
    case (.plus, .int(let value)?): .int(value)
    case (.plus, .float(let bits)?): .float(bits: bits)
    case (.invert, .int(let value)?): .int(~value)
    default: nil
    }
  }

  private func joinedLiterals(_ expression: Expression) -> Constant? {
    var text: [UInt8] = []
    let terms = expression.terms(of: .add)
    for term in terms {
      guard let literal = term.stringLiteral else { return nil }
      text += literal
    }
    return .string(text)
  }
}
