extension FrozenModule {
  /// A copy of the value of an exported name, nil where there is none.
  ///
  /// Functions come as handles.
  ///
  /// - Throws: ``EvaluationError`` where the value does not pass to Swift: it is larger than 64 MiB, nested more than 200
  ///   deep, or holds a string that is not UTF-8.
  public func value(_ name: String) throws(EvaluationError) -> StarlarkValue? {
    guard let value: Value = value(of: name) else { return nil }
    var exporter = ValueExporter(frozen: owner)
    do throws(TransferFailure) {
      return try exporter.export(value)
    } catch {
      guard case .refused(let failure) = error else { return nil }
      throw EvaluationError(kind: failure.kind.published, failure.message, hint: failure.hint)
    }
  }

  /// The value of an exported name without a copy, nil where there is none.
  ///
  /// Handed to an evaluation, it is shared with it.
  public func handle(_ name: String) -> StarlarkHandle? {
    guard let value: Value = value(of: name) else { return nil }
    return ValueExporter(frozen: owner).handle(value)
  }
}
