import ReeveCommands
import Runbooks
import StarlarkSyntax
import Testing

struct SecretTextTests {
  @Test(arguments: [
    "password = \"hunter22\"",
    "cloud.call(\"iam\", \"POST\", \"/\", body = {\"password\": \"hunter22\"})",
    "f(secretKey = 'hunter22')", "api_token = \"\"\"hunter22\"\"\"", "x = {\"sk\": (\"hunter22\")}",
    "f(authorization = f\"hunter22\")", "password = (\n  \"hunter22\")",
    "x = \"https://user:hunter22@host/path\"", "x = {\"secret\": (\"hunter22\")}",
    "secret = (\"hunter22\")",
  ])
  func `a string that is given as a secret is not kept`(_ text: String) {
    let kept = SecretText.redacted(text, dialect: .runbook)
    #expect(!kept.contains("hunter22"), "\(kept)")
    #expect(kept.contains("‹redacted›"))
  }

  @Test(arguments: [
    "AKIAQ3EXAMPLE7ZT5V2B", "wJalrXUtnFEMI0K7MDENGbPxRfiCYEXAMPLEKEY",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "-----BEGIN PRIVATE KEY-----",
  ])
  func `what looks like a key is not kept`(_ key: String) {
    let kept = SecretText.redacted("x = \"\(key)\"", dialect: .runbook)
    #expect(!kept.contains(key), "\(kept)")
  }

  @Test(arguments: [
    ("key = secret(\"db\")\nf({\"password\": key, \"token\": args.token})", false),
    ("password = args.password\nsecret = key", false), ("f(password = get(\"x\"))", true),
    ("password = \"hunter22\"", true), ("x = key # password: hunter22", true),
    ("f(credential = key + \"hunter22\")", true), ("x = 1\nprint(\"password: hunter22\")", true),
  ])
  func `a variable that is given as a secret is none`(_ text: String, _ isSecret: Bool) {
    #expect(SecretText.mayBe(in: text, dialect: .runbook) == isSecret)
  }

  @Test(arguments: [
    "ignorePort(\"bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886\", 22, \"TCP\")",
    "setSecurityGroup(\"0407b315-4a32-4dca-962e-abfead700ff6\", \"f0fbec06-bcf6-4c7e-99fa-f0ddfbb1d9bd\")",
    "for h in hosts(host_name = \"web\"):\n    print(h)", "x = \"a sentence, with words: 1 + 1\"",
    "1 +* 2", "x = \"not closed", "password = secret(\"database\")",
    "f(body = {\"password\": secret(\"database\"), \"token\": secret('b')})",
  ])
  func `everything else is kept as it is`(_ text: String) {
    #expect(SecretText.redacted(text, dialect: .runbook) == text)
  }
}
