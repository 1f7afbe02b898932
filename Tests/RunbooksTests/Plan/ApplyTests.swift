import HuaweiCloud
import Runbooks
import Synchronization
import Testing

/// Plans that are made, and carried out while others change things.
struct ApplyTests {
  /// Instances in security groups, as a service has them.
  private final class Instances: Sendable {
    let groups: Mutex<[String: String]>
    let reads = Mutex(0)

    init(_ groups: [String: String]) { self.groups = Mutex(groups) }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      guard request.method == .get else {
        let instance = request.json?["instance_id"]?.string ?? ""
        let group = request.json?["securitygroup_ids"]?.array?.first?.string ?? ""
        groups.withLock { $0[instance] = group }
        return .json("{\"result\": \"success\"}")
      }
      reads.withLock { $0 += 1 }
      let items = groups.withLock { $0 }.sorted { $0.key < $1.key }.map {
        "{\"instance_id\": \"\($0.key)\", \"security_group_id\": \"\($0.value)\"}"
      }
      return .json("{\"total\": \(items.count), \"instances\": [\(items.joined(separator: ","))]}")
    }
  }

  private static func instance(_ letter: Character) -> String {
    String(repeating: letter, count: 32)
  }

  private static let script = """
    for letter in "abc".elems():
        setSecurityGroup(letter * 32, "new").ok
    """

  private func plan(_ instances: Instances) async throws -> PlannedChanges {
    let stage = Stage { request, _ in instances.answer(request) }
    stage.session.mode = .plan
    let outcome = await stage.evaluate(Self.script + "\n")
    #expect(outcome.run.trouble == nil)
    return try #require(outcome.run.plan)
  }

  private func instances() -> Instances {
    Instances(Dictionary(uniqueKeysWithValues: "abc".map { (Self.instance($0), "old") }))
  }

  @Test func `each change finds its target as it is right then`() async throws {
    let instances = instances()
    let plan = try await plan(instances)
    #expect(plan.effectiveCount == 3)
    let stage = Stage { request, _ in
      let answer = instances.answer(request)
      // Somebody else is quicker with the second.
      if request.bodyText.contains(Self.instance("a")) {
        instances.groups.withLock { $0[Self.instance("b")] = "elsewhere" }
      }
      return answer
    } set: {
      $0.plan = plan
    }
    let outcome = await stage.run(Self.script)
    guard case .stale(let difference)? = outcome.stop else {
      Issue.record("\(String(describing: outcome.stop))")
      return
    }
    #expect(difference.contains("elsewhere"))
    #expect(outcome.facts.contains(.stale))
    let groups = instances.groups.withLock { $0 }
    #expect(groups[Self.instance("a")] == "new")
    #expect(groups[Self.instance("b")] == "elsewhere")
    #expect(groups[Self.instance("c")] == "old")
  }

  @Test func `a target that is gone makes a plan stale`() async throws {
    let instances = instances()
    let plan = try await plan(instances)
    instances.groups.withLock { $0[Self.instance("a")] = nil }
    let stage = Stage { request, _ in
      instances.answer(request)
    } set: {
      $0.plan = plan
    }
    let outcome = await stage.run(Self.script)
    #expect(outcome.facts.contains(.stale))
    #expect(stage.cloud.requests.allSatisfy { $0.method == .get })
  }

  @Test func `what the plan calls impossible is not sent`() async throws {
    let instances = instances()
    instances.groups.withLock { $0[Self.instance("b")] = nil }
    let plan = try await plan(instances)
    #expect(plan.changes.map(\.state) == [.change, .impossible, .change])
    instances.groups.withLock { $0[Self.instance("b")] = "old" }
    let stage = Stage { request, _ in
      instances.answer(request)
    } set: {
      $0.plan = plan
    }
    let outcome = await stage.run(Self.script)
    #expect(outcome.stop == nil)
    let groups = instances.groups.withLock { $0 }
    #expect(groups.sorted { $0.key < $1.key }.map(\.value) == ["new", "old", "new"])
  }

  @Test func `after a call of its own a service is read anew`() async throws {
    let script = """
      cloud.call("dbss", "POST", "/v1/x", idempotent = True)
      print(auditInstances()[0].security_group_id)
      """
    let instances = instances()
    let planning = Stage { request, _ in instances.answer(request) }
    planning.session.mode = .plan
    let plan = try #require(await planning.evaluate(script + "\n").run.plan)
    #expect(plan.unshown == ["auditInstances at <stdin>:2"])
    let stage = Stage { request, _ in
      if request.method == .post {
        instances.groups.withLock { $0[Self.instance("a")] = "called" }
      }
      return request.method == .get ? instances.answer(request) : .empty
    } set: {
      $0.plan = plan
    }
    let outcome = await stage.run(script)
    #expect(outcome.trouble == nil)
    #expect(stage.events.output == "called\n")
  }

  @Test func `changes that leave together share a read`() async throws {
    let instances = instances()
    let plan = try await plan(instances)
    instances.reads.withLock { $0 = 0 }
    let stage = Stage { request, _ in
      instances.answer(request)
    } set: {
      $0.plan = plan
    }
    let outcome = await stage.run(Self.script.replacing(".ok", with: ""))
    #expect(outcome.trouble == nil)
    #expect(outcome.stop == nil)
    #expect(instances.groups.withLock { Set($0.values) } == ["new"])
    // The first has one of its own; whoever came meanwhile shares the next.
    #expect(instances.reads.withLock { $0 } <= 3)
  }

  @Test func `a handle of a plan is planned`() async {
    let stage = Stage()
    stage.session.mode = .plan
    let one = await stage.evaluate("x = ignorePort(\"a\", 22, \"TCP\")\nx.ok\nx")
    #expect(one.value == "<ignorePort port 22/TCP of agent a: planned>")
    let some = await stage.evaluate("x = ignorePort([\"a\", \"b\"], 22, \"TCP\")\nx.ok\nx")
    #expect(some.value == "<ignorePort: 2 of 2 planned>")
  }
}
