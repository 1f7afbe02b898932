import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct ArgumentsTests {
  private func stage(_ words: String...) -> Stage {
    Stage(set: { $0.arguments = ScriptArguments(words) })
  }

  @Test func `options become attributes, the rest goes by position`() async {
    let stage = stage("--dry-run", "--inventory=list.csv", "one", "--", "--two")
    let outcome = await stage.run(
      "print(args.inventory, args.dry_run, args.positional, hasattr(args, \"x\"))")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "list.csv true [\"one\", \"--two\"] False\n")
  }

  @Test func `a missing option has the default that getattr is given`() async {
    let stage = stage("--region=x")
    let outcome = await stage.run(
      "print(getattr(args, \"region\", 1), getattr(args, \"zone\", \"none\"))")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "x none\n")
    let missing = await stage.run("getattr(args, \"zone\")")
    #expect(missing.trouble?.hasPrefix("args has no `zone`") == true)
  }

  @Test func `a missing option says what was given and how to pass it`() async {
    let outcome = await stage("--region=x", "one").run("args.inventory_file")
    #expect(
      outcome.trouble
        == "args has no `inventory_file`: the script was given --region, 1 positional argument")
    #expect(
      outcome.error?.diagnostic.hint == "pass it after the script: --inventory-file=VALUE")
  }

  @Test func `a misspelt option has a hint`() async {
    let outcome = await stage("--inventory=x").run("args.inventry")
    #expect(outcome.error?.diagnostic.hint == "did you mean \"inventory\"?")
  }

  @Test func `a script without arguments is told so`() async {
    let outcome = await stage().run("args.x")
    #expect(outcome.trouble == "args has no `x`: the script was given no arguments")
  }
}
