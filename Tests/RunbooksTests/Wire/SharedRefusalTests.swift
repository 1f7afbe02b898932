import FoundationEssentials
import Glibc
import HuaweiCloud
import Runbooks
import StarlarkSyntax
import StateStore
import Testing

/// Refused credentials, counted over all processes of a machine.
struct SharedRefusalTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/reeve-refusals-\(UUID())"

  private func client(_ cloud: FakeCloud, key: String = "VECTORAK000000000001") -> CloudClient {
    Self.client(cloud, key: key)
  }

  private static func client(
    _ cloud: FakeCloud, key: String = "VECTORAK000000000001"
  ) -> CloudClient {
    CloudClient(
      CloudConfiguration(
        source: "test",
        login: .accessKey(AccessKey(id: key, secret: Secret("wrong")), domainID: nil),
        endpoints: Endpoints(region: "cn-north-4"), projectID: CloudClient.projectID),
      transport: cloud)
  }

  /// A session as another process would have it.
  private func run(_ client: CloudClient) async throws -> RunOutcome {
    try await Self.run(client, in: folder)
  }

  private static func run(_ client: CloudClient, in folder: String) async throws -> RunOutcome {
    var settings = SessionSettings()
    settings.rates = [:]
    settings.callLimiter = try StateStore(folder: folder).limiter
    settings.retries = .never
    let session = Session(
      cloud: CloudAccess(client: client), settings: settings, events: Recorder())
    return await session.run(
      SourceText(name: "x.star", text: "ignorePort(\"a\", 22, \"TCP\")"))
  }

  @Test func `the refusal that would lock a key is not risked`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cloud = FakeCloud { _, _ in .refusal("APIGW.0301", status: 401) }
    for _ in 0..<4 { _ = try await run(client(cloud)) }
    #expect(cloud.requests.count == 4)
    let outcome = try await run(client(cloud))
    #expect(cloud.requests.count == 4)
    #expect(outcome.facts.contains(.notAuthorised))
    #expect(outcome.summary.contains { $0.contains("refused 4 times in the last five minutes") })
    #expect(!outcome.summary.joined().contains("VECTORAK"))
    // Another key is another count.
    _ = try await run(client(cloud, key: "VECTORAK000000000002"))
    #expect(cloud.requests.count == 5)
  }

  @Test func `what is accepted forgets what was refused`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cloud = FakeCloud { _, number in
      number % 4 == 3 ? .empty : .refusal("APIGW.0301", status: 401)
    }
    for _ in 0..<12 { _ = try await run(client(cloud)) }
    #expect(cloud.requests.count == 12)
  }

  @Test func `the first request of a process that was killed does not count`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for _ in 0..<4 {
      await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
        let cloud = FakeCloud { _, _ in
          kill(getpid(), SIGKILL)
          return .lost
        }
        _ = try await Self.run(Self.client(cloud), in: folder)
      }
    }
    let cloud = FakeCloud()
    let outcome = try await run(client(cloud))
    #expect(outcome.isSuccess)
    #expect(cloud.requests.count == 1)
  }

  @Test func `a first request that got no answer does not count`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cloud = FakeCloud { _, _ in .lost }
    for _ in 0..<6 { _ = try await run(client(cloud)) }
    #expect(cloud.requests.count == 6)
  }
}
