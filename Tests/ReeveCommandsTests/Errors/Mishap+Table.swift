import ReeveCommands

extension Mishap {
  static let commandLines: [Mishap] = [
    Mishap(["rnu", "x.star"]), Mishap(["frobnicate"]), Mishap(["run"]),
    Mishap(["run", "--bogus", "x"]),
    Mishap(["run", "x.star", "--yes"]), Mishap(["run", "x.star", "--dry-run"]),
    Mishap(["run", "--deadline", "soon", "x"]), Mishap(["run", "--max-memory", "lots", "x"]),
    Mishap(["run", "--max-steps", "0", "x"]), Mishap(["run", "--output", "xml", "x"]),
    Mishap(["run", "--color", "pink", "x"]), Mishap(["run", "--options", "whlie", "x"]),
    Mishap(["run", "--quiet", "--verbose", "x"]),
    Mishap(["run", "--rate", "hss=often", "x.star"], files: [("x.star", "pass\n")]),
    Mishap(["run", "--endpoint", "hss", "x.star"], files: [("x.star", "pass\n")]),
    Mishap(["sandbox", "--port", "70000"]),
    Mishap(["sandbox", "--in-memory", "--state", "s"]), Mishap(["sandbox", "--fault", "{"]),
    Mishap(["completion", "tcsh"]), Mishap(["doc", "ignorPort"]), Mishap(["doc", "xyzzy"]),
    Mishap(["runs", "--since", "yesterday"]), Mishap(["runs", "--state", "dead"]),
    Mishap(["runs", "--limit", "0"]), Mishap(["runs", "prune"]),
    Mishap(["runs", "prune", "--older-than", "90"]), Mishap(["runs", "export", "--socket", "s"]),
    Mishap(["show"]), Mishap(["show", "--last", "x"]), Mishap(["resume"]),
    Mishap(["undo", "--last", "x"]),
  ]

  static let settings: [Mishap] = [
    Mishap(
      ["run", "--profile", "prod", "x.star"], "an unknown profile", files: [("x.star", "pass\n")],
      settings: "[profiles.production]\n"),
    Mishap(["config", "show"], "no TOML", settings: "profile = \n"),
    Mishap(["config", "show"], "an unknown key", settings: "[profiles.a]\nprotectd = true\n"),
    Mishap(["config", "show"], "a wrong type", settings: "[profiles.a]\nprotected = 1\n"),
    Mishap(["config", "show"], "the sandbox's name", settings: "[profiles.sandbox]\n"),
    Mishap(
      ["config", "show", "--profile", "a"], "a variable that is not set",
      settings:
        "[profiles.a]\nregion = \"r\"\ncredentials = { access_key = \"k\", secret_key = { env = \"NOT_SET\" } }\n"
    ),
    Mishap(
      ["config", "show", "--profile", "a"], "no credentials",
      settings: "[profiles.a]\nregion = \"cn-north-4\"\n"),
    Mishap(["config", "show"], "half a key", variables: ["HUAWEICLOUD_SDK_AK": "k"]),
    Mishap(["config", "show"], "half a login", variables: ["OS_USERNAME": "operator"]),
    Mishap(
      ["config", "show", "--no-sandbox"], "nothing is configured, and the sandbox is forbidden"),
    Mishap(
      ["config", "show"], "a time that is none",
      variables: ["REEVE_TIMEOUT": "x", "OS_AUTH_TOKEN": "t", "OS_REGION_NAME": "cn-north-4"]),
    Mishap(
      ["config", "show"], "an endpoint that is none",
      variables: [
        "REEVE_ENDPOINT_HSS": "ftp://hss.example", "OS_AUTH_TOKEN": "t",
        "OS_REGION_NAME": "cn-north-4",
      ]),
    Mishap(
      ["run", "--ca-file", "none.pem", "x.star"], "a file of authorities that is not there",
      files: [("x.star", "pass\n")],
      variables: ["OS_AUTH_TOKEN": "t", "OS_REGION_NAME": "cn-north-4", "OS_PROJECT_ID": "p"]),
    Mishap(
      ["run", "--yes", "--no-input", "x.star"], "no state folder", files: [("x.star", "pass\n")],
      variables: ["OS_AUTH_TOKEN": "t", "OS_REGION_NAME": "r", "HOME": "", "XDG_STATE_HOME": ""]),
    Mishap(
      ["runs"], "no state folder for the journal", variables: ["HOME": "", "XDG_STATE_HOME": ""]),
    Mishap(
      ["runs"], "a state folder that cannot be made", variables: ["XDG_STATE_HOME": "/proc/reeve"]),
    Mishap(
      ["run", "--no-input", "--profile", "a", "x.star"],
      "a protected profile without anybody to ask",
      files: [("x.star", "ignorePort(\"a\", 22, \"TCP\")\n")],
      settings: """
        [profiles.a]
        region = "cn-north-4"
        project_id = "0123456789abcdef0123456789abcdef"
        protected = true
        credentials = { token = "t" }

        """),
  ]

