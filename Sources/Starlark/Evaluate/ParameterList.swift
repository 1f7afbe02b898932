import Glibc
import StarlarkCompiler
import StarlarkSyntax

/// The arguments of a call as they stand in the window: by position, by name, then what `*` and `**` spread.
struct CallArguments {
  var positional: Int
  /// A tuple of names, or None.
  var names: Value = .none
  var hasStar = false
  var hasStarStar = false

  /// Whether all of them are given by name, and nothing is spread.
  var haveNamesOnly: Bool { positional == 0 && !names.isNone && !hasStar && !hasStarStar }

  var nameCount: Int { names.isNone ? 0 : TupleObject(names.object).count }
}

/// The parameters of a function, script's or native, as binding needs them.
final class ParameterList: Sendable {
  let function: String
  let names: [String]
  /// How many of the first parameters cannot be given by name.
  let positionalOnlyCount: Int
  let positionalCount: Int
  /// The places of the parameters that take arguments by name only.
  let keywordOnly: Range<Int>
  /// The place of `*args`: a script's function has it in the register after all that have names, a signature where
  /// it is written.
  let starIndex: Int?
  let hasStarStar: Bool
  /// The names as bytes.
  private let spellings: [ContiguousArray<UInt8>]
  /// Which parameters of the first 64 a call must give a value; none for those of a script.
  let mandatory: UInt64

  var count: Int { names.count }

  init(_ code: FunctionCode) {
    function = code.name
    names = code.parameters.map(\.name)
    positionalOnlyCount = 0
    positionalCount = code.positionalCount
    let named = code.positionalCount + code.keywordOnlyCount
    keywordOnly = code.positionalCount..<named
    starIndex = code.hasStar ? named : nil
    hasStarStar = code.hasStarStar
    spellings = []
    mandatory = 0
  }

  init(_ signature: Signature) {
    function = signature.name
    names = signature.parameters.map(\.name)
    positionalOnlyCount = signature.parameters.count { $0.kind == .positionalOnly }
    positionalCount = signature.parameters.count {
      $0.kind == .positionalOnly || $0.kind == .ordinary
    }
    starIndex = signature.parameters.firstIndex { $0.kind == .star }
    let start = starIndex.map { $0 + 1 } ?? positionalCount
    keywordOnly = start..<start + signature.parameters.count { $0.kind == .keywordOnly }
    hasStarStar = signature.parameters.contains { $0.kind == .starStar }
    spellings = names.map { ContiguousArray($0.utf8) }
    mandatory = signature.parameters.enumerated().reduce(0) { mask, parameter in
      parameter.element.isOptional || parameter.offset >= 64 ? mask : mask | 1 << parameter.offset
    }
  }

  /// Puts one value for each parameter into the window, unbound where no argument came.
  ///
  /// - Returns: False after an error was recorded: an argument too many, twice, or of an unknown name.
  func bind(_ arguments: CallArguments, in window: Values, machine: Machine) -> Bool {
    let given = arguments.positional
    let nameCount = arguments.nameCount
    var named: [Value] = []
    for index in 0..<nameCount { named.append(window[given + index]) }
    var spread: ListObject?
    var next = given + nameCount
    if arguments.hasStar {
      guard machine.isIterable(window[next]) else {
        machine.fail("argument after * must be iterable, not \(machine.typeName(window[next]))")
        return false
      }
      spread = Lists.make(machine, of: window[next])
      guard spread != nil else { return false }
      next += 1
    }
    let keywords = arguments.hasStarStar ? window[next] : .none
    guard !arguments.hasStarStar || keywords.isObject(.dict) else {
      machine.fail("argument after ** must be a dict, not \(machine.typeName(keywords))")
      return false
    }
    var binder = Binder(
      list: self, window: window, machine: machine, positionalTotal: given + (spread?.count ?? 0))
    guard binder.bindPositional(given: given, spread: spread) else { return false }
    for index in 0..<nameCount {
      let name = TupleObject(arguments.names.object)[index]
      guard binder.bind(named[index], to: name) else { return false }
    }
    if arguments.hasStarStar {
      let table = TableObject(keywords.object)
      var position = 0
      while let place = table.position(from: position) {
        guard machine.charge(place + 1 - position) else { return false }
        let key = table.key(at: place)
        guard key.isObject(.string) else {
          machine.fail("keywords must be strings, not \(machine.typeName(key))")
          return false
        }
        guard binder.bind(table.value(at: place), to: key) else { return false }
        position = place + 1
      }
    }
    return true
  }

