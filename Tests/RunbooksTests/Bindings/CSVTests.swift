import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax
import Testing

struct CSVTests {
  @Test func `rows have the columns as attributes`() async {
    let stage = Stage.files(["/runbooks/list.csv": "agent_id,port\na,22\n\"b,c\",80\n"])
    let outcome = await stage.run(
      "for row in csv.read(\"list.csv\"): ignorePort(row.agent_id, int(row.port), \"TCP\")")
    #expect(outcome.trouble == nil)
    #expect(
      stage.cloud.requests.first?.entries.map(\.description) == [
        #"{"port":22,"port_type":"TCP","agent_id":"a"}"#,
        #"{"port":80,"port_type":"TCP","agent_id":"b,c"}"#,
      ])
  }

  @Test func `the script's folder comes before the current one`() async {
    let stage = Stage.files([
      "/runbooks/a.csv": "x\n1\n", "/elsewhere/a.csv": "x\n2\n", "/elsewhere/b.csv": "x\n3\n",
    ])
    _ = await stage.run("print(csv.read(\"a.csv\")[0].x, csv.read(\"b.csv\")[0].x)")
    #expect(stage.events.output == "1 3\n")
  }

  @Test func `a file that is missing, too large or no text is told so`() async {
    let missing = await Stage.files([:]).run("csv.read(\"list.csv\")")
    #expect(
      missing.trouble == "csv.read: there is no file /runbooks/list.csv or /elsewhere/list.csv")
    #expect(missing.error?.kind == .host)
    let large = await Stage.files(["/runbooks/list.csv": "x\n123456\n"]) { $0.limits.value = 5 }
      .run("csv.read(\"list.csv\")")
    #expect(large.trouble == "csv.read: /runbooks/list.csv is larger than 5 bytes")
    var files = FakeFiles([:])
    files.files["/runbooks/list.csv"] = [0x78, 0x0A, 0xFF, 0x0A]
    let binary = await Stage.files([:]) { [files] in $0.files = files }.run(
      "csv.read(\"list.csv\")")
    #expect(binary.trouble == "csv.read: list.csv is not in UTF-8")
    #expect(binary.error?.kind == .data)
  }

  @Test func `a column that is not there has a hint`() async {
    let stage = Stage.files(["/runbooks/list.csv": "agent_id\na\n"])
    let outcome = await stage.run("csv.read(\"list.csv\")[0].agentid")
    #expect(outcome.error?.diagnostic.hint == "did you mean \"agent_id\"?")
  }
}