  static let files: [Mishap] = [
    Mishap(["run", "none.star"]), Mishap(["run", "."]),
    Mishap(["run", "x.star/y"], files: [("x.star", "")]),
    Mishap(["check", "none.star"]), Mishap(["fmt", "none.star"]), Mishap(["fmt", "."]),
    Mishap(["fmt", "x.star"], files: [("x.star", "x = = 1\n")]),
    Mishap(
      ["run", "--profile", "sandbox", "x.star"], "a module that is not there",
      files: [("x.star", "load(\"lib.star\", \"f\")\nf()\n")]),
    Mishap(
      ["run", "--profile", "sandbox", "x.star"], "a module out of the folder",
      files: [("x.star", "load(\"../lib.star\", \"f\")\nf()\n")]),
    Mishap(
      ["run", "--profile", "sandbox", "x.star"], "a name that a module lacks",
      files: [("x.star", "load(\"lib.star\", \"g\")\ng()\n"), ("lib.star", "def f(): pass\n")]),
    Mishap(
      ["run", "--profile", "sandbox", "x.star"], "data that are not there",
      files: [("x.star", "csv.read(\"none.csv\")\n")]),
    Mishap(
      ["run", "--profile", "sandbox", "x.star"], "data of another shape",
      files: [("x.star", "csv.read(\"a.csv\")\n"), ("a.csv", "a,b\n1\n")]),
    Mishap(["show", "./none.plan"]), Mishap(["show", "x.plan"], files: [("x.plan", "{}")]),
    Mishap(["apply", "none.plan"]), Mishap(["apply", "x.plan"], files: [("x.plan", "no plan")]),
  ]

  static let runbooks: [Mishap] = [
    "def f(:\n", "x = (1,\n", "print(agnet)\n", "ignorePort(\"a\", 22, \"TPC\")\n",
    "ignorePort(\"a\", 22)\n", "ignorePort(\"a\", 22, \"TCP\", hots = \"h\")\n",
    "ignorePort(\"\", 22, \"TCP\")\n",
    "modifyWhitelistPolicy(\"p\", learningDays = 201)\n", "[1][2]\n", "{}[\"key\"]\n",
    "1 + \"1\"\n",
    "1 // 0\n", "fail(\"not today\")\n", "int(\"x\")\n", "json.decode(\"{\" * 1)\n",
    "json.decode(\"{\")\n",
    "def f(): return f()\nf()\n", "[x for x in range(1000000000)]\n",
    "x = [1]\nfor y in x: x.append(y)\n",
    "modifyWhitelistPolicy(\"none\", learningDays = 7).unwrap()\n",
    "setSecurityGroup(\"none\", \"none\").unwrap()\n", "cloud.call(\"hss\", \"GET\", \"none\")\n",
    "cloud.call(\"hss\", \"GET\", \"/none\")\n",
  ].map { Mishap(script: $0) }

  static let plans: [Mishap] = [
    Mishap(["resume", "--last"]), Mishap(["undo", "--last"]), Mishap(["show", "--last"]),
    Mishap(["resume", "r-20261121-7k3q"]), Mishap(["undo", "r-20261121-7k3q"]),
    Mishap(["show", "r-20261121-7k3q"]), Mishap(["runs", "verify", "r-20261121-7k3q"]),
    Mishap(["runs", "export", "--syslog", "--socket", "/nowhere/log"]),
    Mishap(["plan", "none.star"]),
  ]
}

/// Answers of services that are no success, as they come over HTTP.
enum Answers {
  static func variables(_ address: String) -> [String: String] {
    [
      "OS_AUTH_TOKEN": "secret-token", "HUAWEICLOUD_SDK_PROJECT_ID": "p",
      "REEVE_ENDPOINT_HSS": address, "REEVE_ENDPOINT_IAM": address,
    ]
  }

  /// The same with a key instead of a token.
  static func keys(_ address: String) -> [String: String] {
    var variables = variables(address)
    variables["OS_AUTH_TOKEN"] = nil
    variables["HUAWEICLOUD_SDK_AK"] = "ACCESSKEYACCESSKEY00"
    variables["HUAWEICLOUD_SDK_SK"] = "secret-key"
    return variables
  }

  /// What the gateway says to those whom it does not know.
  static let unknown = answer(
    "401 Unauthorized", "APIGW.0301", "Incorrect IAM authentication information")

  static let all: [(String, String)] = [
    answer("403 Forbidden", "HSS.0010", "no permission"),
    answer("404 Not Found", "APIGW.0101", "The API does not exist"),
    answer("400 Bad Request", "HSS.0001", "invalid param"),
    answer("400 Bad Request", "HSS.1001", "agent is offline"),
    ("an answer that is no JSON", http("200 OK", "<html>portal</html>")),
    ("an answer without what it should have", http("200 OK", "[]")),
  ]

  private static func answer(_ status: String, _ code: String, _ message: String) -> (
    String, String
  ) {
    (
      "\(status) \(code)",
      http(
        status, "{\"error_code\":\"\(code)\",\"error_msg\":\"\(message)\",\"request_id\":\"7c1b\"}")
    )
  }

  private static func http(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
      + "Connection: close\r\n\r\n\(body)"
  }
}
