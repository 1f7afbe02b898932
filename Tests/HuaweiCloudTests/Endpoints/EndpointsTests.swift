import HuaweiCloud
import Testing

@Suite struct EndpointsTests {
  @Test(arguments: [
    ("cn-north-4", Service.hss, "https://hss.cn-north-4.myhuaweicloud.com"),
    ("no-such-region-yet", .dbss, "https://dbss.no-such-region-yet.myhuaweicloud.com"),
    ("eu-west-101", .hss, "https://hss.eu-west-101.myhuaweicloud.eu"),
    ("eu-west-101", .iam, "https://iam.eu-west-101.myhuaweicloud.eu"),
    ("eu-west-101", .eps, "https://eps.eu-west-101.myhuaweicloud.eu"),
    ("eu-west-101", .vpc, "https://vpc.eu-west-101.myhuaweicloud.com"),
    ("cn-north-4", .eps, "https://eps.myhuaweicloud.com"),
    ("ap-southeast-1", .eps, "https://eps.myhuaweicloud.com"),
    ("ru-moscow-1", .eps, "https://eps.ru-moscow-1.myhuaweicloud.com"),
    ("my-kualalumpur-1", .eps, "https://eps.my-kualalumpur-1.myhuaweicloud.com"),
  ])
  func `the rule and its exceptions give endpoints`(
    _ region: String, service: Service, endpoint: String
  ) throws {
    #expect("\(try Endpoints(region: region).endpoint(of: service))" == endpoint)
  }

  @Test func `without a region only global services are found`() throws {
    #expect("\(try Endpoints().endpoint(of: .iam))" == "https://iam.myhuaweicloud.com")
    #expect("\(try Endpoints().endpoint(of: .eps))" == "https://eps.myhuaweicloud.com")
    #expect(throws: ConfigurationError.self) { try Endpoints().endpoint(of: .hss) }
  }

  @Test func `an override goes before everything, for its service alone`() throws {
    let overrides = try Endpoints.overrides(
      in: [
        "REEVE_ENDPOINT_HSS": "http://127.0.0.1:8080/base/", "REEVE_ENDPOINT_VPC": "", "X": "y",
      ],
      prefix: "REEVE_ENDPOINT_")
    let endpoints = Endpoints(region: "r", domain: "example.org", overrides: overrides)
    #expect("\(try endpoints.endpoint(of: .hss))" == "http://127.0.0.1:8080/base")
    #expect("\(try endpoints.endpoint(of: .vpc))" == "https://vpc.r.example.org")
  }

  @Test func `a base path and a port reach the request`() async throws {
    let transport = FakeTransport(.empty)
    let endpoints = Endpoints(overrides: [.hss: try Endpoint("http://[::1]:8080/base")])
    let client = CloudClient.test(transport, endpoints: endpoints)
    try await client.send(Call(service: .hss, method: .delete, path: "/v5/{project_id}"))
    let request = try #require(transport.requests.first)
    #expect(request.url == "http://[::1]:8080/base/v5/2b31ed520d0a4c7fa3f1ebedb6e57c0d")
    #expect(request.headers["Host"] == "[::1]:8080")
  }

  @Test(arguments: [
    ("HSS.example", "https://hss.example"), ("http://h:1", "http://h:1"),
    ("https://[fe80::1]/x//", "https://[fe80::1]/x"),
  ])
  func `an address is read`(_ text: String, endpoint: String) throws {
    #expect("\(try Endpoint(text))" == endpoint)
  }

  @Test(arguments: [
    "", "https://", "ftp://h", "http://h:0", "http://h:65536", "http://h:x", "http://u:p@h",
    "http://h/?q", "http://h/#f", "http://h /",
  ])
  func `what is no address is refused`(_ text: String) {
    #expect(throws: ConfigurationError.self) { try Endpoint(text) }
  }
}
