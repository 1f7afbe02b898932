/// Reads files for scripts; the host of an evaluation may conform to it.
package protocol FileReading: AnyObject {
  /// The bytes of a file; nil after an error was recorded.
  func readFile(_ path: String, machine: Machine) -> [UInt8]?
}

/// Comma-separated text as values.
package enum CSV {
  /// The rows of a text: structures with an attribute for each name in its first record.
  ///
  /// - Parameters:
  ///   - machine: Where the rows live and errors are recorded.
  ///   - bytes: The text.
  ///   - source: What messages call it.
  /// - Returns: A list, or `.failed` after an error was recorded.
  package static func rows(_ machine: Machine, bytes: [UInt8], source: String) -> Value {
    let string = machine.heap.bytes(bytes)
    return parse(
      machine, source, StringObject(string.object), delimiter: UInt8(ascii: ","), hasHeader: true)
  }

  /// The rows of a text: structures if its first record is a header, otherwise lists of strings.
  static func parse(
    _ machine: Machine, _ source: String, _ text: StringObject, delimiter: UInt8, hasHeader: Bool
  ) -> Value {
    guard machine.charge(text.count >> 4) else { return .failed }
    var reader = CSVReader(text.bytes, count: text.count, delimiter: delimiter, machine)
    var header: Header?
    let rows = machine.heap.list()
    do throws(CSVReader.Failure) {
      while true {
        let fields = machine.heap.list()
        let line = try reader.next(
          { Lists.append(machine, fields, $0.string(in: machine)) }, machine)
        guard let line, machine.charge(1 + fields.count), !machine.evaluator.hasFailed else {
          break
        }
        if let header {
          let row = try header.row(fields, line, machine.heap)
          guard Lists.append(machine, rows, row) else { return .failed }
        } else if hasHeader {
          header = try Header(fields, line, machine.heap)
        } else {
          guard Lists.append(machine, rows, Value(fields.object)) else { return .failed }
        }
      }
    } catch {
      return machine.fail(
        EvaluationFailure(.data, "\(source): line \(error.line): \(error.message)"))
    }
    return machine.evaluator.hasFailed ? .failed : Value(rows.object)
  }

  /// The names of the columns and the shape of the rows.
  private struct Header {
    private let names: ListObject
    private let shape: ShapeObject

    init(_ fields: ListObject, _ line: Int, _ heap: Heap) throws(CSVReader.Failure) {
      names = fields
      var seen: Set<String> = []
      for index in 0..<fields.count {
        let name = StringObject(fields[index].object).text
        guard !name.isEmpty else {
          throw .init(line: line, message: "column \(index + 1) of the header has no name")
        }
        guard seen.insert(name).inserted else {
          throw .init(line: line, message: "the header has two columns named \(name)")
        }
      }
      shape = heap.shape(
        type: heap.intern("row"),
        names: (0..<fields.count).map { heap.interned(StringObject(fields[$0].object)) })
    }

    func row(_ fields: ListObject, _ line: Int, _ heap: Heap) throws(CSVReader.Failure) -> Value {
      guard fields.count == names.count else {
        let wanted = (0..<names.count).map { StringObject(names[$0].object).text }
        throw .init(
          line: line,
          message: "got \(fields.count) \(fields.count == 1 ? "field" : "fields"), "
            + "want \(names.count) as in the header: \(wanted.joined(separator: ", "))")
      }
      let row = heap.structure(shape)
      row.fields.update(from: fields.items, count: fields.count)
      return Value(row.object)
    }
  }
}
