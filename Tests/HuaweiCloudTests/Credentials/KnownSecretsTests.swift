import FoundationEssentials
import HuaweiCloud
import Testing

struct KnownSecretsTests {
  @Test func `a secret is hidden from when it is known, in every form that Reeve writes`() {
    let secrets = KnownSecrets([Secret("login-password")])
    let text = #"pa"ss/wörd & more"#
    #expect(secrets.redactor.redactKnown(text) == text)
    secrets.add(Secret(text))
    let redactor = secrets.redactor
    for form in [
      text, "\(JSON.string(text))", "?a=pa%22ss%2Fw%C3%B6rd%20%26%20more",
      "/pa%22ss/w%C3%B6rd%20&%20more/x",
      #"{"a":"pa\"ss\/wörd & more"}"#, "login-password",
    ] {
      #expect(redactor.redactKnown(form).contains("‹redacted›"), "\(form)")
      #expect(!redactor.redactKnown(form).contains("more"), "\(form)")
      #expect(!redactor.redactKnown(form).contains("login"), "\(form)")
    }
  }

  @Test func `a secret of several lines is hidden a line at a time`() {
    let secrets = KnownSecrets()
    secrets.add(Secret("-----BEGIN KEY-----\nMIIEvQIBADAN\nab\n-----END KEY-----"))
    #expect(secrets.redactor.redactKnown("  MIIEvQIBADAN\n  ab\n") == "  ‹redacted›\n  ab\n")
  }

  @Test func `what is shown loses long parts of a secret as well`() {
    let secrets = KnownSecrets([Secret("correct horse battery")])
    for (text, shown) in [
      ("policy correct horse b… block", "policy ‹redacted›… block"),
      ("a correct hors b", "a ‹redacted› b"),
      ("a correct h b", "a correct h b"), ("…horse battery!", "…‹redacted›!"),
      ("x correct horse battery correct horse", "x ‹redacted› ‹redacted›"),
    ] {
      let bytes = secrets.redactor.redactShown(Array(text.utf8))
      #expect(String(decoding: bytes, as: UTF8.self) == shown)
    }
  }

  @Test func `bytes that are no text are searched as well`() {
    let secrets = KnownSecrets([Secret("hunter22")])
    let bytes = [0xFF] + Array("hunter22".utf8) + [0xFE]
    #expect(
      secrets.redactor.redactKnown(bytes) == [0xFF] + Array("‹redacted›".utf8) + [0xFE])
  }

  @Test func `what stands for a secret is left as it is`() {
    for text in [
      #"{"password":"‹secret db›","x":"‹secret db› y"}"#, #"password = secret("db")"#,
      #"{"password": secret("db")}"#,
    ] {
      #expect(Redactor().redact(text) == text)
    }
    #expect(Secret.name(in: Secret.placeholder("db")) == "db")
    #expect(Secret.name(in: "db") == nil)
  }

  @Test func `a fingerprint needs the key, the name and the secret`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let (one, other) = ("\(folder)/key-\(UUID())", "\(folder)/key-\(UUID())")
    defer { for path in [one, other] { try? FileManager.default.removeItem(atPath: path) } }
    let first = try #require(SecretFingerprint(keyFile: one))
    let text = first.text(of: Secret("hunter22"), named: "db")
    #expect(text == SecretFingerprint(keyFile: one)?.text(of: Secret("hunter22"), named: "db"))
    #expect(text != first.text(of: Secret("hunter23"), named: "db"))
    #expect(text != first.text(of: Secret("hunter22"), named: "other"))
    #expect(text != SecretFingerprint(keyFile: other)?.text(of: Secret("hunter22"), named: "db"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: one)
    #expect(SecretFingerprint(keyFile: one) == nil)
    #expect(SecretFingerprint(keyFile: "\(folder)/nosuch/key") == nil)
  }
}
