import HuaweiCloud
import Starlark
import StarlarkCompiler
import StarlarkSyntax

extension CheckEnvironment {
  /// What a runbook finds around it: the language, and the built-ins of the cloud.
  static func runbook(_ dialect: Dialect) -> CheckEnvironment {
    var environment = LanguageReference.checkEnvironment(dialect)
    for function in Builtins.functions {
      environment.names[function.signature.name] = .function(known(function))
    }
    for module in Builtins.modules {
      let members = module.functions.map { ($0.name, StaticValue.function(known($0))) }
      environment.names[module.name] = .module(
        name: module.name, members: Dictionary(uniqueKeysWithValues: members))
    }
    for type in RunbookReference.types where type.isComplete {
      environment.types[type.page.name] = members(of: type.page)
    }
    for type in RunbookReference.types where !type.isComplete && !type.page.fields.isEmpty {
      environment.openTypes[type.page.name] = usualMembers(of: type.page)
    }
    environment.attributeTypes.formUnion(
      RunbookReference.types.map(\.page.name) + ["args"])
    environment.names["args"] = .typed(.named("args"))
    environment.fieldTypes["args"] = (["positional": .list(.string)], .string)
    for list in Reads.all { environment.listTypes[list.item] = list.list }
    let calls = (Builtins.functions + Builtins.modules.flatMap(\.functions)).filter {
      $0.isImpure || known($0).passesOn
    }
    let outside = ["time.now", "csv.read"]
    for name in calls.filter(\.isImpure).map(\.signature.name) + outside {
      environment.callsWhileLoading[name] = (refusal(name), RunbookReference.loadingHint)
    }
    for function in calls where !function.isImpure {
      let name = function.signature.name
      environment.callsWhileLoading[name] = (refusal(name), nil)
    }
    return environment
  }

  private static func refusal(_ name: String) -> String {
    "\(name) cannot be called while a file is being loaded"
  }

  private static func known(_ function: NativeFunction) -> KnownFunction {
    KnownFunction(
      function.signature, rule: ServiceRule(),
      passesOn: ["attempt", "defer"].contains(function.signature.name))
  }

  /// What an item of the service has by its reference.
  private static func usualMembers(
    of type: LanguageReference.TypePage
  ) -> [String: StaticValue] {
    // Some answers name what they are about by `id`, which their reference calls otherwise.
    var members: [String: StaticValue] = ["id": .unknown]
    for field in type.fields {
      let choices = ItemMembers.all[type.name]?.choices.first { $0.name == field.name }?.values
      members[field.name] = .assumed(field.type, choices: choices ?? [])
    }
    return members
  }

  private static func members(of type: LanguageReference.TypePage) -> [String: StaticValue] {
    var members: [String: StaticValue] = [:]
    for method in type.methods {
      members[method.name] = .function(KnownFunction(method, rule: LanguageReference.rule))
    }
    for field in type.fields { members[field.name] = .of(field.type) }
    return members
  }
}
