import StarlarkCompiler

/// The methods of the built-in types: a number for each name, and for each type what a number calls.
enum MethodTable {
  /// The number of names that no built-in type has as a method.
  static let unknown = 0xFFFF

  private static let numbers: [String: Int] = {
    let names = Set(Universe.methods.values.flatMap { $0.map(\.name) })
    return Dictionary(uniqueKeysWithValues: names.sorted().enumerated().map { ($1, $0) })
  }()

  /// The bytes of the longest name, and more than those of any: a longer text is not worth a look.
  static let longestName = 256

  static func number(of name: String) -> Int? { numbers[name] }

  /// For each kind of object the methods by number.
  private static let table: [[NativeFunction?]] = {
    var table = [[NativeFunction?]](repeating: [], count: ObjectKind.allCases.count)
    for (kind, methods) in Universe.methods {
      table[Int(kind.rawValue)] = Array(repeating: nil, count: numbers.count)
      for method in methods {
        if let number = numbers[method.name] { table[Int(kind.rawValue)][number] = method }
      }
    }
    return table
  }()

  /// The same table for the run loop: without reference counts, and kept by the machine, as looking whether a global is
  /// initialized takes longer than the lookup.
  @safe
  struct Pointer {
    private let base: UnsafePointer<Unmanaged<NativeFunction>?>
    private let stride: Int

    fileprivate init() {
      stride = numbers.count
      let entries = UnsafeMutablePointer<Unmanaged<NativeFunction>?>.allocate(
        capacity: stride * ObjectKind.allCases.count)
      unsafe entries.initialize(repeating: nil, count: stride * ObjectKind.allCases.count)
      for (kind, methods) in table.enumerated() {
        for (number, method) in methods.enumerated() {
          unsafe entries[kind * stride + number] = method.map(Unmanaged.passUnretained)
        }
      }
      unsafe base = UnsafePointer(entries)
    }

    @inline(__always)
    subscript(kind: ObjectKind, number: Int) -> NativeReference? {
      guard number < stride else { return nil }
      return unsafe base[Int(kind.rawValue) &* stride &+ number].map { unsafe NativeReference($0) }
    }
  }

  /// Lives as long as the process.
  nonisolated(unsafe) static let shared = Pointer()

  /// The method of a value by name, or nil.
  static func method(_ name: String, of kind: ObjectKind) -> NativeFunction? {
    guard let number = numbers[name], !table[Int(kind.rawValue)].isEmpty else { return nil }
    return table[Int(kind.rawValue)][number]
  }

  /// The names of the methods of a kind of object, sorted.
  static func names(of kind: ObjectKind) -> [String] {
    table[Int(kind.rawValue)].compactMap { $0?.name }.sorted()
  }
}
