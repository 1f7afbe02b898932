import StarlarkCompiler
import StarlarkSyntax
import Synchronization

/// The code of a function in memory, its constants filled in.
@safe
struct LinkedCode {
  let state: UnsafeMutablePointer<State>

  @safe
  struct State {
    var entry: UnsafeMutablePointer<UInt64>
    var wordCount: Int
    var registerCount: Int
    var positionalCount: Int
    var keywordOnlyCount: Int
    var defaultCount: Int
    /// How many arguments by position a call needs, where the rest may be left to the defaults and nothing else is to
    /// bind; `Int.max` for other functions.
    var leastPositional: Int
    var cellCount: Int
    /// The place in the program's functions.
    var index: Int
    var hasStar: Bool
    var hasStarStar: Bool
    /// Whether a function may be active twice.
    var mayRecur: Bool
    /// The names of the parameters but for `*args` and `**kwargs`, and the numbers of their defaults, -1 for none.
    var parameters: UnsafeMutablePointer<Parameter>
    unowned(unsafe) var program: LinkedProgram
  }

  struct Parameter {
    var name: Value
    var defaultNumber: Int
  }

  @inline(__always)
  func parameterName(of place: Int) -> Value { unsafe state.pointee.parameters[place].name }
  @inline(__always)
  func defaultNumber(of place: Int) -> Int { unsafe state.pointee.parameters[place].defaultNumber }

  @inline(__always)
  init(_ state: UnsafeMutablePointer<State>) {
    unsafe self.state = state
  }

  @inline(__always)
  var entry: CodePointer { unsafe CodePointer(state.pointee.entry) }
  var wordCount: Int { unsafe state.pointee.wordCount }
  @inline(__always)
  var registerCount: Int { unsafe state.pointee.registerCount }
  var positionalCount: Int { unsafe state.pointee.positionalCount }
  var keywordOnlyCount: Int { unsafe state.pointee.keywordOnlyCount }
  @inline(__always)
  var defaultCount: Int { unsafe state.pointee.defaultCount }
  var cellCount: Int { unsafe state.pointee.cellCount }
  var hasStar: Bool { unsafe state.pointee.hasStar }
  var hasStarStar: Bool { unsafe state.pointee.hasStarStar }
  var mayRecur: Bool { unsafe state.pointee.mayRecur }
  var program: LinkedProgram { unsafe state.pointee.program }
  var index: Int { unsafe state.pointee.index }
  /// What the compiler said of the function.
  var description: FunctionCode { unsafe program.program.functions[state.pointee.index] }

  /// Where the word at an offset comes from, or nil.
  ///
  /// Native calls ask for it, so nothing else of the description is copied.
  func span(at offset: Int) -> Span? {
    let functions = program.program.functions
    let index = unsafe state.pointee.index
    guard functions[index].spans.indices.contains(offset) else { return nil }
    return functions[index].spans[offset]
  }

  /// How many parameters the function has, `*args` and `**kwargs` included.
  var parameterCount: Int {
    positionalCount + keywordOnlyCount + (hasStar ? 1 : 0) + (hasStarStar ? 1 : 0)
  }

  /// The offset of a place in this code.
  func offset(of place: CodePointer) -> Int {
    unsafe place.base - state.pointee.entry
  }

  fileprivate static func leastPositional(of function: FunctionCode, in program: Program) -> Int {
    guard program.dialect.contains(.recursion), !function.hasStar, !function.hasStarStar,
      function.registerCount <= 200
    else { return .max }
    let least = function.parameters.count - function.defaultCount
    let areLast = function.parameters[least...].enumerated().allSatisfy {
      $0.element.defaultIndex == $0.offset
    }
    return areLast && least <= function.positionalCount ? least : .max
  }

  @inline(__always)
  var leastPositional: Int { unsafe state.pointee.leastPositional }

  /// Arity as a function object carries it.
  var simpleArity: UInt32 {
    let isSimple = leastPositional != .max && keywordOnlyCount == 0
    return isSimple ? UInt32(positionalCount) : FunctionObject.notSimple
  }
}

