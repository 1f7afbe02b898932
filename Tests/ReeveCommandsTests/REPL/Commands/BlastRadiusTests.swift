import ReeveCommands
import Runbooks
import Testing

struct BlastRadiusTests {
  @Test func `it says what is touched and how long that takes`() {
    var pending = PendingChanges()
    pending.counts = [.ignorePort: 3_000, .setSecurityGroup: 1]
    (pending.agents, pending.instances) = (1_500, 1)
    pending.requests = 16
    pending.time = .seconds(180)
    let radius = BlastRadius(pending)
    #expect(radius.count == 3_001)
    #expect(
      radius.text
        == "ignorePort 3000, setSecurityGroup 1: 3001 changes to 1500 agents, 1 instance in "
        + "16 requests; the quota makes them take 3 min")
  }

  @Test func `a call by itself is named`() {
    var pending = PendingChanges()
    pending.counts = [.call: 1]
    pending.call = "DELETE vpc:/v1/x"
    pending.requests = 1
    #expect(
      BlastRadius(pending).text
        == "cloud.call 1: 1 change in 1 request, DELETE vpc:/v1/x among them")
  }
}
