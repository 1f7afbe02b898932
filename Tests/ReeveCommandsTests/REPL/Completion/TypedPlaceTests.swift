import ReeveCommands
import Testing

struct TypedPlaceTests {
  private func place(_ text: String) -> TypedPlace { TypedPlace(text, cursor: text.utf8.count) }

  @Test(
    arguments: [
      ("hos", "hos", nil), ("x = json.en", "en", "json"), ("cloud.", "", "cloud"),
      ("a.b.c", "c", "a.b"), ("é漢", "é漢", nil), ("f(1).x", "x", "f(1)"), ("1.5", "5", nil),
      ("print(hosts(a = \")\")[0].na", "na", "hosts(a = \")\")[0]"),
      ("\"a.b\".up", "up", "\"a.b\""),
      ("x = [1, 2].ap", "ap", "[1, 2]"), ("d[\"k\"][0].", "", "d[\"k\"][0]"),
      ("f\"{x.na", "na", "x"), ("f\"{{x.na", "na", nil), ("f\"{f(\"a\").na", "na", "f(\"a\")"),
      ("f\"{a} {b.", "", "b"), ("rf'{a.", "", "a"),
    ] as [(String, String, String?)])
  func `the word and its owner stand before the cursor`(
    _ text: String, _ word: String, _ owner: String?
  ) {
    #expect(place(text).word == word)
    #expect(place(text).owner == owner)
  }

  @Test(
    arguments: [
      ("ignorePort(", "ignorePort", 0, nil), ("ignorePort(a, 22, ", "ignorePort", 2, nil),
      ("cloud.call(f(1, 2), ", "cloud.call", 1, nil), ("f(g(1", "g", 0, nil),
      ("f(a, port = 2", "f", 1, "port"), ("f(a == b", "f", 0, nil), ("f([1, 2", "f", 0, nil),
      ("f(\"a, b(\", ", "f", 1, nil), ("f(x) + g(", "g", 0, nil), ("(1, 2", nil, 0, nil),
      ("f(f\"{x}\", ", "f", 1, nil), ("f(f\"{g(1, ", "g", 1, nil), ("f(f\"{x", nil, 0, nil),
      ("a()[0].b.f(", "a()[0].b.f", 0, nil), ("# f(", nil, 0, nil), ("f('it''s', ", "f", 1, nil),
      ("f(hosts = [\"", "f", 0, "hosts"),
    ] as [(String, String?, Int, String?)])
  func `the innermost open call is known`(
    _ text: String, _ path: String?, _ position: Int, _ keyword: String?
  ) {
    let call = place(text).call
    #expect(call?.path == path)
    #expect((call?.position ?? 0) == position)
    #expect(call?.keyword == keyword)
  }

  @Test func `a string that is open has no names`() {
    #expect(place("f(\"ab").text?.start == 3)
    #expect(place("f(\"ab").text?.quote == "\"")
    #expect(place("x = '''a\nb").text?.quote == "'''")
    #expect(place("f(\"ab\", c").text == nil)
    #expect(place("f(\"a\\\"b").text?.start == 3)
    #expect(!place("f(\"ab").takesName)
    #expect(place("f\"a{b}c").text != nil)
    #expect(place("f\"a{b").takesName)
    #expect(place("f\"a{b[\"c").text?.start == 7)
    #expect(!place("f\"{{b").takesName)
    #expect(!place("x if\"{b").takesName)
    #expect(!place("# names").takesName)
    #expect(place("# names\nx").takesName)
  }

  @Test func `an index belongs to what stands before it`() {
    #expect(place("d[\"a").container == "d")
    #expect(place("a.b[").container == "a.b")
    #expect(place("d[\"a\"](").container == nil)
    #expect(place("d[\"a\"][\"b").container == "d[\"a\"]")
    #expect(place("f()[").container == "f()")
    #expect(place("[1, ").container == nil)
  }

  @Test func `arguments that have names are known`() {
    #expect(place("f(a = 1, b = 2, ").call?.keywords == ["a", "b"])
    #expect(place("load(\"a.star\", \"b").call?.firstText == "a.star")
    #expect(place("d.get(\"a").call?.path == "d.get")
    #expect(place("for host in hosts:\n  ho").names.isSuperset(of: ["host", "hosts"]))
  }
}
