import HuaweiCloud
import Testing

@Suite struct LoadingTests {
  static func load(
    _ environment: [String: String], files: [String: String] = [:], region: String? = nil
  ) throws(ConfigurationError) -> CloudConfiguration? {
    try CloudConfiguration.load(
      from: .init(environment: environment) { files[$0] }, region: region)
  }

  @Test func `nothing set is no configuration`() throws {
    #expect(try Self.load([:]) == nil)
    #expect(try Self.load(["HOME": "/h", "HW_REGION_NAME": "", "PATH": "/bin"]) == nil)
  }

  static let sdk = ["HUAWEICLOUD_SDK_AK": "AK", "HUAWEICLOUD_SDK_SK": "SK"]

  @Test func `the SDK's variables make a key`() throws {
    let found = try #require(
      try Self.load(
        Self.sdk.merging([
          "HUAWEICLOUD_SDK_SECURITY_TOKEN": "T", "HUAWEICLOUD_SDK_PROJECT_ID": "P",
          "HUAWEICLOUD_SDK_DOMAIN_ID": "D",
          "HUAWEICLOUD_SDK_IAM_ENDPOINT": "https://iam.example/v3",
          "HUAWEICLOUD_SDK_REGION_HSS_CN_NORTH_4": "https://hss.example, https://other.example",
          "HUAWEICLOUD_SDK_REGION_HSS_CN_NORTH_1": "https://wrong.example",
        ]) { $1 }, region: "cn-north-4"))
    #expect(found.source == "HUAWEICLOUD_SDK_AK")
    #expect(
      found.login
        == .accessKey(
          AccessKey(id: "AK", secret: Secret("SK"), securityToken: Secret("T")), domainID: "D"))
    #expect(found.projectID == "P")
    #expect("\(try found.endpoints.endpoint(of: .iam))" == "https://iam.example")
    #expect("\(try found.endpoints.endpoint(of: .hss))" == "https://hss.example")
    #expect(
      "\(try found.endpoints.endpoint(of: .dbss))" == "https://dbss.cn-north-4.myhuaweicloud.com")
  }

  @Test func `the provider's variables make a key with region and enterprise project`() throws {
    let found = try #require(
      try Self.load(
        [
          "HW_ACCESS_KEY": "AK", "HW_SECRET_KEY": "SK", "HW_REGION_NAME": "eu-x",
          "HW_CLOUD": "MyCloud.example", "HW_ENTERPRISE_PROJECT_ID": "ep",
          "HW_PROJECT_NAME": "eu-x_a",
          "HW_SIGNING_ALGORITHM": "V11-HMAC-SHA256",
        ], region: "ignored"))
    #expect("\(try found.endpoints.endpoint(of: .hss))" == "https://hss.eu-x.mycloud.example")
    #expect(found.enterpriseProject == "ep")
    #expect(found.projectName == "eu-x_a")
    #expect(found.algorithm == .derived)
  }

  @Test func `a role to assume goes through the key`() throws {
    let found = try #require(
      try Self.load([
        "HW_ACCESS_KEY": "AK", "HW_SECRET_KEY": "SK", "HW_REGION_NAME": "r",
        "HW_ASSUME_ROLE_AGENCY_NAME": "ops", "HW_ASSUME_ROLE_DOMAIN_NAME": "other",
      ]))
    #expect(
      found.login
        == .agency(
          Agency(name: "ops", domain: .name("other"), scope: .projectName("r")),
          through: .accessKey(AccessKey(id: "AK", secret: Secret("SK")), domainID: nil)))
  }

  @Test func `OpenStack's variables make a password login`() throws {
    let found = try #require(
      try Self.load([
        "OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_USER_DOMAIN_NAME": "d",
        "OS_PROJECT_NAME": "cn-north-4_team", "OS_AUTH_URL": "https://iam.example:443/v3/",
      ]))
    #expect(
      found.login
        == .password(
          PasswordLogin(
            user: .name("u", .name("d")), password: Secret("p"),
            scope: .projectName("cn-north-4_team"))))
    #expect(found.endpoints.region == "cn-north-4")
    #expect("\(try found.endpoints.endpoint(of: .iam))" == "https://iam.example:443")
  }

  @Test func `a ready-made token goes before a password`() throws {
    let found = try #require(
      try Self.load([
        "OS_AUTH_TOKEN": "t", "OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_PROJECT_ID": "P",
      ]))
    #expect(found.login == .token(Secret("t")))
    #expect(found.projectID == "P")
  }

  @Test func `the first source counts alone`() throws {
    let environment = Self.sdk.merging([
      "HW_ACCESS_KEY": "other", "HW_SECRET_KEY": "other", "HW_PROJECT_ID": "other",
      "HW_REGION_NAME": "other", "OS_PROJECT_ID": "other", "HOME": "/h",
    ]) { $1 }
    let files = ["/h/.huaweicloud/credentials": "[basic]\nak=other\nsk=other\nproject_id=other"]
    let found = try #require(try Self.load(environment, files: files, region: "r"))
    #expect(found.login == .accessKey(AccessKey(id: "AK", secret: Secret("SK")), domainID: nil))
    #expect(found.projectID == nil)
    #expect(found.endpoints.region == "r")
  }

  static let halves: [([String: String], String)] = [
    (
      ["HUAWEICLOUD_SDK_AK": "a"],
      "environment: HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not"
    ),
    (
      ["HUAWEICLOUD_SDK_PROJECT_ID": "a", "HW_ACCESS_KEY": "k", "HW_SECRET_KEY": "s"],
      "environment: HUAWEICLOUD_SDK_PROJECT_ID is set, but HUAWEICLOUD_SDK_AK and "
        + "HUAWEICLOUD_SDK_SK are not"
    ),
    (
      ["HW_SECRET_KEY": "a", "HW_REGION_NAME": "r"],
      "environment: HW_SECRET_KEY, HW_REGION_NAME are set, but HW_ACCESS_KEY is not"
    ),
    (
      ["HW_REGION_NAME": "r"],
      "environment: HW_REGION_NAME is set, but HW_ACCESS_KEY and HW_SECRET_KEY are not"
    ),
    (["OS_USERNAME": "u"], "environment: OS_USERNAME is set, but OS_PASSWORD is not"),
    (
      ["OS_PASSWORD": "p", "OS_PROJECT_ID": "i"],
      "environment: OS_PASSWORD, OS_PROJECT_ID are set, but OS_USERNAME is not"
    ),
    (
      ["OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_PROJECT_ID": "i"],
      "environment: OS_PASSWORD, OS_USERNAME, OS_PROJECT_ID are set, but OS_USER_DOMAIN_NAME is not"
    ),
    (
      ["OS_USERNAME": "u", "OS_PASSWORD": "p", "OS_USER_DOMAIN_NAME": "d"],
      "environment: OS_PASSWORD, OS_USERNAME, OS_USER_DOMAIN_NAME are set, but OS_PROJECT_ID is not"
    ),
  ]

  @Test(arguments: halves)
  func `a source set by half names what is missing`(_ environment: [String: String], text: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.load(environment) }
    #expect(error?.message == text)
  }

  @Test func `the SDK's file is read`() throws {
    let text =
      "# keys\r\n[basic]\r\nak = AK\r\nSK=S=K\r\nproject_id = P\r\n\r\n[global]\r\nak=other\r\n"
    let expected = Login.accessKey(AccessKey(id: "AK", secret: Secret("S=K")), domainID: nil)
    for (environment, path) in [
      (["HOME": "/h"], "/h/.huaweicloud/credentials"),
      (["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "/c"], "/c"),
    ] {
      let found = try #require(try Self.load(environment, files: [path: text]))
      #expect(found.login == expected)
      #expect(found.projectID == "P")
      #expect(found.source == path)
    }
  }

  static func hcloud(_ profile: String) -> [String: String] {
    [
      "/h/.hcloud/config.json":
        #"{"current":"a","profiles":[{"name":"b"},{"name":"a",\#(profile)}]}"#
    ]
  }

  @Test func `KooCLI's current profile is read`() throws {
    let found = try #require(
      try Self.load(
        ["HOME": "/h"],
        files: Self.hcloud(
          #"""
          "mode":"AKSK","accessKeyId":"AK","secretAccessKey":"SK","securityToken":"","region":"r1",
          "projectId":"P","domainId":"D","agencyName":""
          """#), region: "r2"))
    #expect(found.login == .accessKey(AccessKey(id: "AK", secret: Secret("SK")), domainID: "D"))
    #expect(found.endpoints.region == "r1")
    #expect(found.projectID == "P")
  }

  @Test func `KooCLI's single sign-on keys are read`() throws {
    let found = try #require(
      try Self.load(
        ["HOME": "/h"],
        files: Self.hcloud(
          #"""
          "mode":"SSO","ssoAuth":{"stsToken":{"accessKeyId":"AK","secretAccessKey":"SK",
          "securityToken":"T"}}
          """#)))
    let key = AccessKey(id: "AK", secret: Secret("SK"), securityToken: Secret("T"))
    #expect(found.login == .accessKey(key, domainID: nil))
  }

  static let badFiles: [([String: String], String)] = [
    (["/h/.huaweicloud/credentials": "ak=1"], "it has neither a section [basic] nor [global]"),
    (["/h/.huaweicloud/credentials": "[basic]\nak=1"], "ak is set, but sk is not"),
    (["/h/.hcloud/config.json": "{"], "no JSON at byte 1"),
    (["/h/.hcloud/config.json": #"{"current":"x","profiles":[]}"#], "\"x\" is not in it"),
    (hcloud(#""mode":"ecsAgency""#), "has mode \"ecsAgency\""),
    (
      hcloud(#""mode":"AKSK","region":"r""#),
      "region is set, but accessKeyId and secretAccessKey are not"
    ),
    (hcloud(#""accessKeyId":"aGk=+/","secretAccessKey":"x""#), "are encrypted"),
  ]

  @Test(arguments: badFiles)
  func `a file that cannot be used says why`(_ files: [String: String], text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Self.load(["HOME": "/h"], files: files)
    }
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test func `a file named but missing is an error`() {
    #expect(throws: ConfigurationError.self) {
      try Self.load(["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "/none"])
    }
  }

  @Test func `a configuration prints without its secrets`() throws {
    let found = try Self.load([
      "OS_USERNAME": "u", "OS_PASSWORD": "hunter22", "OS_DOMAIN_NAME": "d", "OS_PROJECT_ID": "p",
    ])
    var text = "\(String(describing: found))"
    dump(found, to: &text)
    #expect(!text.contains("hunter22"))
  }
}
