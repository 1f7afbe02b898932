import CloudSandbox
import Testing

struct IdentityTests {
  @Test func `a token says until when and for what it is`() async throws {
    try await Client.with { client in
      let answer = try client.token()
      #expect(answer.status == 201)
      let token = try #require(answer.json["token"])
      #expect(token["project"]?["id"]?.string == client.credentials.projectID)
      #expect(token["expires_at"]?.string?.hasSuffix("Z") == true)
      #expect(answer.header("X-Subject-Token")?.isEmpty == false)
    }
  }

  @Test func `a wrong password is refused in IAM's own shape`() async throws {
    try await Client.with { client in
      let answer = try client.token(password: "wrong")
      #expect(answer.status == 401)
      #expect(answer.json["error"]?["code"] == 401)
      #expect(answer.json["error"]?["title"] == "Unauthorized")
    }
  }

  @Test(arguments: [
    ("{}", 400), (#"{"auth":{"identity":{"methods":["hw_context"]}}}"#, 400), ("x", 400),
    (#"{"auth":{"identity":{"methods":["password"],"password":{}}}}"#, 400),
  ])
  func `a request of another form is refused`(_ body: String, _ status: Int) async throws {
    try await Client.with { client in
      try #expect(client.call("POST", "/v3/auth/tokens", body, proof: .none).status == status)
    }
  }

  @Test func `a scope that does not exist gives no token`() async throws {
    try await Client.with { client in
      let answer = try client.token(scope: #"{"project":{"name":"nowhere"}}"#)
      #expect(answer.status == 401)
      #expect(answer.header("X-Subject-Token") == nil)
    }
  }

  @Test func `an agency gives a token to whom has one already`() async throws {
    try await Client.with { client in
      let token = try #require(try client.token().header("X-Subject-Token"))
      func assume(_ agency: String, _ proof: Proof) throws -> RawAnswer {
        try client.call(
          "POST", "/v3/auth/tokens",
          """
          {"auth":{"identity":{"methods":["assume_role"],"assume_role":{
          "domain_name":"\(client.credentials.domain)","agency_name":"\(agency)"}},
          "scope":{"project":{"id":"\(client.credentials.projectID)"}}}}
          """, proof: proof)
      }
      let answer = try assume(client.credentials.agency, .token(token))
      let agencyToken = try #require(answer.header("X-Subject-Token"))
      try #expect(client.get("app/policy?limit=10", proof: .token(agencyToken)).status == 200)
      try #expect(assume("nobody", .token(token)).status == 404)
      try #expect(assume(client.credentials.agency, .none).status == 401)
    }
  }

  @Test func `a region's name gives the project's id`() async throws {
    try await Client.with { client in
      let answer = try client.call("GET", "/v3/projects?name=\(client.credentials.region)").json
      #expect(answer["projects"]?.array?.count == 1)
      #expect(answer["projects"]?[0]?["id"]?.string == client.credentials.projectID)
    }
  }
}
