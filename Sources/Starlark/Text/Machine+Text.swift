import StarlarkCompiler
import StarlarkSyntax

// `str` and `repr`. Nested values are followed on a stack of our own, so that depth costs no native stack.
extension Machine {
  /// The string that `str()` answers, or `.failed`.
  package func str(_ value: Value) -> Value {
    if value.isObject(.string) { return value }
    if value.isSmallInt && heap.valueLimit >= 20 { return heap.string(decimal: value.smallInt) }
    var text = TextBuffer(self)
    return str(value, into: &text) ? text.string(in: self) : .failed
  }

  /// The string that `repr()` answers, or `.failed`.
  package func repr(_ value: Value) -> Value {
    var text = TextBuffer(self)
    return repr(value, into: &text) ? text.string(in: self) : .failed
  }

  /// Appends what `str()` answers; false if it does not fit, or after an error was recorded.
  package func str(_ value: Value, into text: inout TextBuffer) -> Bool {
    if value.isObject {
      switch value.object.kind {
      case .string:
        text.append(StringObject(value.object))
        return !text.isFull
      case .bytes:
        let bytes = StringObject(value.object)
        text.append(repairing: bytes.bytes, count: bytes.count)
        return !text.isFull
      default: break
      }
    }
    return repr(value, into: &text)
  }

  /// Appends what `repr()` answers; false if it does not fit, or after an error was recorded.
  package func repr(_ value: Value, into text: inout TextBuffer) -> Bool {
    if value.isSmallInt {
      text.append(decimal: value.smallInt)
      return !text.isFull
    }
    var printer = Printer(machine: self)
    return printer.print(value, into: &text) && !text.isFull
  }
}

/// Prints one value and all that is in it.
private struct Printer {
  let machine: Machine
  /// Containers that are being printed, outermost first.
  private var levels: [Level] = []
  /// How deep values may nest: what is open takes memory that no value accounts for.
  private static let deepest = 200_000
  /// The addresses of `levels` once they are many.
  private var path: Set<UInt> = []

  private struct Level {
    let object: Object
    var position = 0
    var isFirst = true
    var wantsValue = false
  }

  init(machine: Machine) {
    self.machine = machine
  }

  mutating func print(_ value: Value, into text: inout TextBuffer) -> Bool {
    guard begin(value, into: &text) else { return false }
    while let last = levels.indices.last {
      guard last < Printer.deepest else {
        machine.fail(
          "the value nests too deeply to be printed: more than \(Printer.deepest) levels")
        return false
      }
      guard !text.isFull, machine.charge(), proceed(last, into: &text) else { return false }
    }
    return true
  }

  /// Prints a value without parts, or opens a level for one with parts.
  private mutating func begin(_ value: Value, into text: inout TextBuffer) -> Bool {
    guard value.isObject else {
      beginPlain(value, into: &text)
      return true
    }
    let object = value.object
    switch object.kind {
    case .list: enter(object, open: "[", closed: "[...]", into: &text)
    case .dict: enter(object, open: "{", closed: "{...}", into: &text)
    case .set: enter(object, open: "set([", closed: "set([...])", into: &text)
    case .tuple:
      text.append("(")
      push(object)
    case .structure:
      let structure = StructureObject(object)
      if let name = structure.moduleName {
        text.append("<module \"\(name)\">")
      } else {
        text.append(StringObject(structure.shape.typeName.object))
        text.append("(")
        push(object)
      }
    default: return beginLeaf(object, into: &text)
    }
    return true
  }

  private func beginPlain(_ value: Value, into text: inout TextBuffer) {
    if value.isSmallInt {
      text.append(decimal: value.smallInt)
    } else if value.isInlineDouble {
      Floats.append(value.inlineDouble, into: &text)
    } else if value.isNone {
      text.append("None")
    } else if value.isBool {
      text.append(Value.same(value, .yes) ? "True" : "False")
    } else {
      text.append("<unbound>")
    }
  }

