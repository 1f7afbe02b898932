internal import HuaweiCloud
internal import Runbooks
internal import StateStore

extension Execution {
  /// Refuses to go on with a run that was begun with other secrets: requests that were sent already had those.
  func checkSecrets(_ recording: Recording, of run: RunID) throws(Failure) {
    let secrets = workplace.secrets
    let named = recording.calls.values.compactMap { call -> (name: String, fingerprint: String)? in
      guard call.operation == SecretValues.operation, case .answer(let text) = call.result,
        let name = JSON(text: call.arguments)["name"]?.string,
        let fingerprint = JSON(text: text)["fingerprint"]?.string
      else { return nil }
      return (name, fingerprint)
    }
    for (name, fingerprint) in named.sorted(by: { $0.name < $1.name }) {
      let now: String
      do throws(SecretProblem) {
        now = try secrets.fingerprint(of: try secrets.secret(name), named: name)
      } catch {
        throw Failure(.configuration, "secret \(error.message)", advice: error.advice)
      }
      guard now != fingerprint else { continue }
      throw Failure(
        .badData, "secret \"\(name)\" is another one than run \(run) was begun with",
        advice:
          "Put it back as it was to go on, or run it again: changes that are in effect do no harm."
      )
    }
  }
}
