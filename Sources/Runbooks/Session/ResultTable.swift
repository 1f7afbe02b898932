import HuaweiCloud
import Starlark

/// A list of objects as a REPL shows it: one row an object, one column a member.
package struct ResultTable: Sendable, Hashable {
  /// What a list holds, such as `Host`.
  package var item: String
  /// The names of the members, in the order in which they came.
  package var columns: [String]
  /// A cell a column; nil where an object lacks the member.
  package var rows: [[String?]]
  /// How many objects there are; nil where the service has more that nobody has read.
  package var count: Int?

  package init(item: String, columns: [String], rows: [[String?]], count: Int?) {
    self.item = item
    self.columns = columns
    self.rows = rows
    self.count = count
  }

  /// More rows than anybody looks at are not made.
  static let maximumRows = 10_000

  init(_ items: ArraySlice<JSON>, of item: String, count: Int?) {
    let items = items.prefix(Self.maximumRows)
    var columns: [String] = []
    var places: [String: Int] = [:]
    var rows: [[String?]] = []
    rows.reserveCapacity(items.count)
    for case .object(let members) in items {
      var row = [String?](repeating: nil, count: columns.count)
      for (name, value) in members {
        if let place = places[name] {
          row[place] = value.cell
        } else {
          places[name] = columns.count
          columns.append(name)
          row.append(value.cell)
        }
      }
      rows.append(row)
    }
    for index in rows.indices where rows[index].count < columns.count {
      rows[index] += Array(repeating: nil, count: columns.count - rows[index].count)
    }
    self.init(item: item, columns: columns, rows: rows, count: count)
  }

  /// A list or tuple of structures, or of dicts with strings as keys; nil for any other value.
  init?(_ value: Value, _ machine: Machine) {
    guard let elements = Self.elements(of: value), !elements.isEmpty else { return nil }
    var items: [JSON] = []
    for element in elements.prefix(Self.maximumRows) {
      guard let members = Self.members(of: element, machine) else { return nil }
      items.append(.object(members))
    }
    let type = machine.typeName(elements[0])
    self.init(items[...], of: type, count: elements.count)
    guard !columns.isEmpty else { return nil }
  }

  private static func elements(of value: Value) -> [Value]? {
    if value.isObject(.list) {
      let list = ListObject(value.object)
      return (0..<list.count).map { list[$0] }
    }
    guard value.isObject(.tuple) else { return nil }
    let tuple = TupleObject(value.object)
    return (0..<tuple.count).map { tuple[$0] }
  }

  private static func members(of value: Value, _ machine: Machine) -> JSONObject? {
    var members = JSONObject()
    if value.isObject(.structure) {
      let structure = StructureObject(value.object)
      for index in 0..<structure.count {
        let name = StringObject(structure.shape.names[index].object).text
        members[name] = .string(machine.cell(structure.fields[index]))
      }
      return members
    }
    guard value.isObject(.dict) else { return nil }
    let table = TableObject(value.object)
    var position = 0
    while let place = table.position(from: position) {
      let key = table.key(at: place)
      guard key.isObject(.string) else { return nil }
      members[StringObject(key.object).text] = .string(machine.cell(table.value(at: place)))
      position = place + 1
    }
    return members
  }
}

extension Machine {
  /// A value on one line: a text as it is, anything else as the language writes it.
  fileprivate func cell(_ value: Value) -> String {
    guard value.isObject(.string) else { return shortText(value) }
    return StringObject(value.object).text
  }
}

extension JSON {
  /// The value on one line, as a script would write it; a text without its quotes.
  fileprivate var cell: String {
    switch self {
    case .string(let text): text
    case .null: "None"
    case .bool(let truth): truth ? "True" : "False"
    default: "\(self)"
    }
  }
}
