import HuaweiCloud
import Testing

@Suite struct JSONTests {
  static let readable: [(String, JSON)] = [
    ("null", .null), (" true ", true), ("-0", 0),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
    ("9223372036854775808", .bigInt(digits: "9223372036854775808")),
    ("1.5", .double(1.5)), ("1e3", .double(1000)),
    (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\udd12""#, .string("a\"\\/\u{8}\u{c}\n\r\té🔒")),
    (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\udd12\u0041""#, "\u{FFFD}A"),
    ("[]", .array([])), ("[1,[2]]", .array([1, .array([2])])),
    (#"{"a":{"b":[]},"a":1}"#, .object(["a": 1])),
  ]

  @Test(arguments: readable)
  func `a text is read`(_ text: String, value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "01", "-", "1.", "1e", ".5", "+1", "NaN", "[1,]", "[1 2]", "{\"a\"}",
    "{a:1}", "{\"a\":1,}", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "1 2", "'a'", "[", "{", "[}",
    "// c\n1",
  ])
  func `a text that breaks the grammar is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test func `invalid UTF-8 is refused`() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func `nesting is followed to its limit and not beyond`() throws {
    let deep = { (depth: Int) in
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: deep(JSON.maximumDepth))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: deep(100_000)) }
    #expect(error?.problem == "nested too deep")
  }

  @Test func `integers are read up to a length and not beyond`() throws {
    let digits = String(repeating: "7", count: 20_000)
    #expect(try JSON(parsing: digits) == .bigInt(digits: digits))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: digits + "7") }
    #expect(error?.problem == "an integer of more than 20000 digits")
  }

  @Test func `members keep their order and integers their digits`() throws {
    let text = #"{"z":1,"a":[true,null,"\"\\\n\u0001é"],"m":{"n":123456789012345678901234567890}}"#
    #expect(try JSON(parsing: text).description == text)
  }

  @Test func `objects are equal whatever their order`() throws {
    #expect(try JSON(parsing: #"{"a":1,"b":2}"#) == JSON(parsing: #"{"b":2,"a":1}"#))
    #expect(try JSON(parsing: #"{"a":1}"#) != JSON(parsing: #"{"a":2}"#))
  }

  @Test func `members are set, replaced and removed in place`() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = 4
    object["b"] = nil
    #expect(JSON.object(object).description == #"{"a":3,"c":4}"#)
    #expect(object.map(\.name) == ["a", "c"])
  }

  @Test func `what is not finite becomes null`() {
    #expect(
      JSON.array([.double(.nan), .double(.infinity), .double(1e300)]).description
        == "[null,null,1e+300]")
  }
}
