import StarlarkCompiler
package import StarlarkSyntax

/// What an embedding program adds to the language: plain data that any number of evaluations use.
package struct EnvironmentDescription: Sendable {
  /// The language that programs are written in; decides which names of the universe and library exist.
  package var dialect: Dialect
  /// Functions of the host.
  package var natives: [NativeFunction]
  /// Other values of the host by name, made in each evaluation's heap when a program first uses them.
  package var values: [(name: String, make: @Sendable (Heap) -> Value)]

  /// Names of values that each evaluation copies in when a program first uses them.
  var imported: Set<String> = []

  package init(
    dialect: Dialect = .runbook, natives: [NativeFunction] = [],
    values: [(name: String, make: @Sendable (Heap) -> Value)] = []
  ) {
    self.dialect = dialect
    self.natives = natives
    self.values = values
  }

  /// All names that a program may use without binding them.
  package var names: Set<String> {
    var names = Set(Universe.functions.map(\.name) + ["None", "True", "False"])
    if !dialect.contains(.set) { names.remove("set") }
    if dialect.contains(.library) {
      names.formUnion(Library.functions.map(\.name))
      names.formUnion(Library.modules.map(\.name))
    }
    names.formUnion(natives.map(\.name))
    names.formUnion(values.map(\.name))
    names.formUnion(imported)
    return names
  }
}

/// The values of predeclared names in one heap, made when they are first used.
package final class Environment {
  package let description: EnvironmentDescription
  package let names: Set<String>
  private let heap: Heap
  private let natives: [String: NativeFunction]
  private let makers: [String: @Sendable (Heap) -> Value]
  /// Copies in the value of a name.
  var importer: ((String) -> Value?)?
  private var made: [String: Value] = ["None": .none, "True": .yes, "False": .no]

  init(_ description: EnvironmentDescription, heap: Heap) {
    self.description = description
    self.heap = heap
    names = description.names
    var natives: [String: NativeFunction] = [:]
    for native in Universe.functions { natives[native.name] = native }
    var makers: [String: @Sendable (Heap) -> Value] = [:]
    if description.dialect.contains(.library) {
      for native in Library.functions { natives[native.name] = native }
      for module in Library.modules { makers[module.name] = module.make }
    }
    for native in description.natives { natives[native.name] = native }
    for value in description.values { makers[value.name] = value.make }
    self.natives = natives
    self.makers = makers
  }

  /// The value of a name, or nil.
  package subscript(name: String) -> Value? {
    if let value = made[name] { return value }
    guard names.contains(name) else { return nil }
    let value =
      importer?(name) ?? makers[name].map { $0(heap) } ?? natives[name].map { heap.builtin($0) }
    made[name] = value
    return value
  }

  func mark(_ marker: inout Marker) {
    for value in made.values { marker.mark(value) }
  }
}
