import StarlarkCompiler

/// The functions that every script has, and the methods of the built-in types.
enum Universe {
  /// The built-in functions, by the order of the reference.
  static let functions: [NativeFunction] =
    conversions + numbers + sequences + orders + collections + attributes + output

  /// The methods of each kind of object that has any.
  static let methods: [ObjectKind: [NativeFunction]] = [
    .string: StringMethods.all, .bytes: BytesMethods.all, .list: ListMethods.all,
    .dict: DictMethods.all, .set: SetMethods.all,
  ]
}
