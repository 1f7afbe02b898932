import HuaweiCloud
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (1_775_203_750, "2026-04-03T08:09:10Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    (-1, "1969-12-31T23:59:59Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `a time is written and read`(_ seconds: Int, text: String) {
    let time = Timestamp(secondsSinceEpoch: seconds)
    #expect("\(time)" == text)
    #expect(Timestamp(parsing: text) == time)
    #expect(Timestamp(parsing: time.compact) == time)
  }

  @Test func `a fraction is dropped`() {
    #expect(
      Timestamp(parsing: "2026-04-03T08:09:10.701000Z")
        == Timestamp(secondsSinceEpoch: 1_775_203_750))
  }

  @Test(arguments: [
    "", "2026-04-03", "2026-04-03T08:09:10", "2026-13-03T08:09:10Z", "2026-04-03T24:09:10Z",
    "2026-04-03T08:09:1xZ", "٢٠٢٦-04-03T08:09:10Z",
  ])
  func `what is no time is refused`(_ text: String) { #expect(Timestamp(parsing: text) == nil) }
}
