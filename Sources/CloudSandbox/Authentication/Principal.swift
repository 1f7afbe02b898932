/// Who calls, after authentication.
struct Principal: Sendable {
  let user: Account.User
  /// Nil where a permanent key signs: it acts in every project of its domain.
  let grant: Grant?
}