  private func beginLeaf(_ object: Object, into text: inout TextBuffer) -> Bool {
    switch object.kind {
    case .string:
      let string = StringObject(object)
      text.append(quoting: string.bytes, count: string.count)
    case .bytes:
      let string = StringObject(object)
      text.append("b")
      text.append(quoting: string.bytes, count: string.count)
    case .double: Floats.append(DoubleObject(object).value, into: &text)
    case .bigInt: return Integers.append(Value(object), radix: 10, into: &text, machine: machine)
    case .range:
      let range = RangeObject(object)
      text.append("range(")
      if range.start != 0 || range.step != 1 {
        text.append(decimal: range.start)
        text.append(", ")
      }
      text.append(decimal: range.stop)
      if range.step != 1 {
        text.append(", ")
        text.append(decimal: range.step)
      }
      text.append(")")
    case .stringView:
      let view = StringViewObject(object)
      guard beginLeaf(view.string.object, into: &text) else { return false }
      text.append(".\(view.parts.methodName)()")
    case .function: text.append("<function \(FunctionObject(object).code.description.name)>")
    case .builtin:
      text.append("<built-in function \(BuiltinObject(object).native.signature.name)>")
    case .boundMethod:
      let bound = BoundMethodObject(object)
      let name = BuiltinObject(bound.method.object).native.name
      text.append("<built-in method \(name) of \(machine.typeName(bound.receiver)) value>")
    case .recordType:
      let shape = ShapeObject(RecordTypeObject(object).shape.object)
      text.append("<record \(StringObject(shape.typeName.object).text)>")
    case .host: text.append(machine.hostObject(Value(object))?.text ?? "<host>")
    default: text.append("<internal>")
    }
    return true
  }

  // MARK: Levels

  private mutating func enter(
    _ object: Object, open: StaticString, closed: StaticString, into text: inout TextBuffer
  ) {
    let isCyclic =
      levels.count < 32
      ? levels.contains { $0.object == object } : path.contains(object.address)
    if isCyclic {
      text.append(closed)
    } else {
      text.append(open)
      push(object)
    }
  }

  private mutating func push(_ object: Object) {
    if levels.count == 31 { path = Set(levels.map(\.object.address)) }
    levels.append(Level(object: object))
    if levels.count > 31 { path.insert(object.address) }
  }

  private mutating func leave(_ closing: StaticString, into text: inout TextBuffer) -> Bool {
    let level = levels.removeLast()
    if levels.count >= 31 { path.remove(level.object.address) }
    text.append(closing)
    return true
  }

  /// Prints the next part of the innermost level, or closes it.
  private mutating func proceed(_ last: Int, into text: inout TextBuffer) -> Bool {
    let object = levels[last].object
    switch object.kind {
    case .list:
      let list = ListObject(object)
      guard let index = nextIndex(last, count: list.count, into: &text) else {
        return leave("]", into: &text)
      }
      return begin(list[index], into: &text)
    case .tuple:
      let tuple = TupleObject(object)
      guard let index = nextIndex(last, count: tuple.count, into: &text) else {
        return leave(tuple.count == 1 ? ",)" : ")", into: &text)
      }
      return begin(tuple[index], into: &text)
    case .structure:
      let structure = StructureObject(object)
      guard let index = nextIndex(last, count: structure.count, into: &text) else {
        return leave(")", into: &text)
      }
      text.append(StringObject(structure.shape.names[index].object))
      text.append(" = ")
      return begin(structure.fields[index], into: &text)
    default:
      return proceedTable(last, TableObject(object), into: &text)
    }
  }

  private mutating func nextIndex(_ last: Int, count: Int, into text: inout TextBuffer) -> Int? {
    let index = levels[last].position
    guard index < count else { return nil }
    if index > 0 { text.append(", ") }
    levels[last].position = index + 1
    return index
  }

  private mutating func proceedTable(
    _ last: Int, _ table: TableObject, into text: inout TextBuffer
  ) -> Bool {
    let isDict = table.object.kind == .dict
    if levels[last].wantsValue {
      levels[last].wantsValue = false
      text.append(": ")
      return begin(table.value(at: levels[last].position - 1), into: &text)
    }
    guard let place = table.position(from: levels[last].position) else {
      return leave(isDict ? "}" : "])", into: &text)
    }
    if !levels[last].isFirst { text.append(", ") }
    levels[last].isFirst = false
    levels[last].position = place + 1
    levels[last].wantsValue = isDict
    return begin(table.key(at: place), into: &text)
  }
}

extension StructureObject {
  /// The name of the module that the structure is: its functions are called `name.function`.
  var moduleName: String? {
    guard StringObject(shape.typeName.object).text == "module" else { return nil }
    for index in 0..<count where fields[index].isObject(.builtin) {
      let name = BuiltinObject(fields[index].object).native.signature.name
      if let dot = name.firstIndex(of: ".") { return String(name[..<dot]) }
    }
    return nil
  }
}

extension StringViewObject.Parts {
  fileprivate var methodName: String {
    switch self {
    case .elements, .byteOrdinals: "elems"
    case .elementOrdinals: "elem_ords"
    case .codePoints: "codepoints"
    case .codePointOrdinals: "codepoint_ords"
    }
  }
}
