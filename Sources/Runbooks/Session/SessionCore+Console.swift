import HuaweiCloud
import Starlark
import StarlarkSyntax

// What a REPL asks of the values of a session, between two chunks.
extension SessionCore {
  /// The table that a value is shown as; nil for what is no list of objects.
  ///
  /// Of a list of the service that nobody has gone over, the first page is read.
  func table(of value: Value, _ running: Running) -> ResultTable? {
    let machine = running.evaluator.machine
    if let list = machine.hostObject(value) as? RecordList { return list.table(machine) }
    return ResultTable(value, machine)
  }

  /// The names of the attributes of a value, with the types of what they hold.
  func members(of path: String) -> [(name: String, type: String)] {
    let machine = running().evaluator.machine
    guard let value = value(at: path) else { return [] }
    return machine.attributeNames(value).map { name in
      guard value.isObject(.structure) else { return (name, "") }
      let index = StructureObject(value.object).index(of: name)
      let type = index.map { machine.typeName(StructureObject(value.object).fields[$0]) }
      return (name, type ?? "")
    }
  }

  /// The type of a value, such as `Host`.
  func typeName(of path: String) -> String? {
    value(at: path).map(running().evaluator.machine.typeName)
  }

  /// The keys of a dict that are strings, in its order, at most a number of them.
  func keys(of path: String, most: Int) -> [String] {
    guard let value = value(at: path), value.isObject(.dict) else { return [] }
    let table = TableObject(value.object)
    var keys: [String] = []
    var position = 0
    while keys.count < most, let place = table.position(from: position) {
      let key = table.key(at: place)
      if key.isObject(.string) { keys.append(StringObject(key.object).text) }
      position = place + 1
    }
    return keys
  }

  /// The parameters of a function of the script that take a name.
  func keywords(of path: String) -> [(name: String, isOptional: Bool)] {
    guard let value = value(at: path), value.isObject(.function) else { return [] }
    return FunctionObject(value.object).keywords
  }

  /// The call of a function of the script, and the string that its body begins with.
  func function(_ path: String) -> (call: String, documentation: String?)? {
    guard let value = value(at: path), value.isObject(.function) else { return nil }
    let function = FunctionObject(value.object)
    return (function.callText, function.documentation)
  }

  /// What a path leads to; nothing runs.
  private func value(at text: String) -> Value? {
    guard let path = ValuePath(text) else { return nil }
    var value =
      (frame ?? globals).value(of: path.name) ?? running().evaluator.environment[path.name]
    for step in path.steps { value = value.flatMap { Self.value(step, of: $0) } }
    return value
  }

  private static func value(_ step: ValuePath.Step, of owner: Value) -> Value? {
    switch step {
    case .field(let name):
      guard owner.isObject(.structure) else { return nil }
      let structure = StructureObject(owner.object)
      return structure.index(of: name).map { structure.fields[$0] }
    case .item(let number):
      let items: (count: Int, at: (Int) -> Value)
      if owner.isObject(.list) {
        let list = ListObject(owner.object)
        items = (list.count, { list[$0] })
      } else if owner.isObject(.tuple) {
        let tuple = TupleObject(owner.object)
        items = (tuple.count, { tuple[$0] })
      } else {
        return nil
      }
      let index = number < 0 ? number + items.count : number
      return (0..<items.count).contains(index) ? items.at(index) : nil
    case .key(let key):
      guard owner.isObject(.dict) else { return nil }
      let table = TableObject(owner.object)
      var position = 0
      while let place = table.position(from: position) {
        let found = table.key(at: place)
        if found.isObject(.string), StringObject(found.object).text == key {
          return table.value(at: place)
        }
        position = place + 1
      }
      return nil
    }
  }
}

extension StructureObject {
  /// The place of a field.
  fileprivate func index(of name: String) -> Int? {
    (0..<count).first { StringObject(shape.names[$0].object).text == name }
  }
}

// A look into the functions that the last error went through.
extension SessionCore {
  /// The functions, innermost first.
  private var failedFrames: [FailedFrame] { running().evaluator.failedFrames }

  var failedPlaces: [Diagnostic.Frame] { failedFrames.map(\.place) }

  /// The variables of one of them, each with its value in a few words.
  func variables(ofFrame index: Int) -> [(name: String, text: String)] {
    let machine = running().evaluator.machine
    let frames = failedFrames
    guard frames.indices.contains(index) else { return [] }
    return frames[index].variables.map { ($0.name, machine.shortText($0.value)) }
  }

  /// Lets the next chunks see what a function saw; nil lets them see the session again.
  func enterFrame(_ index: Int?) {
    frame = nil
    let frames = failedFrames
    guard let index, frames.indices.contains(index) else { return }
    let view = Globals()
    for name in frames[index].globals.names {
      if let value = frames[index].globals.value(of: name) { view.set(name, to: value) }
    }
    for (name, value) in frames[index].variables { view.set(name, to: value) }
    frame = view
  }
}
