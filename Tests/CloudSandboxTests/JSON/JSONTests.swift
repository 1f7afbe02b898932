import CloudSandbox
import Testing

struct JSONTests {
  @Test(arguments: [
    #"{"a":[1,-2,true,false,null,"x"],"b":{}}"#, #"[]"#, #""é 主机 🔒""#, #"1.5"#, #"[[[]]]"#,
    #""a\"b\\c\n\t\u0001""#,
  ])
  func `a text survives being read and written`(_ text: String) throws {
    try #expect(JSON(parsing: text).text == text)
  }

  @Test(arguments: [
    (#""\u00e9\ud83d\udd12""#, "é🔒"), (#""\/\b""#, "/\u{8}"), (#" "x" "#, "x"),
  ])
  func `escapes are read`(_ text: String, _ string: String) throws {
    try #expect(JSON(parsing: text).string == string)
  }

  @Test(arguments: [
    "", "{", "[1,]", #"{"a":1,}"#, #"{"a"}"#, "01", "1.", "+1", "nul", #""\x""#, #""\ud83d""#,
    "\"\u{1}\"", "1 2", #"{a:1}"#, "'x'",
  ])
  func `what is no JSON is refused`(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
  }

  @Test func `deep nesting is refused, many siblings are not`() throws {
    let deep = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: deep) }
    let wide = "[" + [String](repeating: "[{}]", count: 500).joined(separator: ",") + "]"
    try #expect(JSON(parsing: wide).array?.count == 500)
  }
}
