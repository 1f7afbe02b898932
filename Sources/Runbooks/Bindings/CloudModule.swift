import HuaweiCloud
import Starlark
import StarlarkCompiler
import StarlarkSyntax

/// `cloud.call`, for the operations that have no built-in of their own.
enum CloudModule {
  private static let method = HuaweiCloud.Parameter(
    "method", .query, .choice(HTTPMethod.allCases.map(\.rawValue)), isRequired: true,
    "The HTTP method.")
  private static let text = HuaweiCloud.Parameter(
    "path", .path, .text(1...4096), isRequired: true,
    "The path from its first slash, with {project_id} where the project's ID stands.")
  private static let service = HuaweiCloud.Parameter(
    "service", .path, .text(1...64), isRequired: true,
    "The service by the short name that stands in its endpoint, such as hss or ecs.")

  static let call = NativeFunction.outside(
    Signature(
      "cloud.call",
      [
        .init("service", of: service, isOptional: false),
        .init("method", of: method, isOptional: false),
        .init("path", of: text, isOptional: false),
        .init(
          "query", type: .dict(.string, .any), isOptional: true,
          documentation: "The query; a list gives a name several times, None leaves one out."),
        .init("body", isOptional: true, documentation: "The body, which is sent as JSON."),
        .init(
          "read", .keywordOnly, type: .bool, defaultText: "False",
          documentation: "Whether it changes nothing although its method is not GET."),
        .init(
          "idempotent", .keywordOnly, type: .bool, defaultText: "False",
          documentation: "Whether it may be sent twice, so that it is repeated after a failure."),
      ], result: .named("Answer"),
      documentation: """
        Calls any operation of a service and gives its answer: status, body, request_id. Changes of the same service \
        that are queued are sent first. A call that is no read cannot be taken back, and is sent again only if it is \
        idempotent.
        """)
  ) { call throws(Recorded) in
    let request = try call.cloudCall(service: service, method: method, path: text)
    let answer = request.isRead ? try call.read(request) : try call.write(request)
    return try call.value(of: answer)
  }
}

extension CloudModule {
  /// What is wrong with a path, which begins at the host.
  static func fault(ofPath path: String) -> (got: String, want: String, hint: String?)? {
    guard !path.isEmpty, !path.hasPrefix("/") else { return nil }
    let isAddress = path.hasPrefix("https://") || path.hasPrefix("http://")
    let shown = path.count <= 80 ? path : "\(path.prefix(77))..."
    return (
      "\"\(shown)\"", "a path from its first slash",
      isAddress ? "the service's name finds its endpoint" : "did you mean \"/\(shown)\"?"
    )
  }
}

extension OutsideCall {
  /// Sends a call that changes nothing.
  fileprivate func read(_ request: Call) throws(Recorded) -> Result<JSON, ChangeFailure> {
    // No read shows what became of a port change.
    let shown = WriteOperation.all(of: request.service).subtracting([.portStatus])
    guard shown.isEmpty || context.barrier(shown, machine) else { throw Recorded() }
    context.noteUnshown(
      "cloud.call", of: request.service, hiding: context.planner.sets(shown), machine)
    let answer = context.answer(
      call.identity, "cloud.call", request.json, of: request.service, shows: shown, machine
    ) {
      let sent = context.send(request, machine)
      // Refused credentials stop the session, which is told once.
      if case .failure? = sent, context.control.isStopped {
        context.stopped(machine)
        return nil
      }
      return sent?.map(\.facts)
    }
    guard let answer else { throw Recorded() }
    return answer
  }

  fileprivate func value(of answer: Result<JSON, ChangeFailure>) throws(Recorded) -> Value {
    switch answer {
    case .success(let json) where json["planned"] == true:
      return machine.heap.host(PlannedAnswerObject())
    case .success(let json): return context.answer(json, machine)
    case .failure(let failure): throw fail("cloud.call", failure)
    }
  }
}

