/// Brings modules that `load` statements name.
package protocol ModuleLoading: AnyObject {
  /// The frozen module of a name, as the file that loads it writes it.
  ///
  /// - Throws: ``EvaluationError`` where the module cannot be found, compiled or evaluated.
  func module(_ name: String, from program: SourceName) throws(EvaluationError) -> FrozenModule
}

/// What errors call the file that loads.
package typealias SourceName = String
