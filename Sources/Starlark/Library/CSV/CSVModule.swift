import StarlarkCompiler

/// The module `csv`.
enum CSVModule {
  private static let delimiter = Signature.Parameter.named(
    "delimiter", .string, default: "\",\"", "One ASCII character between fields.")
  private static let header = Signature.Parameter.named(
    "header", .bool, default: "True",
    "Whether the first record names the columns; if not, rows are lists.")

  static let functions = [
    NativeFunction(
      Signature(
        "csv.parse",
        [.positional("text", .union([.string, .bytes])), delimiter, header], result: .list(.any),
        documentation:
          "The rows of comma-separated text; the fields of a row are attributes named by the header."
      )
    ) { machine, arguments in
      let text = arguments[0]
      guard text.isObject(.string) || text.isObject(.bytes) else {
        return Arguments.fail(machine, "csv.parse", "text", got: text, want: "string or bytes")
      }
      return parse(machine, "csv.parse", "csv.parse", StringObject(text.object), arguments + 1)
    },
    NativeFunction(
      Signature(
        "csv.read", [.positional("path", .string), delimiter, header], result: .list(.any),
        documentation:
          "The rows of a file of comma-separated text; the fields of a row are attributes named by "
          + "the header."),
      isImpure: true
    ) { machine, arguments in
      guard let path = Arguments.string(machine, "csv.read", "path", arguments[0]) else {
        return .failed
      }
      guard let files = machine.evaluator.host as? any FileReading else {
        return machine.fail("csv.read: files cannot be read here")
      }
      guard let bytes = files.readFile(path.text, machine: machine) else { return .failed }
      let text = StringObject(machine.heap.bytes(bytes).object)
      return parse(machine, "csv.read", path.text, text, arguments + 1)
    },
    NativeFunction(
      Signature(
        "csv.write",
        [
          .positional("rows", .elements),
          .named(
            "columns", .iterable(.string),
            "The columns in order; without it, those of the first row."),
          delimiter,
        ], result: .string,
        documentation:
          "Comma-separated text of rows, which are structs, dicts, lists or tuples; the first two "
          + "kinds get a header.")
    ) { machine, arguments in
      guard Arguments.iterable(machine, "csv.write", "rows", arguments[0]),
        arguments[1].isUnbound || Arguments.iterable(machine, "csv.write", "columns", arguments[1]),
        let delimiter = delimiter(machine, "csv.write", arguments[2])
      else { return .failed }
      var writer = CSVWriter(machine, delimiter: delimiter)
      return writer.write(rows: arguments[0], columns: arguments[1])
    },
  ]

  private static func parse(
    _ machine: Machine, _ function: String, _ source: String, _ text: StringObject,
    _ options: Values
  ) -> Value {
    guard let delimiter = delimiter(machine, function, options[0]),
      let hasHeader = options[1].isUnbound
        ? true : Arguments.bool(machine, function, "header", options[1])
    else { return .failed }
    return CSV.parse(machine, source, text, delimiter: delimiter, hasHeader: hasHeader)
  }

  private static func delimiter(
    _ machine: Machine, _ function: String, _ value: Value
  ) -> UInt8? {
    if value.isUnbound { return UInt8(ascii: ",") }
    guard let text = Arguments.string(machine, function, "delimiter", value) else { return nil }
    let isFine =
      text.count == 1 && text.bytes[0] < 0x80
      && ![UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(text.bytes[0])
    guard isFine else {
      machine.fail(
        "\(function): parameter `delimiter`: got \(machine.shortText(value)), want one ASCII "
          + "character that is neither a quotation mark nor a line end")
      return nil
    }
    return text.bytes[0]
  }
}
