import StarlarkCompiler

/// A function of a script: its code, the values of its defaults, the cells that it shares with enclosing functions.
///
///     0 header (extra: arity, see `notSimple`)   8 entry point   16 code   24 number of values   32 defaults…, cells…
@safe
package struct FunctionObject {
  package let object: Object
  static let headerSize = 32
  /// The arity of a function whose arguments need binding: defaults, `*args`, keyword-only parameters, or a check for
  /// recursion.
  static let notSimple: UInt32 = .max

  @inline(__always)
  package init(_ object: Object) {
    self.object = object
  }

  @inline(__always)
  var entry: CodePointer {
    get { unsafe CodePointer(object.load(8, as: UnsafeMutablePointer<UInt64>.self)) }
    nonmutating set { unsafe object.store(newValue.base, at: 8) }
  }

  @inline(__always)
  var code: LinkedCode {
    get { unsafe LinkedCode(object.load(16, as: UnsafeMutablePointer<LinkedCode.State>.self)) }
    nonmutating set { unsafe object.store(newValue.state, at: 16) }
  }

  var valueCount: Int {
    get { object.load(24, as: Int.self) }
    nonmutating set { object.store(newValue, at: 24) }
  }

  /// The function as a call would write it: `close(agent, *, port = …)`.
  package var callText: String {
    let description = code.description
    var rest = description.parameters[...]
    func texts(_ count: Int, _ stars: String = "") -> [String] {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).map {
        stars + $0.name + ($0.defaultIndex == nil || !stars.isEmpty ? "" : " = …")
      }
    }
    let positional = texts(description.positionalCount)
    let named = texts(description.keywordOnlyCount)
    var star = texts(description.hasStar ? 1 : 0, "*")
    if star.isEmpty, !named.isEmpty { star = ["*"] }
    let all = positional + star + named + texts(description.hasStarStar ? 1 : 0, "**")
    return "\(description.name)(\(all.joined(separator: ", ")))"
  }

  /// The parameters that take a name.
  package var keywords: [(name: String, isOptional: Bool)] {
    let description = code.description
    return description.parameters.prefix(
      description.positionalCount + description.keywordOnlyCount
    ).map { ($0.name, $0.defaultIndex != nil) }
  }

  /// The string that the function's body begins with.
  package var documentation: String? { code.description.documentation }

  @inline(__always)
  var defaults: Values { object.values(at: FunctionObject.headerSize) }

  @inline(__always)
  var cells: Values { object.values(at: FunctionObject.headerSize) + code.defaultCount }
}

/// A place in linked code.
@safe
struct CodePointer {
  var base: UnsafeMutablePointer<UInt64>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<UInt64>) {
    unsafe self.base = base
  }

  @inline(__always)
  init(returnAddress: Value) {
    unsafe base =
      UnsafeMutablePointer(bitPattern: UInt(returnAddress.bits & 0xFFFF_FFFF_FFF8))
      .unsafelyUnwrapped
  }

  @inline(__always)
  static func += (pointer: inout CodePointer, words: Int) {
    unsafe pointer.base += words
  }

  @inline(__always)
  static func - (pointer: CodePointer, words: Int) -> CodePointer {
    unsafe CodePointer(pointer.base - words)
  }

  @inline(__always)
  func word(_ offset: Int) -> UInt64 { unsafe base[offset] }

  /// The instruction's operands as unsigned and signed numbers.
  @inline(__always)
  var a: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 2, as: UInt16.self)) }
  @inline(__always)
  var b: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 4, as: UInt16.self)) }
  @inline(__always)
  var c: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 6, as: UInt16.self)) }
  @inline(__always)
  var signedB: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 4, as: Int16.self)) }
  @inline(__always)
  var signedC: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 6, as: Int16.self)) }
  @inline(__always)
  var wide: Int { unsafe Int(UnsafeRawPointer(base).load(fromByteOffset: 4, as: Int32.self)) }

  /// The word after the instruction as a value.
  @inline(__always)
  var constant: Value { Value(bits: word(1)) }

  /// Whether the instruction's constant stands to the left of its operator.
  var isReversed: Bool { Instruction(word: word(0)).isReversed }
}
