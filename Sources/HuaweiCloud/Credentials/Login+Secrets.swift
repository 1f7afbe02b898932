extension Login {
  /// The texts that nobody may see.
  package var secrets: [Secret] {
    switch self {
    case .accessKey(let key, _): Credentials.accessKey(key, domainID: nil).secrets
    case .token(let token): [token]
    case .password(let login): [login.password]
    case .agency(_, let own): own.secrets
    }
  }
}
