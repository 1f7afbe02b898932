import HuaweiCloud
import Starlark
import StarlarkCompiler
import StateStore

/// `secret`: a text that a runbook may send, and nobody may see.
package enum SecretValues {
  private static let name = HuaweiCloud.Parameter(
    "name", .body, .text(1...64), isRequired: true,
    "The secret's name: letters, digits, `_`, `-` and `.`.")

  static let secret = NativeFunction.outside(
    Signature(
      "secret", [.init("name", of: name, isOptional: false)], result: .named("Secret"),
      documentation: """
        Gives a secret for the query or the body of `cloud.call`. Its text is put in only when the request is made: \
        scripts cannot read, print, compare or encode it, and plans, the journal and messages have its name alone. It \
        comes from the variable REEVE_SECRET_NAME, or from `secrets` in config.toml.
        """)
  ) { call throws(Recorded) in
    let name = try call.read.text(call[0], "name", Self.name) ?? ""
    guard !name.isEmpty, name.utf8.allSatisfy(isAllowed) else {
      throw call.read.fail(
        "name", got: call.machine.shortText(call[0]), want: "letters, digits, `_`, `-` and `.`")
    }
    return call.machine.heap.host(SecretObject(name, try call.secret(name)))
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }
  }

  /// What the journal calls it.
  package static let operation = "secret"
}

/// A secret as scripts hold it: its name can be seen.
final class SecretObject: HostObject {
  let name: String
  let value: Secret

  init(_ name: String, _ value: Secret) {
    self.name = name
    self.value = value
  }

  var typeName: String { "Secret" }
  var text: String { "secret(\"\(name)\")" }

  func failure(ofAttribute name: String) -> EvaluationFailure? {
    EvaluationFailure(
      .error, "a Secret has no attributes", hint: "pass it to cloud.call, in the query or the body")
  }
}

extension OutsideCall {
  /// The secret of a name, of which the journal has only what tells whether it has changed since.
  fileprivate func secret(_ name: String) throws(Recorded) -> Secret {
    let arguments: JSON = ["name": .string(name)]
    let before = try recorded(SecretValues.operation, arguments)
    guard before != nil || context.goLive(machine) else { throw Recorded() }
    let secret: Secret
    var fingerprint: String?
    do throws(SecretProblem) {
      let source = context.settings.secrets
      secret = try source.secret(name)
      // A plan has nothing of it: whoever carries the plan out uses the secret as it is then.
      if context.recorder.isActive {
        fingerprint = try source.fingerprint(of: secret, named: name)
      }
    } catch {
      guard before == nil else {
        context.stop(.diverged("there was a secret \(error.message)"), machine)
        throw Recorded()
      }
      let failure = ChangeFailure.configuration(error.message, advice: error.advice)
      context.record(call.identity, SecretValues.operation, arguments, .failure(failure), .known)
      throw fail(SecretValues.operation, failure)
    }
    guard let fingerprint else { return secret }
    let answer: JSON = ["fingerprint": .string(fingerprint)]
    if let before, before != answer {
      context.stop(.diverged("secret \"\(name)\" is another one than it was"), machine)
      throw Recorded()
    }
    if before == nil {
      context.record(call.identity, SecretValues.operation, arguments, .success(answer), .known)
    }
    return secret
  }

  /// What the journal has of the call; nil where it is new.
  private func recorded(_ operation: String, _ arguments: JSON) throws(Recorded) -> JSON? {
    let result: RecordedCall.Result?
    do throws(ReplayFailure) {
      result = try context.recorder.recorded(call.identity, operation, arguments, .known)
    } catch {
      context.stop(error.reason, machine)
      throw Recorded()
    }
    switch result {
    case .answer(let text): return JSON(text: text)
    case .failure(let text): throw fail(operation, ChangeFailure(json: JSON(text: text)))
    case .withheld, nil: return nil
    }
  }
}

/// Gathers the secrets in what a call carries, each with its place, while that becomes JSON.
final class SecretGathering {
  private(set) var found: [(path: [CarriedSecret.Step], value: Secret)] = []
  private var path: [CarriedSecret.Step] = []

  /// Does something one level deeper.
  func at<Result>(
    _ step: CarriedSecret.Step, _ body: () throws(Recorded) -> Result
  ) throws(Recorded) -> Result {
    path.append(step)
    defer { path.removeLast() }
    return try body()
  }

  /// What stands in the place of a secret.
  func take(_ secret: SecretObject) -> JSON {
    found.append((path, secret.value))
    return .string(Secret.placeholder(secret.name))
  }
}
