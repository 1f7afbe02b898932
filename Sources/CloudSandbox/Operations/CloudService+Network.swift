extension CloudService {
  func listSecurityGroups(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "limit": .integer(0...2_000), "marker": .text(1...64), "id": .text(0...64),
        "name": .text(0...64), "description": .text(0...255),
        "enterprise_project_id": .text(0...256),
      ], paged: false)
    let matches = assets(of: call).inventory.securityGroups.filter { group in
      parameters.list("id")?.contains(group.id) != false
        && parameters.list("name")?.contains(group.name) != false
        && parameters.list("description")?.contains(group.description) != false
        && parameters["enterprise_project_id"].map {
          $0 == "all_granted_eps" || $0 == group.enterpriseProjectID
        } != false
    }.sorted { $0.id < $1.id }
    let rest = matches.drop { group in parameters["marker"].map { group.id <= $0 } ?? false }
    let page = rest.prefix(parameters.integer("limit", default: 2_000))
    var info: [JSON.Member] = [.init("current_count", .integer(page.count))]
    if let first = page.first { info.insert(.init("previous_marker", .string(first.id)), at: 0) }
    if page.count < rest.count, let last = page.last {
      info.append(.init("next_marker", .string(last.id)))
    }
    var answer = Answer.json([
      "request_id": .string(call.requestID),
      "security_groups": .array(
        page.map {
          [
            "id": .string($0.id), "name": .string($0.name), "description": .string($0.description),
            "project_id": .string(call.projectID), "created_at": "2025-01-01T00:00:00Z",
            "updated_at": "2025-01-01T00:00:00Z",
            "enterprise_project_id": .string($0.enterpriseProjectID), "tags": [],
          ]
        }),
      "page_info": .object(info),
    ])
    answer.unknown = parameters.unknown
    return answer
  }

  func listEnterpriseProject(_ call: Call) throws(Refusal) -> Answer {
    let parameters = try Parameters(
      of: call,
      [
        "id": .text(0...64), "limit": .integer(1...1_000), "name": .text(0...255),
        "offset": .integer(0...Int.max), "sort_dir": .choice(["asc", "desc"]),
        "sort_key": .text(0...64), "status": .integer(1...2), "type": .choice(["prod", "poc"]),
      ], paged: false)
    var matches = assets.value.inventory.enterpriseProjects.filter { project in
      parameters["id"].map { project.id == $0 } != false
        && parameters["name"].map { project.name.contains($0) } != false
        && parameters.optionalInteger("status").map { $0 == 1 } != false
        && parameters["type"].map { $0 == "prod" } != false
    }
    if parameters["sort_dir"] == "desc" { matches.reverse() }
    let page = parameters.page(
      matches, limit: parameters.integer("limit", default: 1_000),
      offset: parameters.integer("offset", default: 0))
    var answer = Answer.json([
      "enterprise_projects": .array(
        page.map {
          [
            "id": .string($0.id), "name": .string($0.name), "description": .string($0.description),
            "status": 1, "created_at": "2025-01-01T00:00:00Z",
            "updated_at": "2025-01-01T00:00:00Z", "type": "prod", "delete_flag": false,
          ]
        }),
      "total_count": .integer(matches.count),
    ])
    answer.unknown = parameters.unknown
    return answer
  }
}
