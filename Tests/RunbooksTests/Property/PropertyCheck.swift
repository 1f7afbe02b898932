import CloudSandbox
import HuaweiCloud
import Runbooks
import Starlark
import StarlarkSyntax

/// What must hold after any run, whatever went wrong in it.
struct PropertyCheck {
  let program: RandomProgram
  let outcome: RunOutcome
  let exchanges: [WatchedTransport.Exchange]
  /// What each target was before the run.
  let before: [Effect.Target: Effect.Value]
  let sandbox: Sandbox
  let output: String
  /// Whether something other than its end may have stopped the run.
  let isCut: Bool
  let hasFaults: Bool

  var problems: [String] {
    ending + states + repetitions + stops + (hasFaults ? [] : counts)
  }

  // MARK: The end

  /// Every change has an outcome, and nothing but what was injected went wrong.
  private var ending: [String] {
    var problems: [String] = []
    if let first = outcome.diagnostics.first { problems.append("it does not compile: \(first)") }
    if let error = outcome.error, !isCut, outcome.stop == nil {
      problems.append("the script failed: \(error.diagnostic.message)")
    }
    // What is cancelled before it begins asks for nothing.
    let neverBegan = isCut && outcome.stop == .cancelled && exchanges.isEmpty
    if outcome.error == nil, outcome.records.count != program.effects.count,
      !(neverBegan && outcome.records.isEmpty)
    {
      problems.append(
        "\(program.effects.count) changes were asked for, \(outcome.records.count) have an outcome")
    }
    if !hasFaults {
      let failed = outcome.records.filter { !$0.outcome.isSuccess }
      if let first = failed.first { problems.append("without a fault it failed: \(first)") }
    }
    return problems
  }

  // MARK: What is in effect

  /// What each target is allowed to be, after the changes that had their outcome.
  private var states: [String] {
    var problems: [String] = []
    var allowed = before.mapValues { [$0] }
    let printed = lines
    var records = outcome.records.makeIterator()
    for step in program.steps {
      switch step {
      case .flush, .handle: continue
      case .look(let policy, let number):
        guard let line = printed[number], line != .null else { continue }
        let values =
          allowed[.policy(policy)] ?? [sandbox.value(of: .policy(policy))].compactMap { $0 }
        if !values.contains(where: { $0.shows(line) }) {
          problems.append("look \(number) saw \(line), not one of \(values)")
        }
      case .change(let effect):
        guard let record = records.next(), var values = allowed[effect.target] else { continue }
        let after = values.map(effect.applied)
        switch record.outcome {
        case .applied, .unchanged: values = after
        case .failed(let failure) where failure.mayHaveBeenApplied: values += after
        case .superseded, .failed, .unsent: continue
        }
        allowed[effect.target] = values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }
    }
    for (target, values) in allowed {
      guard let value = sandbox.value(of: target), !values.contains(value) else { continue }
      problems.append("\(target) is \(value), not one of \(values)")
    }
    return problems
  }

  /// What the script printed, by number.
  private var lines: [Int: HuaweiCloud.JSON] {
    var lines: [Int: HuaweiCloud.JSON] = [:]
    for line in output.split(separator: "\n") {
      guard let json = try? HuaweiCloud.JSON(parsing: String(line)), let pair = json.array,
        pair.count == 2
      else { continue }
      lines[pair[0].int ?? -1] = pair[1]
    }
    return lines
  }

  // MARK: What was sent

  /// No change leaves again once its success was confirmed.
  private var repetitions: [String] {
    var problems: [String] = []
    let asked = program.effects.reduce(into: [:]) { $0[$1.mark, default: 0] += 1 }
    var confirmed: [String: [Int]] = [:]
    for exchange in exchanges where exchange.isConfirmed {
      guard let arrival = exchange.arrival else { continue }
      for mark in exchange.marks { confirmed[mark, default: []].append(arrival) }
    }
    for exchange in exchanges {
      for mark in exchange.marks {
        // A change that the script makes again may leave again.
        let earlier = (confirmed[mark] ?? []).count { $0 < exchange.departure }
        if earlier >= asked[mark] ?? 0 {
          problems.append("\(mark) left after \(earlier) confirmed successes")
        }
      }
    }
    var groups: [String: String] = [:]
    for exchange in exchanges where exchange.request.operation == "UpdateAuditSecurityGroupNew" {
      guard let json = try? HuaweiCloud.JSON(parsing: exchange.request.body),
        let instance = json["instance_id"]?.string,
        let group = json["securitygroup_ids"]?.array?.first?.string
      else { continue }
      if groups[instance] == group {
        problems.append("instance \(instance) was put into \(group) twice")
      }
      // After a failure the script may ask for the same group again.
      groups[instance] = exchange.isConfirmed ? group : nil
    }
    return problems
  }

  /// Nothing leaves after the credentials were refused; an expired token is renewed once.
  private var stops: [String] {
    let refusals = exchanges.filter { $0.response?.status == 401 }
    guard let first = refusals.first, let arrival = first.arrival,
      first.request.headers["Authorization"] != nil
    else { return [] }
    let later = exchanges.filter { $0.departure > arrival }
    return later.isEmpty ? [] : ["\(later.count) requests left after the key was refused"]
  }

  /// As few requests as the changes allow.
  private var counts: [String] {
    let needed = program.requestCounts
    let sent = outcome.requests
    return Set(needed.keys).union(sent.keys).sorted().compactMap { operation in
      let (wanted, got) = (needed[operation] ?? 0, sent[operation] ?? 0)
      let isRight = program.readsHandles ? got <= wanted : got == wanted
      return isRight ? nil : "\(operation): \(got) requests, \(wanted) are enough"
    }
  }
}

extension Effect.Value {
  /// Whether a script that reads this policy prints that.
  fileprivate func shows(_ line: HuaweiCloud.JSON) -> Bool {
    guard case .policy(let policy) = self else { return false }
    return line
      == [
        .string(policy.name), .int(policy.learningDays),
        .array(policy.directories.map { .string($0) }),
        .array(policy.fileExtensions.map { .string($0) }), .bool(policy.intercepts),
      ]
  }
}