  /// The place of a native's parameter that takes an argument of this name, or -1.
  func index(of name: StringObject) -> Int {
    var index = positionalOnlyCount
    while index < keywordOnly.upperBound {
      if index < positionalCount || index >= keywordOnly.lowerBound {
        let spelling = spellings[index]
        if spelling.count == name.count,
          unsafe spelling.withUnsafeBufferPointer({
            unsafe memcmp($0.baseAddress.unsafelyUnwrapped, name.bytes.base, name.count) == 0
          })
        {
          return index
        }
      }
      index += 1
    }
    return -1
  }

  /// The binding of one call.
  private struct Binder {
    let list: ParameterList
    let window: Values
    let machine: Machine
    let positionalTotal: Int
    private var extraKeywords: TableObject?

    init(list: ParameterList, window: Values, machine: Machine, positionalTotal: Int) {
      self.list = list
      self.window = window
      self.machine = machine
      self.positionalTotal = positionalTotal
    }

    mutating func bindPositional(given: Int, spread: ListObject?) -> Bool {
      var rest: Value = .unbound
      if list.starIndex != nil {
        guard let surplus = surplus(given: given, spread: spread) else { return false }
        rest = surplus
      } else if positionalTotal > list.positionalCount {
        return failTooMany()
      }
      for index in given..<max(given, list.positionalCount) {
        if let spread, index < positionalTotal {
          window[index] = spread[index - given]
        } else {
          window[index] = .unbound
        }
      }
      for index in list.positionalCount..<list.count { window[index] = .unbound }
      if let starIndex = list.starIndex { window[starIndex] = rest }
      if list.hasStarStar {
        let extra = machine.heap.dict()
        extraKeywords = extra
        window[list.count - 1] = Value(extra.object)
      }
      return true
    }

    /// A tuple of the arguments that no parameter takes; nil after an error was recorded.
    private func surplus(given: Int, spread: ListObject?) -> Value? {
      let taken = list.positionalCount
      let count = max(0, positionalTotal - taken)
      guard machine.charge(bytes: count * MemoryLayout<Value>.stride) else { return nil }
      let tuple = machine.heap.uninitializedTuple(count: count)
      let own = max(0, min(given, positionalTotal) - taken)
      tuple.items.update(from: window + taken, count: own)
      if let spread, count > own {
        let source = spread.items + max(0, taken - given)
        guard machine.copy(source, to: tuple.items + own, count: count - own) else { return nil }
      }
      return Value(tuple.object)
    }

    private func failTooMany() -> Bool {
      let most = list.positionalCount
      let limit = most == 0 ? "no" : "at most \(most)"
      machine.fail(
        "\(list.function): accepts \(limit) positional argument\(most == 1 ? "" : "s"), got \(positionalTotal)"
      )
      return false
    }

    func bind(_ value: Value, to name: Value) -> Bool {
      let bytes = unsafe StringObject(name.object).buffer
      let named = [list.positionalOnlyCount..<list.positionalCount, list.keywordOnly].joined()
      for index in named where unsafe list.names[index].utf8.elementsEqual(bytes) {
        guard window[index].isUnbound else {
          machine.fail(
            "\(list.function): got multiple values for parameter \"\(list.names[index])\"")
          return false
        }
        window[index] = value
        return true
      }
      if let extraKeywords {
        guard let hash = machine.hash(name) else { return false }
        guard extraKeywords.find(name, hash: hash) < 0 else {
          machine.fail(
            "\(list.function): got multiple values for parameter \(machine.shortText(name))")
          return false
        }
        extraKeywords.add(name, hash: hash, value: value, heap: machine.heap)
        return true
      }
      let text = StringObject(name.object).text
      machine.fail(
        "\(list.function): unexpected keyword argument \"\(text)\"",
        hint: Spelling.suggestion(
          for: text, among: named.map { list.names[$0] }))
      return false
    }
  }
}
