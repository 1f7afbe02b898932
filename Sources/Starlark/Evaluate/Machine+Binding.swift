import StarlarkCompiler

// Binding of the usual calls: few arguments, nothing spread, nothing wrong. What is not usual changes nothing and goes the
// general way, which knows all errors.
extension Machine {
  /// Binds a call's arguments to the registers of a script's function.
  func bind(_ arguments: CallArguments, to function: FunctionObject, frame: Values) -> Bool {
    if bindQuickly(arguments, to: function, frame: frame) { return true }
    let code = function.code
    let list = code.program.parameters(of: code)
    guard list.bind(arguments, in: frame, machine: self) else { return false }
    var missing: [String] = []
    for (index, parameter) in code.description.parameters.enumerated()
    where frame[index].isUnbound {
      if let number = parameter.defaultIndex {
        frame[index] = function.defaults[number]
      } else {
        missing.append(parameter.name)
      }
    }
    return missing.isEmpty || failMissing(missing, list.function)
  }

  func failMissing(_ names: [String], _ function: String) -> Bool {
    let list = names.joined(separator: ", ")
    fail("\(function): missing \(names.count) argument\(names.count == 1 ? "" : "s") (\(list))")
    return false
  }

  /// Most arguments by name of a usual call: they are moved by way of the stack's margin.
  private static let mostNamed = 32

  /// Where arguments by name wait until all that is overwritten has been read: each value, and the place that it goes to.
  private struct Waiting {
    let values: Values

    @inline(__always)
    init(above window: Values, _ registers: Int) {
      values = window + registers
    }

    @inline(__always)
    subscript(index: Int) -> (value: Value, place: Int) {
      get { (values[index &* 2], values[index &* 2 &+ 1].smallInt) }
      nonmutating set {
        values[index &* 2] = newValue.value
        values[index &* 2 &+ 1] = Value(small: newValue.place)
      }
    }
  }

  private func bindQuickly(
    _ arguments: CallArguments, to function: FunctionObject, frame: Values
  ) -> Bool {
    let code = function.code
    let positional = code.positionalCount
    let named = positional &+ code.keywordOnlyCount
    let nameCount = arguments.nameCount
    var given = arguments.positional
    guard !arguments.hasStarStar, named < 64, nameCount <= Self.mostNamed else { return false }
    var rest: (items: Values, count: Int)?
    if arguments.hasStar {
      guard nameCount == 0, let spread = elements(of: frame[given]),
        given &+ spread.count <= code.registerCount
      else { return false }
      rest = spread
      given &+= spread.count
    }
    guard given <= positional || code.hasStar else { return false }
    var bound: UInt64 = 1 &<< UInt64(min(given, positional)) &- 1
    let waiting = Waiting(above: frame, max(code.registerCount, given &+ nameCount))
    var extraCount = 0
    for index in 0..<nameCount {
      let place = code.index(of: TupleObject(arguments.names.object)[index], count: named)
      if place < 0 {
        guard code.hasStarStar else { return false }
        extraCount &+= 1
      } else {
        guard bound & 1 &<< UInt64(place) == 0 else { return false }
        bound |= 1 &<< UInt64(place)
      }
      waiting[index] = (frame[given &+ index], place)
    }
    for place in min(given, positional)..<named where bound & 1 &<< UInt64(place) == 0 {
      guard code.defaultNumber(of: place) >= 0 else { return false }
    }
    if let rest {
      guard charge(rest.count) else { return false }
      (frame + arguments.positional).update(from: rest.items, count: rest.count)
    }
    // From here on it is sure to succeed.
    var extra = Value.none
    if code.hasStar {
      let tuple = heap.uninitializedTuple(count: max(0, given &- positional))
      tuple.items.update(from: frame + positional, count: tuple.count)
      extra = Value(tuple.object)
    }
    for place in min(given, positional)..<named where bound & 1 &<< UInt64(place) == 0 {
      frame[place] = function.defaults[code.defaultNumber(of: place)]
    }
    for index in 0..<nameCount where waiting[index].place >= 0 {
      frame[waiting[index].place] = waiting[index].value
    }
    if code.hasStar { frame[named] = extra }
    if code.hasStarStar {
      frame[named &+ (code.hasStar ? 1 : 0)] = extras(arguments, waiting, count: extraCount)
    }
    return true
  }

  /// The elements of a list or tuple; nil for others.
  @inline(__always)
  private func elements(of value: Value) -> (items: Values, count: Int)? {
    guard value.isObject else { return nil }
    switch value.object.kind {
    case .tuple:
      let tuple = TupleObject(value.object)
      return (tuple.items, tuple.count)
    case .list:
      let list = ListObject(value.object)
      return (list.items, list.count)
    default: return nil
    }
  }

  /// A dict of the arguments that no parameter has the name of.
  private func extras(
    _ arguments: CallArguments, _ waiting: Waiting, count: Int
  ) -> Value {
    let table = heap.dict(capacity: count)
    for index in 0..<arguments.nameCount where waiting[index].place < 0 {
      let name = TupleObject(arguments.names.object)[index]
      table.add(
        name, hash: StringObject(name.object).hash, value: waiting[index].value, heap: heap)
    }
    return Value(table.object)
  }

  /// Puts one value for each parameter of a native function into its window; false, and nothing changed, if the call is not
  /// usual.
  func bindQuickly(_ arguments: CallArguments, to list: ParameterList, window: Values) -> Bool {
    let (given, positional) = (arguments.positional, list.positionalCount)
    let (count, nameCount) = (list.count, arguments.nameCount)
    guard !arguments.hasStar, !arguments.hasStarStar, count < 64, nameCount <= Self.mostNamed,
      given <= positional || list.starIndex != nil
    else { return false }
    var bound: UInt64 = 1 &<< UInt64(min(given, positional)) &- 1
    let waiting = Waiting(above: window, max(count, given &+ nameCount))
    var extraCount = 0
    for index in 0..<nameCount {
      let name = StringObject(TupleObject(arguments.names.object)[index].object)
      let place = list.index(of: name)
      if place < 0 {
        guard list.hasStarStar else { return false }
        extraCount &+= 1
      } else {
        guard bound & 1 &<< UInt64(place) == 0 else { return false }
        bound |= 1 &<< UInt64(place)
      }
      waiting[index] = (window[given &+ index], place)
    }
    guard list.mandatory & ~bound == 0 else { return false }
    var rest = Value.none
    if list.starIndex != nil {
      let tuple = heap.uninitializedTuple(count: max(0, given &- positional))
      tuple.items.update(from: window + positional, count: tuple.count)
      rest = Value(tuple.object)
    }
    for place in min(given, positional)..<count { window[place] = .unbound }
    for index in 0..<nameCount where waiting[index].place >= 0 {
      window[waiting[index].place] = waiting[index].value
    }
    if let star = list.starIndex { window[star] = rest }
    if list.hasStarStar { window[count &- 1] = extras(arguments, waiting, count: extraCount) }
    return true
  }
}

extension LinkedCode {
  /// The place of the parameter of a name among the first ones, or -1.
  @inline(__always)
  fileprivate func index(of name: Value, count: Int) -> Int {
    for place in 0..<count where Value.same(parameterName(of: place), name) { return place }
    return indexOfEqual(name, count: count)
  }

  /// The same for a function of another heap, whose names are objects of their own.
  @inline(never)
  private func indexOfEqual(_ name: Value, count: Int) -> Int {
    for place in 0..<count where Equality.keys(parameterName(of: place), name) { return place }
    return -1
  }
}
