import Starlark
import Synchronization
import Testing

@Suite struct `Host objects` {
  final class Account: StarlarkObject {
    let name: String
    let balance = Mutex(0)

    init(_ name: String) { self.name = name }

    static let hostType = HostType(
      "Account", of: Account.self, "Money.",
      [
        .attribute("name", "Whose.") { $0.name },
        .attribute("balance", "In cents.") { account in account.balance.withLock { $0 } },
        .attribute("secret", "Never shown.") { _ -> Int in throw HostError("it is secret") },
        .method("deposit", "Adds money.", HostParameter<Int>("cents", limit: .range(1...1_000))) {
          account, cents in
          account.balance.withLock { $0 += cents }
        },
        .method(
          "transfer", "Moves money.", HostParameter<Account>("to"), HostParameter<Int>("cents")
        ) {
          account, other, cents in
          account.balance.withLock { $0 -= cents }
          other.balance.withLock { $0 += cents }
          return cents
        },
        .asyncMethod("audit", "Waits.") { account in
          await Task.yield()
          return account.name
        },
      ])

    var starlarkText: String { "Account(\(name))" }
  }

  final class Row: StarlarkObject {
    let cells: [StarlarkValue]
    init(_ cells: [StarlarkValue]) { self.cells = cells }
    static let hostType = HostType("Row", of: Row.self)
    var starlarkElements: [StarlarkValue]? { cells }
    func starlarkElement(at index: StarlarkValue) throws -> StarlarkValue? {
      let number = try index.converted(to: Int.self)
      guard cells.indices.contains(number) else { throw HostError("no cell \(number)") }
      return cells[number]
    }
  }

  private func interpreter() -> (Interpreter, Account, Account) {
    let (ann, bob) = (Account("ann"), Account("bob"))
    var interpreter = Interpreter()
    interpreter.values = [
      "ann": ann.starlarkValue, "bob": bob.starlarkValue, "row": Row([1, "x"]).starlarkValue,
    ]
    interpreter.types = [Account.hostType, Row.hostType]
    return (interpreter, ann, bob)
  }

  @Test func `have attributes and methods`() async throws {
    let (interpreter, ann, bob) = interpreter()
    let module = try await interpreter.evaluate(
      """
      ann.deposit(100)
      pay = ann.transfer
      moved = pay(bob, cents = 30)
      left = ann.balance
      names = [x.audit() for x in [ann, bob]]
      text = str(ann) + type(bob)
      same = ann == ann and ann != bob and {ann: 1}[ann] == 1
      listed = dir(ann)
      there = hasattr(ann, "name") and not hasattr(ann, "nome")
      def check(x: Account) -> str: return x.name
      checked = check(ann)
      """)
    #expect(ann.balance.withLock { $0 } == 70 && bob.balance.withLock { $0 } == 30)
    #expect(try module.value("moved") == 30)
    #expect(try module.value("left") == 70)
    #expect(try module.value("names") == ["ann", "bob"])
    #expect(try module.value("text") == "Account(ann)Account")
    #expect(try module.value("same") == true)
    #expect(try module.value("there") == true)
    #expect(
      try module.value("listed") == ["audit", "balance", "deposit", "name", "secret", "transfer"])
    #expect(try module.value("checked") == "ann")
    #expect(
      try module.value("pay", as: StarlarkHandle.self).typeName == "builtin_function_or_method")
  }

  @Test func `can be sequences`() async throws {
    let (interpreter, _, _) = interpreter()
    let expression = "[len(row), row[1], [c for c in row], 'x' in row, 7 in row, bool(row)]"
    #expect(
      try await interpreter.evaluate(expression: expression) == [
        2, "x", [1, "x"], true, false, true,
      ])
  }

  @Test(arguments: [
    ("ann.deposit(0)", "Account.deposit: parameter `cents`: got 0, want an integer from 1 to 1000"),
    ("ann.transfer(row, 1)", "Account.transfer: parameter `to`: got Row, want Account"),
    ("ann.secret", "Account.secret: it is secret"), ("row[7]", "Row: no cell 7"),
    ("ann.nome", "Account has no field or method \"nome\""),
    ("[x for x in ann]", "not iterable"),
    ("ann[0]", "Account[int]"),
  ])
  func `say what is wrong`(_ expression: String, _ message: String) async throws {
    let (interpreter, _, _) = interpreter()
    let error = await #expect(throws: EvaluationError.self) {
      try await interpreter.evaluate(expression: expression)
    }
    #expect(error?.diagnostic.message.contains(message) == true)
  }

  @Test func `live as long as the script holds them`() async throws {
    let live = Live()
    var interpreter = Interpreter()
    interpreter.functions = [HostFunction("make", "Makes one.") { Tracked(live) }]
    var module: ScriptModule? = try await interpreter.evaluate(
      "kept = make()\nfor i in range(600000): make()")
    #expect((1..<600_001).contains(live.count.withLock { $0 }))
    #expect(module?.names.contains("kept") == true)
    module = nil
    #expect(live.count.withLock { $0 } == 0)
  }

  final class Live: Sendable {
    let count = Mutex(0)
  }

  final class Tracked: StarlarkObject {
    let live: Live

    init(_ live: Live) {
      self.live = live
      live.count.withLock { $0 += 1 }
    }

    deinit { live.count.withLock { $0 -= 1 } }

    static let hostType = HostType("Tracked", of: Tracked.self)
  }

  @Test func `survive in frozen modules`() async throws {
    var (interpreter, ann, _) = interpreter()
    interpreter.modules["bank"] = try await interpreter.evaluate(
      "account = ann\ndef deposit(n): account.deposit(n)"
    ).freeze()
    interpreter.values = [:]
    let shared = interpreter
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          _ = try await shared.evaluate("load('bank', 'deposit')\n[deposit(1) for _ in range(50)]")
        }
      }
      try await group.waitForAll()
    }
    #expect(ann.balance.withLock { $0 } == 400)
  }
}
