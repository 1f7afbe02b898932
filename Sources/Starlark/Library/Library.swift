import StarlarkCompiler

/// What the runbook dialect adds to the functions of the specification.
enum Library {
  /// Functions beside the universe.
  static let functions: [NativeFunction] =
    [Structures.function, ParallelMap.function] + Records.functions

  /// Modules by name; the function makes one in a heap.
  static let modules: [(name: String, make: @Sendable (Heap) -> Value)] = [
    ("csv", { module($0, CSVModule.functions) }),
    ("json", { module($0, JSONModule.functions) }),
    ("math", { module($0, MathModule.functions, MathModule.constants) }),
    ("re", { module($0, RegexModule.functions) }),
    (
      "time",
      { heap in
        module(
          heap,
          TimeModule.functions.map { ($0.name, heap.builtin($0)) }
            + TimeModule.constants.map { ($0.name, heap.host(DurationObject($0.nanoseconds))) })
      }
    ),
  ]

  /// The value of a module: a structure with its functions and constants, whose names have the module's as prefix.
  static func module(
    _ heap: Heap, _ functions: [NativeFunction], _ constants: [(name: String, value: Double)] = []
  ) -> Value {
    var members = functions.map { (name: $0.name, value: heap.builtin($0)) }
    members += constants.map { ($0.name, heap.double($0.value)) }
    return module(heap, members)
  }

  /// The value of a module with these members.
  static func module(_ heap: Heap, _ members: [(name: String, value: Value)]) -> Value {
    let members = members.sorted { $0.name < $1.name }
    let structure = heap.structure(heap.shape(typeName: "module", names: members.map(\.name)))
    for (index, member) in members.enumerated() { structure.fields[index] = member.value }
    return Value(structure.object)
  }
}
