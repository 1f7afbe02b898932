package import StarlarkSyntax

/// A function that an error went through, with its variables as they were.
package struct FailedFrame {
  /// Where it stood.
  package let place: Diagnostic.Frame
  /// The globals of its file.
  package let globals: Globals
  /// Its variables that had a value: parameters first, then those of functions around it.
  package let variables: [(name: String, value: Value)]

  init(place: Diagnostic.Frame, globals: Globals, code: LinkedCode, frame: Values) {
    self.place = place
    self.globals = globals
    let description = code.description
    var variables: [(name: String, value: Value)] = []
    for (register, name) in description.variables.enumerated() {
      let value = Self.content(of: frame[register])
      if !value.isUnbound { variables.append((name, value)) }
    }
    if !description.freeVariables.isEmpty {
      let cells = FunctionObject(frame[-2].object).cells
      for (index, name) in description.freeVariables.enumerated() {
        let value = Self.content(of: cells[index])
        if !value.isUnbound { variables.append((name, value)) }
      }
    }
    self.variables = variables
  }

  private static func content(of value: Value) -> Value {
    value.isObject(.cell) ? CellObject(value.object).value : value
  }

  func mark(_ marker: inout Marker) {
    globals.mark(&marker)
    for variable in variables { marker.mark(variable.value) }
  }
}
