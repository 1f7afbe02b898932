/// Writes rows as comma-separated text.
struct CSVWriter {
  private let machine: Machine
  private let delimiter: UInt8
  /// The names of the columns, nil for rows without names.
  private var columns: ListObject?
  private var rowNumber = 0

  init(_ machine: Machine, delimiter: UInt8) {
    self.machine = machine
    self.delimiter = delimiter
  }

  mutating func write(rows: Value, columns names: Value) -> Value {
    var text = TextBuffer(machine)
    guard let rows = Lists.make(machine, of: rows) else { return .failed }
    if !names.isUnbound {
      columns = Lists.make(machine, of: names)
      guard columns != nil else { return .failed }
    } else if rows.count > 0 {
      columns = columnNames(of: rows[0])
    }
    if let columns {
      for index in 0..<columns.count where !columns[index].isObject(.string) {
        return Arguments.fail(
          machine, "csv.write", "columns", got: columns[index], want: "strings")
      }
      guard append(columns, into: &text) else { return .failed }
    }
    for index in 0..<rows.count {
      rowNumber = index + 1
      guard machine.charge(), let fields = fields(of: rows[index]), append(fields, into: &text)
      else { return .failed }
    }
    return text.string(in: machine)
  }

  private func columnNames(of row: Value) -> ListObject? {
    guard row.isObject(.structure) || row.isObject(.host) else {
      return row.isObject(.dict) ? Lists.make(machine, of: row) : nil
    }
    if row.isObject(.structure) {
      return Lists.make(machine, of: Value(StructureObject(row.object).shape.names.object))
    }
    let names = machine.heap.list(
      machine.attributeNames(row).map { machine.heap.string($0) })
    return ListObject(names.object)
  }

  /// The fields of a row in the order of the columns; nil after an error was recorded.
  private func fields(of row: Value) -> ListObject? {
    if row.isObject(.list) || row.isObject(.tuple) {
      guard let fields = Lists.make(machine, of: row) else { return nil }
      if let columns, columns.count != fields.count {
        machine.fail(
          "csv.write: row \(rowNumber) has \(fields.count) fields, want \(columns.count)")
        return nil
      }
      return fields
    }
    guard let columns, row.isObject(.dict) || row.isObject(.structure) || row.isObject(.host) else {
      machine.fail(
        "csv.write: row \(rowNumber): got \(machine.typeName(row)), "
          + "want struct, dict, list or tuple, all rows alike")
      return nil
    }
    guard let fields = Lists.make(machine, capacity: columns.count) else { return nil }
    for index in 0..<columns.count {
      guard let value = field(columns[index], of: row) else {
        machine.fail(
          "csv.write: row \(rowNumber) has no column \(machine.shortText(columns[index]))")
        return nil
      }
      if value.isFailed { return nil }
      fields.append(value, heap: machine.heap)
    }
    return fields
  }

  private func field(_ name: Value, of row: Value) -> Value? {
    let name = StringObject(name.object)
    guard row.isObject(.dict) else {
      return machine.attributeIfPresent(row, machine.heap.known(name))
    }
    let dict = TableObject(row.object)
    let position = dict.find(Value(name.object), hash: name.hash)
    return position < 0 ? nil : dict.value(at: position)
  }

  // MARK: Text

  private func append(_ fields: ListObject, into text: inout TextBuffer) -> Bool {
    for index in 0..<fields.count {
      if index > 0 { text.append(delimiter) }
      guard machine.charge(), append(field: fields[index], into: &text) else { return false }
    }
    // A blank line would be skipped when it is read.
    if fields.count == 1, text.count == 0 || text.bytes[text.count - 1] == UInt8(ascii: "\n") {
      text.append("\"\"")
    }
    text.append(UInt8(ascii: "\n"))
    return !text.isFull
  }

  private func append(field value: Value, into text: inout TextBuffer) -> Bool {
    if value.isNone { return true }
    var field = TextBuffer(machine)
    guard machine.str(value, into: &field) else { return false }
    guard needsQuotes(field) else {
      text.append(field.bytes, count: field.count)
      return !text.isFull
    }
    text.append(UInt8(ascii: "\""))
    for index in 0..<field.count {
      if field.bytes[index] == UInt8(ascii: "\"") { text.append(UInt8(ascii: "\"")) }
      text.append(field.bytes[index])
    }
    text.append(UInt8(ascii: "\""))
    return !text.isFull
  }

  private func needsQuotes(_ field: borrowing TextBuffer) -> Bool {
    for index in 0..<field.count {
      switch field.bytes[index] {
      case delimiter, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return true
      default: break
      }
    }
    guard field.count > 0 else { return false }
    return field.bytes[0] == 0x20 || field.bytes[field.count - 1] == 0x20
  }
}
