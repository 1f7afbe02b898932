/// An object of the embedding program as the evaluator sees it.
final class ObjectAdapter: HostObject {
  let object: any StarlarkObject
  /// Kept here, for values refer to its methods without keeping them alive.
  private let members: HostType.Members
  let typeName: String

  init(_ object: any StarlarkObject) {
    self.object = object
    let type = type(of: object).hostType
    typeName = type.name
    members = type.members
  }

  var identity: ObjectIdentifier { ObjectIdentifier(object) }
  var text: String { object.starlarkText }
  var count: Int? { object.starlarkElements?.count }
  var isIterable: Bool { object.starlarkElements != nil }
  var isTrue: Bool { count != 0 }
  var attributeNames: [String] { members.names }

  func method(_ name: String) -> NativeFunction? { members.methods[name] }

  func attribute(_ name: String, machine: Machine) -> Value? {
    guard let attribute = members.attributes[name] else { return nil }
    do {
      return ValueImporter(machine).value(try attribute.get(object))
    } catch {
      return machine.fail("\(typeName).\(name)", error)
    }
  }

  func contains(_ value: Value, machine: Machine) -> Bool? {
    guard let elements = elements(machine), !elements.isFailed else { return nil }
    return machine.contains(elements, value)
  }

  func element(_ index: Value, machine: Machine) -> Value? {
    do {
      var exporter = ValueExporter(machine)
      let index = try exporter.export(index)
      return try object.starlarkElement(at: index).map { ValueImporter(machine).value($0) }
    } catch {
      return machine.fail(typeName, error)
    }
  }

  func beginIteration(machine: Machine) -> Value? { elements(machine) }

  private func elements(_ machine: Machine) -> Value? {
    object.starlarkElements.map { ValueImporter(machine).value(.list($0)) }
  }
}
