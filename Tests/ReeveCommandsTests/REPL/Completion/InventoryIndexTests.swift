import ReeveCommands
import Testing

struct InventoryIndexTests {
  private func index(_ entries: [(String, String)]) -> InventoryIndex {
    var index = InventoryIndex()
    index.add(entries.map { .init(id: $0.0, name: $0.1) })
    return index
  }

  @Test func `ids are found by their beginning, with what they share`() {
    let found = index([("ab2", "x"), ("b", "y"), ("ab1", "z")]).matches("a", most: 10)
    #expect(found.entries.map(\.id) == ["ab1", "ab2"])
    #expect(found.count == 2)
    #expect(found.prefix == "ab")
  }

  @Test func `where no id begins so, names do, in either case`() {
    let found = index([("1", "Web-2"), ("2", "db"), ("3", "web-1")]).matches("WEB", most: 10)
    #expect(found.entries.map(\.name) == ["web-1", "Web-2"])
    #expect(found.prefix == nil)
  }

  @Test func `nothing typed offers everything by name`() {
    let found = index([("2", "b"), ("1", "c"), ("3", "a")]).matches("", most: 2)
    #expect(found.entries.map(\.name) == ["a", "b"])
    #expect(found.count == 3)
  }

  @Test func `what is added later is found among the rest`() {
    var index = index([("a1", ""), ("a3", "")])
    index.add([.init(id: "a2", name: ""), .init(id: "a0", name: "")])
    #expect(index.matches("a", most: 10).entries.map(\.id) == ["a0", "a1", "a2", "a3"])
    #expect(index.count == 4)
    #expect(index.matches("b", most: 10).count == 0)
  }

  @Test func `a hundred thousand are counted and a few shown`() {
    let index = index((0..<100_000).map { ("id-\($0)", "host-\($0)") })
    let found = index.matches("id-9999", most: 3)
    #expect(found.entries.map(\.id) == ["id-9999", "id-99990", "id-99991"])
    #expect(found.count == 11)
  }
}