/// A program whose code is in memory and refers to the values of one heap.
@safe
final class LinkedProgram {
  let program: Program
  let globals: Globals
  /// Values that the code refers to, which keeps them alive.
  private(set) var constants: [Value] = []
  private let words: UnsafeMutablePointer<UInt64>
  private let codes: UnsafeMutablePointer<LinkedCode.State>
  private let parameters: UnsafeMutablePointer<LinkedCode.Parameter>
  private let parameterLists: [ParameterList]
  private var descriptors: [DescriptorObject.Content] = []

  /// Links a program.
  ///
  /// - Parameters:
  ///   - program: What the compiler made.
  ///   - globals: Where its globals live.
  ///   - heap: Where its constants go.
  ///   - environment: The value of each predeclared name.
  init(_ program: Program, globals: Globals, heap: Heap, environment: (String) -> Value?) {
    self.program = program
    self.globals = globals
    parameterLists = program.functions.map(ParameterList.init)
    globals.extend(to: program.globals)
    let total = program.functions.reduce(0) { $0 + $1.words.count }
    unsafe words = .allocate(capacity: max(total, 1))
    unsafe codes = .allocate(capacity: program.functions.count)
    let parameterCount = program.functions.reduce(0) { $0 + $1.parameters.count }
    unsafe parameters = .allocate(capacity: max(parameterCount, 1))
    var names: [Value] = []
    for parameter in program.functions.lazy.flatMap(\.parameters) {
      let name = heap.intern(parameter.name)
      unsafe (parameters + names.count).initialize(
        to: LinkedCode.Parameter(name: name, defaultNumber: parameter.defaultIndex ?? -1))
      names.append(name)
    }
    var firstParameter = unsafe parameters
    var start = unsafe words
    for (index, function) in program.functions.enumerated() {
      unsafe start.initialize(from: function.words, count: function.words.count)
      let state = unsafe LinkedCode.State(
        entry: start, wordCount: function.words.count, registerCount: function.registerCount,
        positionalCount: function.positionalCount, keywordOnlyCount: function.keywordOnlyCount,
        defaultCount: function.defaultCount,
        leastPositional: LinkedCode.leastPositional(of: function, in: program),
        cellCount: function.freeVariables.count, index: index,
        hasStar: function.hasStar, hasStarStar: function.hasStarStar,
        mayRecur: program.dialect.contains(.recursion), parameters: firstParameter, program: self)
      unsafe (codes + index).initialize(to: state)
      unsafe start += function.words.count
      unsafe firstParameter += function.parameters.count
    }
    let values = program.constants.map { link($0, heap: heap) }
    constants = values
    let predeclared = program.predeclared.map { environment($0) ?? .unbound }
    constants += predeclared
    constants += names
    for (index, function) in program.functions.enumerated() {
      let code = unsafe codes[index].entry
      for relocation in function.relocations {
        switch relocation.target {
        case .constant(let number): unsafe code[relocation.word] = values[number].bits
        case .method(let number):
          unsafe code[relocation.word] = values[number].bits
          let method = StringObject(values[number].object).methodNumber ?? MethodTable.unknown
          unsafe code[relocation.word - 1] &= 0x0000_FFFF_FFFF_FFFF
          unsafe code[relocation.word - 1] |= UInt64(method) << 48
        case .global(let slot): unsafe code[relocation.word] = UInt64(globals.address(of: slot))
        case .predeclared(let number): unsafe code[relocation.word] = predeclared[number].bits
        case .function(let number):
          unsafe code[relocation.word] = UInt64(UInt(bitPattern: codes + number))
        }
      }
    }
  }

  deinit {
    unsafe words.deallocate()
    unsafe codes.deallocate()
    unsafe parameters.deallocate()
  }

  func code(_ index: Int) -> LinkedCode { unsafe LinkedCode(codes + index) }

  /// What the code of a function and of those within it names: slots of globals, and values that are not leaves.
  struct Names {
    var globals: Set<Int> = []
    var constants: [Value] = []
  }

  /// Lanes of a `parallelMap` that begin others ask at once.
  private let names = Mutex<[Int: Names]>([:])

