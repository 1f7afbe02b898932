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
    let operations = WriteOperation.all(of: request.service)
    // No read shows what became of a port change.
    let shown = request.isRead ? operations.subtracting([.portStatus]) : operations
    guard shown.isEmpty || call.context.barrier(shown, call.machine) else { throw Recorded() }
    let gateway = call.context.gateway
    switch try call.wait({ await gateway.send(request) }) {
    case .success(let answer): return call.context.answer(answer, call.machine)
    case .failure(.cloud(let error, _)): throw call.fail("cloud.call", ChangeFailure(error))
    case .failure(.stopped):
      call.machine.fail(EvaluationFailure(.cancelled, "cancelled"))
      throw Recorded()
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
    let body = read.isAbsent(self[4]) ? nil : try read.json(self[4], "body")
    let isRead = try read.flag(self[5], "read", default: false)
    let isIdempotent = try read.flag(self[6], "idempotent", default: false)
    return Call(
      service: Service(name), method: method, path: place, query: try query(), body: body,
      isRead: isRead || method.isSafe, isIdempotent: isIdempotent || isRead || method.isSafe)
  }

  private func query() throws(Recorded) -> [(String, String)] {
    if read.isAbsent(self[3]) { return [] }
    guard case .object(let members) = try read.json(self[3], "query") else {
      throw read.fail("query", got: machine.shortText(self[3]), want: "a dict")
    }
    var query: [(String, String)] = []
    for (name, value) in members {
      switch value {
      case .null: continue
      case .array(let items): query += items.map { (name, $0.queryText) }
      default: query.append((name, value.queryText))
      }
    }
    return query
  }
}

extension JSON {
  fileprivate var queryText: String { string ?? description }
}

extension RunContext {
  fileprivate func answer(_ answer: Answer, _ machine: Machine) -> Value {
    let heap = machine.heap
    let structure = heap.structure(shape("Answer", ["status", "body", "request_id"], heap))
    structure.fields[0] = heap.int(answer.status)
    structure.fields[1] = answer.json.map { value($0, machine) } ?? .none
    structure.fields[2] = answer.requestID.map { heap.string($0) } ?? .none
    return Value(structure.object)
  }
}