extension OutsideCall {
  fileprivate func cloudCall(
    service: HuaweiCloud.Parameter, method: HuaweiCloud.Parameter, path: HuaweiCloud.Parameter
  ) throws(Recorded) -> Call {
    let name = try read.text(self[0], "service", service) ?? ""
    let word = try read.text(self[1], "method", method) ?? ""
    let place = try read.text(self[2], "path", path) ?? ""
    guard let method = HTTPMethod(rawValue: word), !name.isEmpty, !place.isEmpty else {
      throw read.fail("service", got: "None", want: "service, method and path")
    }
    if let fault = CloudModule.fault(ofPath: place) {
      throw read.fail("path", got: fault.got, want: fault.want, hint: fault.hint)
    }
    let inBody = SecretGathering()
    let body = read.isAbsent(self[4]) ? nil : try read.json(self[4], "body", gathering: inBody)
    let isRead = try read.flag(self[5], "read", default: false)
    let isIdempotent = try read.flag(self[6], "idempotent", default: false)
    let (query, inQuery) = try query()
    var call = Call(
      service: Service(name), method: method, path: place, query: query, body: body,
      isRead: isRead || method.isSafe, isIdempotent: isIdempotent || isRead || method.isSafe)
    call.secrets = inQuery + inBody.found.map { CarriedSecret($0.value, at: .body($0.path)) }
    return call
  }

  private func query() throws(Recorded) -> (items: [(String, String)], secrets: [CarriedSecret]) {
    if read.isAbsent(self[3]) { return ([], []) }
    let gathering = SecretGathering()
    guard case .object(let members) = try read.json(self[3], "query", gathering: gathering) else {
      throw read.fail("query", got: machine.shortText(self[3]), want: "a dict")
    }
    var query: [(String, String)] = []
    var places: [[CarriedSecret.Step]: Int] = [:]
    for (name, value) in members {
      switch value {
      case .null: continue
      case .array(let items):
        for (index, item) in items.enumerated() {
          places[[.member(name), .item(index)]] = query.count
          query.append((name, item.queryText))
        }
      default:
        places[[.member(name)]] = query.count
        query.append((name, value.queryText))
      }
    }
    var secrets: [CarriedSecret] = []
    for (path, value) in gathering.found {
      guard let place = places[path] else {
        throw read.fail(
          "query", got: "a secret within another value", want: "one by itself or in a list")
      }
      secrets.append(CarriedSecret(value, at: .query(place)))
    }
    return (query, secrets)
  }
}

extension JSON {
  fileprivate var queryText: String { string ?? description }
}

extension RunContext {
  /// An answer as scripts see it.
  fileprivate func answer(_ answer: JSON, _ machine: Machine) -> Value {
    let heap = machine.heap
    let structure = heap.structure(shape("Answer", ["status", "body", "request_id"], heap))
    structure.fields[0] = heap.int(answer["status"]?.int ?? 0)
    structure.fields[1] = answer["body"].map { value($0, machine) } ?? .none
    structure.fields[2] = answer["request_id"]?.string.map { heap.string($0) } ?? .none
    return Value(structure.object)
  }

  /// Sends a call; nil after an error was recorded, because the session stopped.
  func send(_ request: Call, _ machine: Machine) -> Result<Answer, ChangeFailure>? {
    let gateway = gateway
    guard let result = wait(machine, { await gateway.send(request) }) else { return nil }
    switch result {
    case .success(let answer): return .success(answer)
    case .failure(.cloud(let error, _, let isUncertain)):
      return .failure(ChangeFailure(error, isUncertain: isUncertain))
    case .failure(.stopped):
      stopped(machine)
      return nil
    }
  }
}

extension Answer {
  /// What a script sees of it.
  var facts: JSON {
    var object: JSONObject = ["status": .int(status)]
    if let json { object["body"] = json }
    if let requestID { object["request_id"] = .string(requestID) }
    return .object(object)
  }
}
