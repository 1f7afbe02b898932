import HuaweiCloud
import StateStore

// Failures as the journal has them, so that a replay tells a script the same.

extension ChangeFailure {
  /// All of it, as JSON.
  var json: JSON {
    var object: JSONObject = ["kind": .string(kind), "message": .string(message)]
    if let code { object["code"] = .string(code) }
    if let status { object["status"] = .int(status) }
    if let requestID { object["request_id"] = .string(requestID) }
    object["retryable"] = .bool(isRetryable)
    object["may_have_been_applied"] = .bool(mayHaveBeenApplied)
    object["advice"] = .string(advice)
    if let groupCount { object["group"] = .int(groupCount) }
    return .object(object)
  }

  init(json: JSON) {
    self = .conflict(
      json["message"]?.string ?? "it failed", advice: json["advice"]?.string ?? "")
    kind = json["kind"]?.string ?? "transport"
    code = json["code"]?.string
    status = json["status"]?.int
    requestID = json["request_id"]?.string
    isRetryable = json["retryable"]?.bool ?? false
    mayHaveBeenApplied = json["may_have_been_applied"]?.bool ?? false
    groupCount = json["group"]?.int
  }
}

extension PackOutcome {
  /// What a failure says about a request.
  init(_ failure: ChangeFailure) {
    self.init(
      failure.mayHaveBeenApplied ? .unknown : .refused, requestID: failure.requestID,
      status: failure.status, code: failure.code, message: failure.message,
      facts: failure.json.description)
  }

  /// What the script is told of a change with this outcome.
  func outcome(as role: JournalChange.Role) -> ChangeOutcome {
    switch result {
    case .applied:
      if JSON(text: facts)["unchanged"] == true { return .unchanged }
      return role == .superseded ? .superseded : .applied
    case .refused, .unknown, .unsent, .divided:
      var failure = ChangeFailure(json: JSON(text: facts))
      if result == .unknown { failure.mayHaveBeenApplied = true }
      return .failed(failure)
    }
  }
}
