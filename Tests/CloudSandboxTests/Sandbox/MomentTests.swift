import CloudSandbox
import Testing

struct MomentTests {
  @Test(arguments: [
    ("20260403T080910Z", 1_775_203_750), ("19700101T000000Z", 0),
    ("20240229T235959Z", 1_709_251_199),
    ("20000301T000000Z", 951_868_800),
  ])
  func `the compact form is read and written`(_ text: String, _ seconds: Int) {
    #expect(Moment(compact: text) == Moment(seconds: seconds))
    #expect(Moment(seconds: seconds).compact == text)
  }

  @Test(arguments: [
    "", "2026-04-03T08:09:10Z", "20261303T080910Z", "20260403T080910", "2026040aT080910Z",
  ])
  func `other forms are none`(_ text: String) {
    #expect(Moment(compact: text) == nil)
  }

  @Test func `microseconds keep their zeros`() {
    #expect(
      Moment(microseconds: 1_775_203_750_000_120).withMicroseconds == "2026-04-03T08:09:10.000120Z")
  }
}
