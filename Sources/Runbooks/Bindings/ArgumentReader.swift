import HuaweiCloud
import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// Takes arguments as what the service needs, within the limits of its reference; what is not is refused before
/// anything is sent.
struct ArgumentReader {
  let machine: Machine
  let signature: Signature

  /// Records that an argument is not what it must be.
  func fail(
    _ parameter: String, got: String, want: String, hint: String? = nil
  ) -> Recorded {
    machine.fail(
      EvaluationFailure(
        .error, "\(signature.name): parameter `\(parameter)`: got \(got), want \(want)",
        hint: hint, parameter: parameter))
    return Recorded()
  }

  /// Whether an argument was left out; None counts as that.
  func isAbsent(_ value: Value) -> Bool { value.isUnbound || value.isNone }

  /// A value within the limits of a parameter; nil where it was left out.
  func json(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> JSON? {
    guard !isAbsent(value) else { return nil }
    guard let json = try plain(value, name, parameter), parameter.allows(json) else {
      throw fail(
        name, got: machine.shortText(value),
        want: parameter.kind == .boolean ? "True or False" : parameter.want,
        hint: hint(value, parameter))
    }
    return json
  }

  func text(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> String? {
    try json(value, name, parameter)?.string
  }

  func integer(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> Int? {
    try json(value, name, parameter)?.int
  }

  func truth(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> Bool? {
    try json(value, name, parameter)?.bool
  }

  func texts(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> [String]? {
    try json(value, name, parameter)?.array?.compactMap(\.string)
  }

  /// A bool that has a default.
  func flag(_ value: Value, _ name: String, default missing: Bool) throws(Recorded) -> Bool {
    if value.isUnbound { return missing }
    guard value.isBool else {
      throw fail(name, got: machine.shortText(value), want: "True or False")
    }
    return Value.same(value, .yes)
  }

  /// The value as JSON of the parameter's kind; nil where it is of another.
  private func plain(
    _ value: Value, _ name: String, _ parameter: HuaweiCloud.Parameter
  ) throws(Recorded) -> JSON? {
    switch parameter.kind {
    case .integer: return value.isSmallInt ? .int(value.smallInt) : nil
    case .boolean: return value.isBool ? .bool(Value.same(value, .yes)) : nil
    case .text, .choice:
      guard value.isObject(.string) else { return nil }
      return .string(try string(value, name))
    case .texts:
      if value.isObject(.string) {
        // The service takes lists of one as well.
        return .array([.string(try string(value, name))])
      }
      guard machine.isIterable(value) else { return nil }
      var items: [JSON] = []
      var isText = true
      for element in try elements(value) {
        guard element.isObject(.string) else {
          isText = false
          break
        }
        items.append(.string(try string(element, name)))
      }
      return isText ? .array(items) : nil
    }
  }

  /// The text of a string; bytes that are no UTF-8 never leave.
  func string(_ value: Value, _ name: String) throws(Recorded) -> String {
    // Short ones take no memory of their own.
    let context = StringObject(value.object).count > 15 ? RunContext.of(machine) : nil
    // Loops name one agent several times in a row, and what waits then shares its ID.
    if let last = context?.lastText, isText(last, of: value) { return last }
    let text = unsafe String(validating: StringObject(value.object).buffer, as: UTF8.self)
    guard let text else {
      throw fail(name, got: machine.shortText(value), want: "text in UTF-8")
    }
    context?.lastText = text
    return text
  }

  private func isText(_ text: String, of value: Value) -> Bool {
    let bytes = text.utf8Span.span
    let other = unsafe StringObject(value.object).buffer
    guard bytes.count == other.count else { return false }
    for index in bytes.indices where unsafe bytes[index] != other[index] { return false }
    return true
  }

  /// The elements of an iterable.
  func elements(_ value: Value) throws(Recorded) -> [Value] {
    var elements: [Value] = []
    let isWhole = machine.iterate(value) { element in
      elements.append(element)
      return true
    }
    guard isWhole else { throw Recorded() }
    return elements
  }

  private func hint(_ value: Value, _ parameter: HuaweiCloud.Parameter) -> String? {
    guard value.isObject(.string) else { return nil }
    let text = StringObject(value.object).text
    switch parameter.kind {
    case .choice(let choices): return Spelling.suggestion(for: text, among: choices)
    case .integer where Int(text) != nil: return "write \(text) without quotes, or use int()"
    case .boolean where ["true", "false"].contains(text.lowercased()):
      return "write \(text.lowercased() == "true" ? "True" : "False") without quotes"
    case .integer, .boolean, .text, .texts: return nil
    }
  }
}

// MARK: IDs

extension ArgumentReader {
  /// What an argument that names things may be.
  struct Identity {
    /// What an ID is called: `agent id`.
    let what: String
    /// The attributes that objects may have it in, the first that is there counts.
    let attributes: [String]
    let parameter: HuaweiCloud.Parameter
  }

  /// The ID that an argument is, or that the object has which it is.
  func id(_ value: Value, _ name: String, _ identity: Identity) throws(Recorded) -> String {
    try id(value, name, identity, element: nil)
  }

  /// The IDs of an argument that may be a list, and whether it was one.
  func ids(
    _ value: Value, _ name: String, _ identity: Identity
  ) throws(Recorded) -> (ids: [String], isList: Bool) {
    guard !value.isObject(.string), machine.isIterable(value), !value.isObject(.dict),
      !value.isObject(.bytes)
    else { return ([try id(value, name, identity)], false) }
    var ids: [String] = []
    for (index, element) in try elements(value).enumerated() {
      ids.append(try id(element, name, identity, element: index))
    }
    return (ids, true)
  }

  private func id(
    _ value: Value, _ name: String, _ identity: Identity, element: Int?
  ) throws(Recorded) -> String {
    let place = element.map { "element \($0) is " } ?? ""
    var found = value
    var owner = ""
    if !value.isObject(.string) {
      guard let (attribute, held) = try attribute(of: value, identity) else {
        throw fail(
          name, got: place + described(value),
          want: "\(article(identity.what)) or an object with \(alternatives(identity.attributes))")
      }
      owner = "\(machine.typeName(value)) with \(attribute) "
      found = held
    }
    guard found.isObject(.string) else {
      throw fail(name, got: place + owner + machine.shortText(found), want: identity.parameter.want)
    }
    let text = try string(found, name)
    guard !text.isEmpty else {
      throw fail(
        name, got: place + owner + "an empty \(identity.what)", want: identity.parameter.want)
    }
    guard identity.parameter.allows(text) else {
      throw fail(name, got: place + owner + machine.shortText(found), want: identity.parameter.want)
    }
    return text
  }

  private func attribute(
    of value: Value, _ identity: Identity
  ) throws(Recorded) -> (String, Value)? {
    for attribute in identity.attributes {
      guard let held = machine.attributeIfPresent(value, machine.heap.intern(attribute)) else {
        continue
      }
      if held.isFailed { throw Recorded() }
      return (attribute, held)
    }
    return nil
  }

  private func described(_ value: Value) -> String {
    value.isObject(.structure) || value.isObject(.host)
      ? article(machine.typeName(value)) : machine.shortText(value)
  }

  private func article(_ noun: String) -> String {
    let isVowel = noun.first.map { "aeiouAEIOU".contains($0) } ?? false
    return (isVowel ? "an " : "a ") + noun
  }

  private func alternatives(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: " or ")
  }
}

// MARK: Declarations

extension Signature.Parameter {
  /// A parameter of a built-in that goes into one of an operation: type, limits and meaning are the operation's.
  init(
    _ name: String, _ kind: Kind = .ordinary, of parameter: HuaweiCloud.Parameter,
    isOptional: Bool = true, defaultText: String? = nil, type: TypeDescriptor? = nil
  ) {
    self.init(
      name, kind, type: type ?? parameter.type, limit: type == nil ? parameter.limit : nil,
      isOptional: isOptional, defaultText: defaultText, documentation: parameter.summary)
  }
}

extension HuaweiCloud.Parameter {
  fileprivate var type: TypeDescriptor {
    switch kind {
    case .text, .choice: .string
    case .integer: .int
    case .boolean: .bool
    case .texts: .list(.string)
    }
  }

  fileprivate var limit: Signature.Limit? {
    switch kind {
    case .text(let range): range.map { .length($0) }
    case .integer(let range): .range(range)
    case .choice(let choices): .oneOf(choices)
    case .texts(let count, _): count.map { .count($0) }
    case .boolean: nil
    }
  }
}
