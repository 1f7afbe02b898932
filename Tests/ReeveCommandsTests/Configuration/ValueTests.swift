import ReeveCommands
import Runbooks
import Testing

/// Values as people write them.
@Suite struct ValueTests {
  @Test(arguments: [
    ("90", Duration.seconds(90)), ("30s", .seconds(30)), ("5m", .seconds(300)),
    ("5min", .seconds(300)), ("2h", .seconds(7_200)), ("250ms", .milliseconds(250)),
    ("1.5s", .milliseconds(1_500)),
  ])
  func `times have units`(_ text: String, _ wanted: Duration) throws {
    #expect(try Duration(written: text) == wanted)
  }

  @Test(arguments: ["", "s", "0", "-1s", "1d", "1e3s", "1 s", "nan"])
  func `what is no time is refused`(_ text: String) {
    #expect(throws: ValueProblem.self) { try Duration(written: text) }
  }

  @Test(arguments: [("1", 1), ("10B", 10), ("2KiB", 2_048), ("3MiB", 3 << 20), ("1GiB", 1 << 30)])
  func `sizes have units`(_ text: String, _ wanted: Int) throws {
    #expect(try Int(writtenSize: text) == wanted)
  }

  @Test(arguments: ["", "0", "1kb", "-1", "9223372036854775807GiB", "MiB"])
  func `what is no size is refused`(_ text: String) {
    #expect(throws: ValueProblem.self) { try Int(writtenSize: text) }
  }

  @Test(arguments: [
    ("unlimited", RequestRate.unlimited), ("5/min", .calls(5, per: .seconds(60))),
    ("2/s", .calls(2, per: .seconds(1))), ("100/h", .calls(100, per: .seconds(3_600))),
  ])
  func `rates are read and written alike`(_ text: String, _ wanted: RequestRate) throws {
    #expect(try RequestRate(written: text) == wanted)
    #expect(wanted.written == text)
  }

  @Test(arguments: ["", "5", "0/min", "5/day", "5/min/s", "none"])
  func `what is no rate is refused`(_ text: String) {
    #expect(throws: ValueProblem.self) { try RequestRate(written: text) }
  }

  @Test(arguments: ["hss", "=x", "hss=", "h s=x"])
  func `what is no setting of a service is refused`(_ text: String) {
    #expect(throws: ValueProblem.self) { try ServiceSetting(written: text) }
  }
}
