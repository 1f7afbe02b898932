import HuaweiCloud
import Testing

@Suite struct RedactorTests {
  /// A gateway's answer to a bad signature, as it echoes a request with a temporary key.
  static let echo = """
    Incorrect IAM authentication information: verify aksk signature fail, canonical request: POST
    /v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/asset/batch-modify-port-status/
    category=host
    host:hss.cn-north-4.myhuaweicloud.com
    x-sdk-date:20260403T080910Z
    x-security-token:ggpjbi1ub3J0aC00QWxhZGRpbjpvcGVuIHNlc2FtZQ

    host;x-sdk-date;x-security-token
    f79ccecbb7f73f18003ae1132c3921251a3083c19165860d67854144faf1f0f6
    Authorization: SDK-HMAC-SHA256 Access=VECTORAK000000000001, SignedHeaders=host, Signature=3df52b409b51
    """

  @Test func `an echoed request keeps its facts and loses its secrets`() {
    #expect(
      Redactor().redact(Self.echo) == """
        Incorrect IAM authentication information: verify aksk signature fail, canonical request: POST
        /v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d/asset/batch-modify-port-status/
        category=host
        host:hss.cn-north-4.myhuaweicloud.com
        x-sdk-date:20260403T080910Z
        x-security-token:‹redacted›

        host;x-sdk-date;x-security-token
        f79ccecbb7f73f18003ae1132c3921251a3083c19165860d67854144faf1f0f6
        Authorization: SDK-HMAC-SHA256 Access=‹redacted›, SignedHeaders=host, Signature=‹redacted›
        """)
  }

  @Test(arguments: [
    ("X-Auth-Token: abc def", "X-Auth-Token: ‹redacted› def"),
    (#"{"password": "p w"}"#, #"{"password": "‹redacted› w"}"#),
    (#"{\"X-Subject-Token\":\"abc\"}"#, #"{\"X-Subject-Token\":\"‹redacted›\"}"#),
    ("Credential=AK/20260403/r/s, x", "Credential=‹redacted›, x"),
    ("access denied: no access", "access denied: no access"),
    ("the key VECTORAK000000000001 is bad", "the key ‹redacted› is bad"),
    ("VECTORAK000000000001/20260403", "‹redacted›/20260403"),
    ("SHOUTINGWITHOUTDIGIT", "SHOUTINGWITHOUTDIGIT"),
    (
      "agent bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886",
      "agent bc36c4f848c704bb2231b1d2b72a7d8f2ae732e0d5d0aca310c7070d7c8a2886"
    ),
    ("sk abcdefghijABCDEFGHIJ0123456789abcdefghij.", "sk ‹redacted›."),
    ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("x " + String(repeating: "MIIEvQ", count: 30) + " y", "x ‹redacted› y"),
    ("", ""),
  ])
  func `a text loses what has the place or the shape of a secret`(_ text: String, want: String) {
    #expect(Redactor().redact(text) == want)
  }

  static let password = #"p@ss "word"\ü&"#

  @Test(arguments: [
    #"p@ss "word"\ü&"#, #"p@ss \"word\"\\ü&"#, #"p@ss \\\"word\\\"\\\\ü&"#,
    "p%40ss+%22word%22%5C%C3%BC%26".replacing("+", with: "%20"), "p@ss &quot;word&quot;\\ü&amp;",
    "p@s\ns \"wo\nrd\"\\ü&", "cEBzcyAid29yZCJcw7wm", "704073732022776f7264225cc3bc26",
    "dTpwQHNzICJ3b3JkIlzDvCY=",
  ])
  func `a password of odd characters goes in any disguise`(_ disguise: String) {
    let redacted = Redactor(secrets: [Secret(Self.password)]).redactForeign(
      "got <\(disguise)> here")
    #expect(redacted.hasPrefix("got <"))
    #expect(redacted.hasSuffix("> here"))
    #expect(redacted.contains("‹redacted›"))
    #expect(redacted.count < 30, "\(redacted)")
  }

  static let token = "MIIE+x/Wq9-4kLm.Zr2_Tt=="

  /// What a service says about a token may show it in any of these ways.
  @Test(arguments: [
    ("as it is MIIE+x/Wq9-4kLm.Zr2_Tt== here", "as it is ‹redacted› here"),
    ("url MIIE%2Bx%2FWq9-4kLm.Zr2_Tt%3D%3D.", "url ‹redacted›."),
    ("twice MIIE%252Bx%252FWq9-4kLm.Zr2_Tt%253D%253D.", "twice ‹redacted›."),
    (#"json MIIE+x\/Wq9-4kLm.Zr2_Tt\u003d="#, "json ‹redacted›"),
    ("html MIIE&#43;x&#x2F;Wq9-4kLm.Zr2_Tt==!", "html ‹redacted›!"),
    ("lines MIIE+x/Wq9\n  -4kLm.Zr2_Tt== end", "lines ‹redacted› end"),
    ("base64 TUlJRSt4L1dxOS00a0xtLlpyMl9UdD09", "base64 ‹redacted›"),
    ("cut MIIE+x/Wq9-4kLm…", "cut ‹redacted›…"),
    ("the end q9-4kLm.Zr2_Tt== of it", "the end ‹redacted› of it"),
    ("two MIIE+x/Wq9-4kLm and .Zr2_Tt== too short", "two ‹redacted› and .Zr2_Tt== too short"),
    ("100% of MIIE & more; \\ %zz &amp;", "100% of MIIE & more; \\ %zz &amp;"),
  ])
  func `the words of a service lose secrets in disguise`(_ text: String, want: String) {
    #expect(Redactor(secrets: [Secret(Self.token)]).redactForeign(text) == want)
  }

  @Test func `a short password is found too, with what is not ASCII`() {
    let redactor = Redactor(secrets: [Secret("pässw&x")])
    #expect(redactor.redactForeign(#"a "p\u00e4ssw&amp;x" b"#) == #"a "‹redacted›" b"#)
    #expect(redactor.redactForeign("p%C3%A4ssw%26x") == "‹redacted›")
    #expect(redactor.redactForeign("pass it on") == "pass it on")
  }

  /// Every text is let pass or looked at; the two ways must agree, wherever in a text a secret stands.
  @Test(arguments: [
    "VECTORAK000000000001", "abcdefghijABCDEFGHIJ0123456789abcdefghij", "password=hunter",
    "X-Auth-Token: abc", "known-secret", "\(String(repeating: "MIIEvQ", count: 22))",
  ])
  func `nothing passes for what stands around it`(_ secret: String) {
    let redactor = Redactor(secrets: [Secret("known-secret")])
    for before in ["", " ", "port 22/TCP of ", "{\"a\":\"", "é", "_", "="] {
      for after in ["", " ", "\"}", "é", ",x", "\n"] {
        let text = before + secret + after
        #expect(redactor.redact(text).contains(Secret.mask), "\(text)")
      }
    }
  }

  @Test func `known secrets go wherever they stand`() {
    let redactor = Redactor(secrets: [Secret("hunter22"), Secret("hunter22-longer"), Secret("a")])
    #expect(redactor.redact("xhunter22-longer, hunter22y a") == "x‹redacted›, ‹redacted›y a")
  }

  @Test func `a secret shows itself in no way of printing`() {
    let secret = Secret("hunter22")
    var dumped = ""
    dump([secret], to: &dumped)
    let texts = [
      "\(secret)", String(reflecting: secret), "\([secret])", "\(["k": secret])", dumped,
    ]
    for text in texts { #expect(!text.contains("hunter22")) }
    #expect("\(secret)" == "‹redacted›")
    #expect(secret.reveal() == "hunter22")
  }
}
