import StarlarkCompiler

/// The methods of strings.
enum StringMethods {
  static let all = search + affixes + splitting + cases + tests + strips + views

  static let bounds: [Signature.Parameter] = [
    .optional("start", .optionalInt, default: "0"), .optional("end", .optionalInt, default: "len"),
  ]

  @inline(__always)
  static func receiver(_ arguments: Values) -> StringObject { StringObject(arguments[-2].object) }

  /// A part of a string as a string: the string itself if the part is all of it.
  @inline(__always)
  static func part(_ machine: Machine, of string: StringObject, from start: Int, to end: Int)
    -> Value
  {
    if start == 0 && end == string.count { return Value(string.object) }
    let count = end - start
    guard _slowPath(count > 1 << 20) else {
      return machine.heap.string(string.bytes + start, count: count)
    }
    let part = machine.heap.uninitializedString(count: count)
    return machine.copy(string.bytes + start, to: part.bytes, count: count)
      ? Value(part.object) : .failed
  }

  // MARK: Views and formats

  private static func view(
    _ name: String, _ parts: StringViewObject.Parts, _ element: TypeDescriptor,
    _ documentation: String
  ) -> NativeFunction {
    NativeFunction(
      Signature("string.\(name)", result: .iterable(element), documentation: documentation)
    ) { machine, arguments in machine.heap.stringView(parts, of: arguments[-2]) }
  }

  private static let views = [
    view(
      "codepoint_ords", .codePointOrdinals, .int, "An iterable over the code points as numbers."),
    view("codepoints", .codePoints, .string, "An iterable over the code points as strings."),
    view("elem_ords", .elementOrdinals, .int, "An iterable over the bytes as numbers."),
    view("elems", .elements, .string, "An iterable over the bytes as strings."),
    NativeFunction(
      Signature(
        "string.format", [.rest("args"), .keywords("kwargs")], result: .string,
        documentation:
          "The string with each field in braces replaced: {} by the next argument, {0} by an "
          + "argument's number, {name} by name; !r asks for its repr. {{ and }} are braces.")
    ) { machine, arguments in
      Format.braces(
        machine, format: receiver(arguments), arguments: TupleObject(arguments[0].object),
        keywords: TableObject(arguments[1].object))
    },
  ]
}
