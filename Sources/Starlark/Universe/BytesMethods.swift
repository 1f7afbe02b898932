import StarlarkCompiler

/// The methods of bytes.
enum BytesMethods {
  static let all = [
    NativeFunction(
      Signature(
        "bytes.elems", result: .iterable(.int), documentation: "An iterable over the bytes as ints."
      )
    ) { machine, arguments in machine.heap.stringView(.byteOrdinals, of: arguments[-2]) }
  ]
}