  /// What a function's code names.
  func named(by index: Int) -> Names {
    names.withLock { known in
      if let names = known[index] { return names }
      let names = findNames(of: index)
      known[index] = names
      return names
    }
  }

  private func findNames(of index: Int) -> Names {
    var found = Names()
    var pending = [index]
    var seen: Set<Int> = [index]
    while let next = pending.popLast() {
      for relocation in program.functions[next].relocations {
        switch relocation.target {
        case .global(let slot): found.globals.insert(slot)
        case .function(let number): if seen.insert(number).inserted { pending.append(number) }
        case .constant(let number): found.constants.append(constants[number])
        case .predeclared(let number):
          found.constants.append(constants[program.constants.count + number])
        case .method: break
        }
      }
    }
    return found
  }

  /// The parameters of a function, as binding needs them.
  func parameters(of code: LinkedCode) -> ParameterList { parameterLists[code.index] }

  private func link(_ constant: Constant, heap: Heap) -> Value {
    switch constant {
    case .none: .none
    case .bool(let truth): Value(truth)
    case .int(let value): heap.int(value)
    case .bigInt(let digits, let radix): heap.bigInt(digits: digits, radix: radix)
    case .float(let bits): heap.double(Double(bitPattern: bits))
    case .string(let bytes): heap.intern(bytes)
    case .bytes(let bytes): heap.bytes(bytes)
    case .names(let names): heap.tuple(names.map { heap.intern(Array($0.utf8)) })
    case .type(let type): descriptor(DescriptorObject.Content(type: type), heap: heap)
    case .format(let format): descriptor(DescriptorObject.Content(format: format), heap: heap)
    }
  }

  private func descriptor(_ content: DescriptorObject.Content, heap: Heap) -> Value {
    descriptors.append(content)
    let object = DescriptorObject(heap.allocate(.descriptor, size: DescriptorObject.size))
    object.initialize(content)
    return Value(object.object)
  }
}

/// The global variables of a module or session, at addresses that never change.
@safe
package final class Globals {
  private static let chunkSize = 256
  package private(set) var names: [String] = []
  private var slots: [String: Int] = [:]
  private var chunks = unsafe [UnsafeMutablePointer<Value>]()
  /// Which are bound by `load`, and not for other files to load.
  package var loaded: Set<Int> = []

  package init() {}

  deinit {
    while let chunk = unsafe chunks.popLast() { unsafe chunk.deallocate() }
  }

  /// Adds the variables of a program, whose first ones are those already here.
  func extend(to names: [String]) {
    for name in names.dropFirst(self.names.count) {
      slots[name] = self.names.count
      self.names.append(name)
      if unsafe self.names.count > chunks.count * Globals.chunkSize {
        let chunk = UnsafeMutablePointer<Value>.allocate(capacity: Globals.chunkSize)
        unsafe chunk.initialize(repeating: .unbound, count: Globals.chunkSize)
        unsafe chunks.append(chunk)
      }
    }
  }

  func address(of slot: Int) -> UInt {
    unsafe UInt(bitPattern: chunks[slot / Globals.chunkSize] + slot % Globals.chunkSize)
  }

  /// The name of the variable at an address.
  func name(at address: UInt) -> String {
    names.indices.first { self.address(of: $0) == address }.map { names[$0] } ?? "?"
  }

  subscript(slot: Int) -> Value {
    get { unsafe chunks[slot / Globals.chunkSize][slot % Globals.chunkSize] }
    set { unsafe chunks[slot / Globals.chunkSize][slot % Globals.chunkSize] = newValue }
  }

  /// The value of a name, or nil where it has none.
  package func value(of name: String) -> Value? {
    guard let slot = slots[name], !self[slot].isUnbound else { return nil }
    return self[slot]
  }

  /// Gives a name a value, as a statement of the session would.
  package func set(_ name: String, to value: Value) {
    if slots[name] == nil { extend(to: names + [name]) }
    if let slot = slots[name] { self[slot] = value }
  }

  func mark(_ marker: inout Marker) {
    for slot in names.indices { marker.mark(self[slot]) }
  }
}
