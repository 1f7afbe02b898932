/// Gives the credentials for the next request; providers compose.
public protocol CredentialProvider: Sendable {
  /// The credentials to use now.
  ///
  /// - Returns: Credentials that were valid a moment ago.
  /// - Throws: ``CloudError`` when they have to be fetched and that fails.
  func credentials() async throws(CloudError) -> Credentials

  /// Other credentials, after the service refused some.
  ///
  /// - Parameter refused: The credentials that the service did not accept.
  /// - Returns: Fresh credentials, or `nil` where there are no others to be had. Keys that somebody
  ///   typed are never tried twice: five refusals lock them for five minutes.
  /// - Throws: ``CloudError`` when fetching fails.
  func renewed(insteadOf refused: Credentials) async throws(CloudError) -> Credentials?

  /// Notes that a service accepted credentials; by default nothing is noted.
  ///
  /// - Parameter credentials: What signed the call that was answered.
  func accepted(_ credentials: Credentials) async
}

extension CredentialProvider {
  /// Notes nothing.
  public func accepted(_ credentials: Credentials) async {}
}

/// Credentials that never change: a key, or a token that somebody else fetched.
public struct FixedCredentials: CredentialProvider {
  private let fixed: Credentials

  /// Makes a provider that always gives the same credentials.
  public init(_ credentials: Credentials) { fixed = credentials }

  /// The same credentials every time.
  public func credentials() async throws(CloudError) -> Credentials { fixed }

  /// Nothing, for there are no others.
  public func renewed(insteadOf refused: Credentials) async throws(CloudError) -> Credentials? {
    nil
  }
}
