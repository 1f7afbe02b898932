import HuaweiCloud
import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// Built-ins of the cloud take arguments within the limits of the service's reference.
///
/// The limits are those of the operations' own parameters, and the words those of a run.
struct ServiceRule: ArgumentRule {
  /// What is no TCP or UDP port beyond this, though the reference allows it.
  private static let highestPort = 65_535

  func problems(
    of arguments: [BoundArgument], in signature: Signature
  ) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    for argument in arguments {
      if let problem = problem(of: argument, in: signature) { problems.append(problem) }
    }
    return problems + sharedPlaces(arguments, signature)
  }

  private func problem(of argument: BoundArgument, in signature: Signature) -> ArgumentProblem? {
    let name = argument.parameter.name
    func refuse(_ fault: Fault?) -> ArgumentProblem? {
      fault.map {
        ArgumentProblem(
          name, "\(signature.name): parameter `\(name)`: got \($0.got), want \($0.want)",
          hint: $0.hint, isWarning: !$0.isSure)
      }
    }
    if argument.parameter.type == .callable {
      return notCallable(argument.value).map {
        ArgumentProblem(
          name, "\($0) is not callable", hint: "a function and its arguments are given apart: f, x")
      }
    }
    let limit = ServiceParameters.parameter(name, of: signature.name)
    // Left out and None are the same to the service, where a call may leave it out.
    if case .none = argument.value, argument.parameter.isOptional, limit?.takesNone == true {
      return nil
    }
    switch limit {
    case .id(let identity)?: return refuse(fault(of: argument.value, identity, takesList: false))
    case .ids(let identity)?: return refuse(fault(of: argument.value, identity, takesList: true))
    case .value(let parameter)?:
      if case .none = argument.value {
        guard signature.name == "cloud.call" else {
          return refuse(Fault(got: "None", want: parameter.want))
        }
        return ArgumentProblem(
          name, "cloud.call: parameter `service`: got None, want service, method and path")
      }
      if let problem = refuse(fault(of: argument.value, parameter)) { return problem }
      switch name {
      case "port": return warning(argument, signature.name)
      case "path" where signature.name == "cloud.call":
        guard case .string(let path) = argument.value else { return nil }
        return refuse(
          CloudModule.fault(ofPath: path).map { Fault(got: $0.got, want: $0.want, hint: $0.hint) })
      default: return nil
      }
    case .flag?:
      guard let type = argument.value.typeName, type != "bool" else { return nil }
      return refuse(Fault(got: argument.value.text ?? type, want: "True or False"))
    case .seconds?: return refuse(fault(ofSeconds: argument.value))
    case nil: return localFilter(argument, signature.name)
    }
  }

  /// Tells of a filter that nothing passes: it is one of few texts by the reference, and this is none of them.
  private func localFilter(_ argument: BoundArgument, _ function: String) -> ArgumentProblem? {
    let name = argument.parameter.name
    guard let list = Reads.all.first(where: { $0.name == function }),
      list.localFilters.contains(where: { $0.name == name }),
      let member = ItemMembers.all[list.item]?.choices.first(where: { $0.name == name }),
      case .string(let text) = argument.value, !member.values.contains(text),
      let shown = argument.value.text
    else { return nil }
    let choices = HuaweiCloud.Parameter(name, .query, .choice(member.values), "")
    return ArgumentProblem(
      name, "\(function): parameter `\(name)`: got \(shown), want \(choices.want)",
      hint: Spelling.suggestion(for: text, among: member.values), isWarning: true)
  }

  /// The type of a value that cannot be called.
  private func notCallable(_ value: StaticValue) -> String? {
    guard let type = value.typeName else { return nil }
    let isOwn = RunbookReference.types.contains { $0.page.name == type }
    return isOwn || value.conflicts(with: .callable) ? type : nil
  }

  /// What is wrong with a value.
  private struct Fault {
    var got: String
    var want: String
    var hint: String?
    /// Whether it fails in any case.
    var isSure = true
  }

  // MARK: Values

  private func fault(
    of value: StaticValue, _ parameter: HuaweiCloud.Parameter
  ) -> Fault? {
    let want = parameter.kind == .boolean ? "True or False" : parameter.want
    if let json = value.json(for: parameter) {
      if parameter.allows(json) { return nil }
      guard let text = value.text else { return nil }
      return Fault(got: text, want: want, hint: hint(value, parameter))
    }
    // A dict of texts is a list of texts too.
    if case .dict = value, case .texts = parameter.kind { return nil }
    guard let type = value.typeName, type != "NoneType",
      parameter.refuses(type) || value.text != nil
    else { return nil }
    return Fault(got: value.text ?? type, want: want, hint: hint(value, parameter))
  }

  private func hint(_ value: StaticValue, _ parameter: HuaweiCloud.Parameter) -> String? {
    guard case .string(let text) = value else { return nil }
    switch parameter.kind {
    case .choice(let choices): return Spelling.suggestion(for: text, among: choices)
    case .integer where Int(text) != nil: return "write \(text) without quotes, or use int()"
    case .boolean where ["true", "false"].contains(text.lowercased()):
      return "write \(text.lowercased() == "true" ? "True" : "False") without quotes"
    case .integer, .boolean, .text, .texts: return nil
    }
  }

  private func warning(_ argument: BoundArgument, _ function: String) -> ArgumentProblem? {
    guard case .int(let port) = argument.value, port > Self.highestPort,
      function.lowercased().hasSuffix("ignoreport")
    else { return nil }
    return ArgumentProblem(
      argument.parameter.name,
      "\(function): port \(port) is above \(Self.highestPort), which no TCP or UDP port is",
      isWarning: true)
  }

  private func fault(ofSeconds value: StaticValue) -> Fault? {
    let want = "a number of seconds, 0 or more"
    switch value {
    case .int(let number): return number < 0 ? Fault(got: "\(number)", want: want) : nil
    case .float(let number):
      return number < 0 ? value.text.map { Fault(got: $0, want: want) } : nil
    default:
      guard let type = value.typeName, type != "int", type != "float" else { return nil }
      return Fault(got: value.text ?? type, want: want)
    }
  }

  // MARK: IDs

  private func fault(
    of value: StaticValue, _ identity: ArgumentReader.Identity, takesList: Bool, place: String = ""
  ) -> Fault? {
    switch value {
    case .string(""):
      return Fault(
        got: place + "an empty \(identity.what)", want: identity.parameter.want)
    case .string(let text):
      guard !identity.parameter.allows(text), let shown = value.text else { return nil }
      return Fault(got: place + shown, want: identity.parameter.want)
    case .list(let elements) where takesList, .tuple(let elements) where takesList:
      for (index, element) in elements.enumerated() {
        let place = "element \(index) is "
        if let fault = fault(of: element, identity, takesList: false, place: place) { return fault }
      }
      return nil
    case .typed(.iterable(.named(let item))), .typed(.list(.named(let item))):
      guard let list = Reads.all.first(where: { $0.item == item }) else { return nil }
      if takesList {
        guard
          var fault = fault(
            of: .typed(.named(item)), identity, takesList: false, place: "element 0 is ")
        else { return nil }
        // A list may be empty.
        fault.isSure = false
        return fault
      }
      return Fault(got: "\(place)a \(list.list)", want: wanted(identity))
    case .typed(.named(let item)) where ItemMembers.all[item] != nil:
      let members = Set(ItemMembers.all[item]?.members.map(\.name) ?? [])
      guard members.isDisjoint(with: identity.attributes) else { return nil }
      return Fault(
        got: "\(place)\(article(item)) \(item)", want: wanted(identity), isSure: false)
    default:
      guard let type = value.typeName, Self.withoutID.contains(type) || !takesList && type == "list"
      else { return nil }
      return Fault(got: place + (value.text ?? type), want: wanted(identity))
    }
  }

  private func wanted(_ identity: ArgumentReader.Identity) -> String {
    "\(article(identity.what)) \(identity.what) or an object with "
      + identity.attributes.map { "`\($0)`" }.joined(separator: " or ")
  }

  /// Types that have neither an ID nor elements that could have one.
  private static let withoutID: Set<String> = [
    "NoneType", "bool", "int", "float", "bytes", "dict", "function", "builtin_function_or_method",
  ]

  private func article(_ noun: String) -> String {
    noun.first.map { "aeiouAEIOU".contains($0) } ?? false ? "an" : "a"
  }

  /// A host or container is named by an ID, and a list of agents cannot share one.
  private func sharedPlaces(
    _ arguments: [BoundArgument], _ signature: Signature
  ) -> [ArgumentProblem] {
    guard let agent = arguments.first(where: { $0.parameter.name == "agent" }) else { return [] }
    return arguments.compactMap { argument in
      let name = argument.parameter.name
      guard ["host", "container"].contains(name), case .string(let text) = argument.value else {
        return nil
      }
      let place = "\(signature.name): parameter `\(name)`: got "
      if agent.value.typeName == "list" {
        return ArgumentProblem(
          name, place + "\"\(text)\" for a list of agents, want one agent with it")
      }
      guard text.isEmpty else { return nil }
      return ArgumentProblem(name, place + "an empty id, want a text of 1 to 64 characters")
    }
  }
}

extension StaticValue {
  /// The value as the parameter's kind of JSON; nil where it is of another, or not known.
  fileprivate func json(for parameter: HuaweiCloud.Parameter) -> JSON? {
    switch (parameter.kind, self) {
    case (.integer, .int(let number)): .int(number)
    case (.boolean, .bool(let truth)): .bool(truth)
    case (.text, .string(let text)), (.choice, .string(let text)): .string(text)
    case (.texts, .string(let text)): .array([.string(text)])
    case (.texts, .list(let elements)), (.texts, .tuple(let elements)):
      Self.texts(elements)
    default: nil
    }
  }

  private static func texts(_ elements: [StaticValue]) -> JSON? {
    var items: [JSON] = []
    for case .string(let text) in elements { items.append(.string(text)) }
    return items.count == elements.count ? .array(items) : nil
  }
}

extension HuaweiCloud.Parameter {
  /// Whether no value of a type can be what the parameter takes.
  fileprivate func refuses(_ type: String) -> Bool {
    switch kind {
    case .integer: type != "int"
    case .boolean: type != "bool"
    case .text, .choice: type != "string"
    case .texts: ["bool", "int", "float", "function", "builtin_function_or_method"].contains(type)
    }
  }
}
