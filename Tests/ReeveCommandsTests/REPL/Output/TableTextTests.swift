import LineEditor
import ReeveCommands
import Runbooks
import Testing

struct TableTextTests {
  init() { LineEditor.useUTF8() }

  private func text(
    _ columns: [String], _ rows: [[String?]], width: Int = 80, item: String = "Thing",
    count: Int? = 0
  ) -> TableText {
    TableText(
      ResultTable(item: item, columns: columns, rows: rows, count: count == 0 ? rows.count : count),
      width: width)
  }

  @Test func `names come first and what is empty last`() {
    let table = text(["empty", "x", "status", "id", "name"], [["", "1", "s", "i", "n"]])
    #expect(table.header == "name  id  status  x  empty")
  }

  @Test func `numbers stand on the right, all else on the left`() {
    let table = text(["name", "port"], [["a", "22"], ["bb", "8080"], ["c", "10"]])
    #expect(table.rows == ["a       22", "bb    8080", "c       10"])
    #expect(table.notes == ["(3 Things)"])
  }

  @Test func `columns that do not fit are counted and named`() {
    let long = String(repeating: "x", count: 30)
    let table = text(
      ["name", "first", "second", "third"], [[long, long, long, long], ["a", "b", "c", "d"]],
      width: 40)
    #expect(table.header.hasPrefix("name"))
    #expect(table.notes[0].contains("2 more columns: second, third"))
    #expect(table.notes[0].contains("… marks what is cut"))
    #expect(table.rows.allSatisfy { $0.count < 40 })
  }

  @Test func `rows that were not read are told`() {
    #expect(text(["n"], [["1"]], count: nil).notes == ["(the first 1; len() reads all)"])
    #expect(text(["n"], [["1"]], count: 9).notes == ["(the first 1 of 9 Things)"])
  }

  @Test func `wide characters take two cells`() {
    let table = text(["name", "n"], [["漢字", "1"], ["é", "2"]])
    #expect(table.rows == ["漢字  1", "é     2"])
  }

  @Test func `what steers the terminal is written out`() {
    #expect(text(["name"], [["a\u{1b}[2J\nb\u{9b}"]]).rows == ["a\\x1b[2J\\nb\\u009b"])
    #expect(text(["name"], [["a\u{202e}b\u{200b}"]]).rows == ["a\\u202eb\\u200b"])
  }

  @Test func `an object may lack a member`() {
    #expect(text(["name", "n"], [["a", nil], ["b", "2"]]).rows == ["a", "b     2"])
  }
}
