/// Who exists in the simulated account: one domain, its users and projects, all made from the seed.
struct Account: Sendable {
  struct User: Sendable {
    let id: String
    let name: String
    let password: String
    let accessKey: String
    let secretKey: String
    /// May call no operation that writes.
    let isReader: Bool
  }

  struct Project: Sendable {
    let id: String
    let name: String
  }

  static let agency = "reeve_agency"

  let domainID: String
  let domainName = "reeve-sandbox"
  let users: [User]
  /// The first one owns the inventory; the second has nothing in it.
  let projects: [Project]
  /// Signs tokens and temporary keys: they are valid in every process that has the seed.
  let tokenKey: [UInt8]
  let controlToken: String

  init(seed: UInt64) {
    var random = SplitMix(seed: seed, stream: 1)
    domainID = random.hexadecimal(words: 2)
    projects = ["cn-north-4", "cn-east-3"].map {
      Project(id: random.hexadecimal(words: 2), name: $0)
    }
    users = ["operator", "reader"].map { name in
      User(
        id: random.hexadecimal(words: 2), name: name,
        password: random.characters(Self.alphanumerics, count: 16) + "!7",
        accessKey: random.characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", count: 20),
        secretKey: random.characters(Self.alphanumerics, count: 40), isReader: name == "reader")
    }
    tokenKey = Array(random.hexadecimal(words: 4).utf8)
    controlToken = random.hexadecimal(words: 2)
  }

  private static let alphanumerics =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  func user(named name: String) -> User? { users.first { $0.name == name } }
  func user(id: String) -> User? { users.first { $0.id == id } }
  func user(accessKey: String) -> User? { users.first { $0.accessKey == accessKey } }
  func project(id: String) -> Project? { projects.first { $0.id == id } }
}
