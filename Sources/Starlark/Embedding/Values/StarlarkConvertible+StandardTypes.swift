public import StarlarkCompiler

extension StarlarkValue: StarlarkConvertible {
  /// Takes any value as it is.
  public static func converted(from value: StarlarkValue) -> StarlarkValue { value }
  /// The value itself.
  public var starlarkValue: StarlarkValue { self }
}

extension Bool: StarlarkConvertible {
  /// The type `bool`.
  public static var starlarkType: TypeDescriptor { .bool }

  /// Takes a bool.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Bool {
    guard case .bool(let truth) = value else { throw ConversionError(value, wanted: .bool) }
    return truth
  }

  /// A bool.
  public var starlarkValue: StarlarkValue { .bool(self) }
}

extension Int: StarlarkConvertible {
  /// The type `int`.
  public static var starlarkType: TypeDescriptor { .int }

  /// Takes an int that fits a machine word.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Int {
    switch value {
    case .int(let number): return number
    case .wideInt(let number):
      guard let word = number.word else {
        throw ConversionError(got: "an int past 64 bits", wanted: "an int of 64 bits")
      }
      return word
    default: throw ConversionError(value, wanted: .int)
    }
  }

  /// An int.
  public var starlarkValue: StarlarkValue { .int(self) }
}

extension WideInteger: StarlarkConvertible {
  /// The type `int`.
  public static var starlarkType: TypeDescriptor { .int }

  /// Takes an int of any size.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> WideInteger {
    switch value {
    case .int(let number): return WideInteger(number)
    case .wideInt(let number): return number
    default: throw ConversionError(value, wanted: .int)
    }
  }

  /// An int.
  public var starlarkValue: StarlarkValue { word.map { .int($0) } ?? .wideInt(self) }
}

extension Double: StarlarkConvertible {
  /// The type `float`, or an int.
  public static var starlarkType: TypeDescriptor { .union([.float, .int]) }

  /// Takes a float, or an int that a double represents exactly.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Double {
    switch value {
    case .float(let number): return number
    case .int(let number):
      guard let exact = Double(exactly: number) else {
        throw ConversionError(got: "\(number)", wanted: "a number that a float represents")
      }
      return exact
    default: throw ConversionError(value, wanted: starlarkType)
    }
  }

  /// A float.
  public var starlarkValue: StarlarkValue { .float(self) }
}

extension String: StarlarkConvertible {
  /// The type `string`.
  public static var starlarkType: TypeDescriptor { .string }

  /// Takes a string.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> String {
    guard case .string(let text) = value else { throw ConversionError(value, wanted: .string) }
    return text
  }

  /// A string.
  public var starlarkValue: StarlarkValue { .string(self) }
}

extension Optional: StarlarkConvertible where Wrapped: StarlarkConvertible {
  /// The type, or `None`.
  public static var starlarkType: TypeDescriptor {
    Wrapped.starlarkType == .any ? .any : .union([Wrapped.starlarkType, .none])
  }

  /// Takes `None` as nil.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Wrapped? {
    if case .none = value { return nil }
    return try Wrapped.converted(from: value)
  }

  /// The value, or `None`.
  public var starlarkValue: StarlarkValue {
    switch self {
    case .none: .none
    case .some(let wrapped): wrapped.starlarkValue
    }
  }
}

extension Array: StarlarkConvertible where Element: StarlarkConvertible {
  /// A list, tuple or set.
  public static var starlarkType: TypeDescriptor { .list(Element.starlarkType) }

  /// Takes a list, tuple or set, every element converted.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> [Element] {
    let elements: [StarlarkValue]
    switch value {
    case .list(let list), .tuple(let list), .set(let list): elements = list
    default: throw ConversionError(value, wanted: starlarkType)
    }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        result.append(try Element.converted(from: element))
      } catch {
        throw error.within("\(index)")
      }
    }
    return result
  }

  /// A list.
  public var starlarkValue: StarlarkValue { .list(map(\.starlarkValue)) }
}

extension Set: StarlarkConvertible where Element: StarlarkConvertible {
  /// A set.
  public static var starlarkType: TypeDescriptor { .set(Element.starlarkType) }

  /// Takes a list, tuple or set, every element converted.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> Set<Element> {
    Set(try [Element].converted(from: value))
  }

  /// A set, its elements in the order of their texts so that scripts see the same order each time.
  public var starlarkValue: StarlarkValue {
    .set(map(\.starlarkValue).sorted { $0.description < $1.description })
  }
}

extension Dictionary: StarlarkConvertible
where Key: StarlarkConvertible, Value: StarlarkConvertible {
  /// A dict.
  public static var starlarkType: TypeDescriptor { .dict(Key.starlarkType, Value.starlarkType) }

  /// Takes a dict, every key and value converted.
  public static func converted(from value: StarlarkValue) throws(ConversionError) -> [Key: Value] {
    guard case .dict(let entries) = value else {
      throw ConversionError(value, wanted: starlarkType)
    }
    var result: [Key: Value] = [:]
    result.reserveCapacity(entries.count)
    for entry in entries {
      do {
        result[try Key.converted(from: entry.key)] = try Value.converted(from: entry.value)
      } catch {
        throw error.within("\(entry.key)")
      }
    }
    return result
  }

  /// A dict, its entries in the order of their keys so that scripts see the same order each time.
  public var starlarkValue: StarlarkValue {
    let entries = map { StarlarkValue.Entry($0.key.starlarkValue, $0.value.starlarkValue) }
    return .dict(entries.sorted { $0.key.precedes($1.key) })
  }
}

extension StarlarkValue {
  /// Whether a key comes before another: numbers by size, all else by text.
  fileprivate func precedes(_ other: StarlarkValue) -> Bool {
    if case .int(let mine) = self, case .int(let theirs) = other { return mine < theirs }
    if case .string(let mine) = self, case .string(let theirs) = other { return mine < theirs }
    return description < other.description
  }
}
