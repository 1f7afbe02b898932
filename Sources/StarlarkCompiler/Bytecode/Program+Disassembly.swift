// Programs as text for tests and for people: a line for each instruction, with what its words refer to.

import StarlarkSyntax

extension Program {
  /// The program's code as text.
  package var disassembly: String {
    var text = ""
    for index in functions.indices {
      if index > 0 { text += "\n" }
      text += disassembly(ofFunction: index)
    }
    return text
  }

  /// The code of one function as text.
  package func disassembly(ofFunction index: Int) -> String {
    let code = functions[index]
    var text = "\(index) \(code.name)(\(parameters(of: code))) registers \(code.registerCount)\n"
    if let documentation = code.documentation {
      text += "  documentation \(documentation.debugDescription)\n"
    }
    if !code.freeVariables.isEmpty {
      text += "  free \(code.freeVariables.joined(separator: ", "))\n"
    }
    for range in code.iterators {
      text += "  locked r\(range.register) in \(range.start)..<\(range.end)\n"
    }
    var listing = Listing(program: self, code: code)
    while listing.position < code.words.count {
      text += listing.next()
    }
    return text
  }

  private func parameters(of code: FunctionCode) -> String {
    var parts: [String] = []
    for (index, parameter) in code.parameters.enumerated() {
      if index == code.positionalCount, code.keywordOnlyCount > 0 { parts.append("*") }
      let isStarStar = code.hasStarStar && index == code.parameters.count - 1
      let isStar = code.hasStar && index == code.positionalCount + code.keywordOnlyCount
      let stars = isStar ? "*" : isStarStar ? "**" : ""
      let value = parameter.defaultIndex.map { " = default \($0)" } ?? ""
      parts.append(stars + parameter.name + value)
    }
    return parts.joined(separator: ", ")
  }
}

/// The instructions of a function, one after the other.
private struct Listing {
  let program: Program
  let code: FunctionCode
  var position = 0
  private var relocations: [Int: Relocation.Target] = [:]

  init(program: Program, code: FunctionCode) {
    self.program = program
    self.code = code
    for relocation in code.relocations {
      relocations[relocation.word] = relocation.target
    }
  }

  /// The line of the next instruction: offset, place, opcode, operands.
  mutating func next() -> String {
    let instruction = Instruction(word: code.words[position])
    let end = position + 1 + instruction.opcode.extraWords
    let place = program.source.position(of: code.spans[position].start).description
    var operands = instruction.opcode.operands.map { text(of: $0, of: instruction, end: end) }
    operands += (position + 1..<end).map { text(ofWord: $0) }
    if instruction.isReversed { operands.swapAt(1, 2) }
    let line =
      "\(position)".padded(to: 6, atStart: true) + "  " + place.padded(to: 8) + " "
      + "\(instruction.opcode)".padded(to: 24) + " " + operands.joined(separator: ", ")
    position = end
    return line.trimmedAtEnd + "\n"
  }

  private func text(of operand: Opcode.Operand, of instruction: Instruction, end: Int) -> String {
    switch operand {
    case .register(let field): "r\(instruction[field])"
    case .number(let field): "\(instruction[field])"
    case .signed(.b): "\(instruction.signedB)"
    case .signed: "\(instruction.signedC)"
    case .wide: "\(instruction.wide)"
    case .target(.b): "→ \(end + instruction.signedB)"
    case .target: "→ \(end + instruction.signedC)"
    case .wideTarget: "→ \(end + instruction.wide)"
    case .registers(let first, let count):
      instruction[count] == 0
        ? "none" : "r\(instruction[first])…r\(instruction[first] + instruction[count] - 1)"
    case .stars(let field):
      ["no stars", "*", "**", "* **"][min(instruction[field], 3)]
    }
  }

  private func text(ofWord word: Int) -> String {
    switch relocations[word] {
    case .constant(let index): program.constants[index].description
    case .method(let index): ".\(program.constants[index].name)"
    case .global(let slot): "global \(slot) \(program.globals[slot])"
    case .predeclared(let index): "predeclared \(program.predeclared[index])"
    case .function(let index): "function \(index) \(program.functions[index].name)"
    case nil: "\(code.words[word])"
    }
  }
}

extension Constant: CustomStringConvertible {
  /// The value as a program would write it.
  package var description: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .bigInt(let digits, let radix):
      (radix == 10 ? "" : "base \(radix) ") + String(decoding: digits, as: UTF8.self)
    case .float(let bits): "\(Double(bitPattern: bits))"
    case .string: name.debugDescription
    case .bytes(let bytes): "b\"" + bytes.map(Self.escaped).joined() + "\""
    case .names(let names): "(\(names.joined(separator: ", ")))"
    case .type(let type): "type \(type)"
    case .format(let format): "format \(format.specification)"
    }
  }

  /// A byte as a bytes literal would write it.
  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\\(Unicode.Scalar(byte))"
    case 0x20..<0x7F: "\(Unicode.Scalar(byte))"
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  /// A string without quotes.
  fileprivate var name: String {
    if case .string(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}

extension FormatWidth {
  /// The format as an f-string would write it, with every part that is not the default.
  fileprivate var specification: String {
    let sign =
      switch alignment {
      case .automatic: ""
      case .left: "<"
      case .right: ">"
      case .center: "^"
      }
    return (fill == " " ? "" : "\(fill)") + sign + (showsPlus ? "+" : "")
      + (width > 0 ? "\(width)" : "") + (groups ? "," : "")
      + (precision.map { ".\($0)" } ?? "")
      + (presentation.map { "\(Unicode.Scalar($0))" } ?? "")
  }
}

extension String {
  fileprivate func padded(to width: Int, atStart: Bool = false) -> String {
    let padding = String(repeating: " ", count: Swift.max(0, width - count))
    return atStart ? padding + self : self + padding
  }

  fileprivate var trimmedAtEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
