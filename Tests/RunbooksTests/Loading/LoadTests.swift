import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct LoadTests {
  @Test func `a file is loaded relative to the one that loads it, and once`() async {
    let stage = Stage.files([
      "/runbooks/lib/a.star":
        "load(\"b.star\", \"b\")\nload(\"../c.star\", \"c\")\na = b + c\nprint(\"a\")",
      "/runbooks/lib/b.star": "load(\"../c.star\", \"c\")\nb = c + 10",
      "/runbooks/c.star": "c = 1\nprint(\"c\")",
    ])
    let outcome = await stage.run(
      "load(\"lib/a.star\", \"a\")\nload(\"c.star\", \"c\")\nprint(a, c)")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "c\na\n12 1\n")
  }

  @Test func `functions of a loaded file change the cloud when the runbook calls them`() async {
    let stage = Stage.files([
      "/runbooks/lib.star": "def quiet(agent):\n    ignorePort(agent, 22, \"TCP\")\n"
    ])
    let outcome = await stage.run("load(\"lib.star\", \"quiet\")\nquiet(\"a\")")
    #expect(outcome.trouble == nil)
    #expect(stage.cloud.requests.count == 1)
    #expect(outcome.records.first?.place?.file == "lib.star")
    #expect(outcome.records.first?.place?.line == 2)
  }

  @Test(arguments: [
    ("ignorePort(\"a\", 22, \"TCP\")", "ignorePort cannot be called while a file is being loaded"),
    ("time.now()", "time.now cannot be called while a file is being loaded"),
    ("csv.read(\"x\")", "csv.read cannot be called while a file is being loaded"),
    ("hosts()", "hosts cannot be called while a file is being loaded"),
    ("attempt(len, [])", "attempt cannot be called while a file is being loaded"),
  ])
  func `what reaches outside is refused while loading`(_ text: String, _ message: String) async {
    let stage = Stage.files(["/runbooks/lib.star": "x = 1\ny = " + text])
    let outcome = await stage.run("load(\"lib.star\", \"x\")")
    #expect(outcome.trouble == message)
    #expect(outcome.error?.diagnostic.source.name == "lib.star")
    #expect(stage.cloud.requests.isEmpty)
  }

  @Test func `files that load each other are told with their circle`() async {
    let stage = Stage.files([
      "/runbooks/a.star": "load(\"b.star\", \"b\")\na = 1",
      "/runbooks/b.star": "load(\"a.star\", \"a\")\nb = 1",
    ])
    let outcome = await stage.run("load(\"a.star\", \"a\")")
    #expect(
      outcome.trouble == "load: files load each other in a circle: a.star → b.star → a.star")
  }

  @Test(arguments: [
    ("/etc/passwd", "load: \"/etc/passwd\" is not a path relative to the file that loads it"),
    ("../outside.star", "load: \"../outside.star\" is outside of the folder /runbooks"),
    ("nosuch.star", "load: there is no file /runbooks/nosuch.star"),
  ])
  func `only files of the script's root are loaded`(_ name: String, _ message: String) async {
    let stage = Stage.files(["/outside.star": "x = 1", "/runbooks/main.star": ""])
    let outcome = await stage.run("load(\"\(name)\", \"x\")")
    #expect(outcome.trouble == message)
  }

  @Test func `an error of a loaded file is shown in that file`() async {
    let stage = Stage.files(["/runbooks/lib.star": "x = 1\nif x: pass\n"])
    let outcome = await stage.run("load(\"lib.star\", \"x\")")
    #expect(outcome.error?.diagnostic.source.name == "lib.star")
    #expect(
      outcome.error?.diagnostic.source.line(of: outcome.error?.diagnostic.span.start ?? 0) == 2)
  }

  @Test func `what was loaded does not change`() async {
    let stage = Stage.files(["/runbooks/lib.star": "x = [1]"])
    let outcome = await stage.run("load(\"lib.star\", \"x\")\nx.append(2)")
    #expect(outcome.trouble == "cannot append to frozen list")
  }

  @Test func `a loaded file sees the arguments`() async {
    let stage = Stage.files(["/runbooks/lib.star": "def region(): return args.region"]) {
      $0.arguments = ScriptArguments(["--region=north"])
    }
    let outcome = await stage.run("load(\"lib.star\", \"region\")\nprint(region())")
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "north\n")
  }
}
