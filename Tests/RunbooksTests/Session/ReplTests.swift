import Dispatch
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct ReplTests {
  private func expect(
    _ stage: Stage, _ text: String, _ value: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let outcome = await stage.evaluate(text)
    #expect(outcome.value == value, sourceLocation: sourceLocation)
  }

  @Test func `globals stay, and the last expression is shown`() async {
    let stage = Stage()
    await expect(stage, "x = 20", nil)
    await expect(stage, "def f(): return x + 1\n", nil)
    await expect(stage, "f()", "21")
    await expect(stage, "x = 41", nil)
    await expect(stage, "[f(), \"a\"]", "[42, \"a\"]")
    await expect(stage, "None", nil)
  }

  @Test func `a chunk that fails leaves the session as it was`() async {
    let stage = Stage()
    _ = await stage.evaluate("x = 1")
    let failed = await stage.evaluate("y = x // 0")
    #expect(failed.run.error?.kind == .programming)
    #expect(failed.run.facts == [.scriptFailed])
    await expect(stage, "x", "1")
  }

  @Test(arguments: ["def f():", "x = (1,", "for n in [1]:\n", "\"\"\"text"])
  func `a chunk that is not complete asks for more`(_ text: String) async {
    let outcome = await Stage().evaluate(text)
    #expect(outcome.isIncomplete)
  }

  @Test func `a chunk that is wrong does not ask for more`() async {
    let outcome = await Stage().evaluate("x = = 1")
    #expect(!outcome.isIncomplete)
    #expect(outcome.run.diagnostics.count == 1)
  }

  @Test func `each chunk sends its changes and tells of them alone`() async {
    let stage = Stage()
    let first = await stage.evaluate(
      "ignorePort(\"a\", 22, \"TCP\"); ignorePort(\"b\", 22, \"TCP\")")
    #expect(first.run.counts.applied == [.ignorePort: 2])
    #expect(first.run.requests == ["BatchModifyPortStatus": 1])
    let second = await stage.evaluate("1 + 1")
    #expect(second.run.counts.total == 0)
    #expect(second.run.requests.isEmpty)
    #expect(second.run.summary.isEmpty)
  }

  @Test func `a chunk can be cancelled, and the next one runs`() async {
    let stage = Stage(set: { $0.clock = .system })
    let canceller = Task {
      while stage.events.output.isEmpty { await Task.yield() }
      stage.session.cancel()
    }
    let outcome = await stage.evaluate("print(\"go\"); waitUntil(lambda: False, 100000)")
    await canceller.value
    #expect(outcome.run.stop == .cancelled)
    await expect(stage, "1 + 1", "2")
  }

  @Test func `each chunk has the whole limit of steps`() async {
    let stage = Stage(set: { $0.limits.steps = 100_000 })
    for _ in 1...3 {
      await expect(stage, "len([n for n in range(20000)])", "20000")
      let endless = await stage.evaluate("[n for n in range(1 << 60) if n < 0]")
      #expect(endless.run.error?.kind == .limit)
    }
    await expect(stage, "6 * 7", "42")
  }

  @Test func `a chunk that is cancelled before it begins does nothing`() async {
    let stage = Stage()
    for _ in 1...2 {
      // Blocking, and so on a thread of its own.
      let outcome = await withCheckedContinuation { ended in
        DispatchQueue.global().async {
          let text = "x = 1; print(\"ran\"); ignorePort(\"a\", 22, \"TCP\")"
          ended.resume(
            returning: stage.session.evaluate(SourceText(name: "<1>", text: text)) {
              stage.session.cancel()
            })
        }
      }
      #expect(outcome.run.stop == .cancelled)
    }
    #expect(stage.events.output.isEmpty)
    #expect(stage.cloud.requests.isEmpty)
    let next = await stage.evaluate("6 * 7")
    #expect(next.value == "42")
  }

  @Test func `a run that is cancelled before it begins does nothing`() async {
    let stage = Stage()
    stage.session.cancel()
    let outcome = await stage.run("print(\"ran\")")
    #expect(outcome.stop == .cancelled)
    #expect(stage.events.output.isEmpty)
  }

  @Test func `names and attributes can be completed`() async {
    let stage = Stage(set: { $0.arguments = ScriptArguments(["--region=x"]) })
    _ = await stage.evaluate("mine = struct(one = 1, two = 2)")
    let names = stage.session.names
    #expect(
      ["args", "attempt", "cloud", "hosts", "ignorePort", "len", "mine"].allSatisfy(names.contains))
    #expect(names.allSatisfy { $0.first?.isLetter ?? false })
    #expect(stage.session.attributes(of: "mine") == ["one", "two"])
    #expect(stage.session.attributes(of: "cloud") == ["call"])
    #expect(stage.session.attributes(of: "args") == ["positional", "region"])
    #expect(stage.session.attributes(of: "nosuch").isEmpty)
    #expect(
      Session.keywords(of: "ignorePort")
        == ["agent", "port", "protocol", "host", "container", "category", "enterpriseProject"])
  }
}
