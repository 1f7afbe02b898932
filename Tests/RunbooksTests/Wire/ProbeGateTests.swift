import HuaweiCloud
import Runbooks
import Testing

struct ProbeGateTests {
  private func lost() -> CloudError {
    .transport(
      TransportError(
        .connectionLost,
        request: HTTPRequest(operation: "Op", method: .get, host: "h", path: "/")))
  }

  @Test func `the first call goes alone`() {
    var gate = ProbeGate()
    let admission1 = gate.enter()
    #expect(admission1 == .probe)
    let admission2 = gate.enter()
    #expect(admission2 == .wait)
    let wakes = gate.report(nil, of: .probe)
    #expect(wakes)
    let admission3 = gate.enter()
    #expect(admission3 == .open)
  }

  @Test func `a probe without an answer lets the next one probe`() {
    var gate = ProbeGate()
    let admission4 = gate.enter()
    #expect(admission4 == .probe)
    let wakes = gate.report(lost(), of: .probe)
    #expect(wakes)
    let admission5 = gate.enter()
    #expect(admission5 == .probe)
  }

  @Test func `a broken call later on closes nothing`() {
    var gate = ProbeGate()
    _ = gate.enter()
    _ = gate.report(nil, of: .probe)
    let wakes = gate.report(lost(), of: .open)
    #expect(!wakes)
    let admission6 = gate.enter()
    #expect(admission6 == .open)
  }
}
