internal import Runbooks
internal import StarlarkSyntax
internal import StateStore

/// The inputs of a profile, as the state database keeps them for all sessions.
final class SessionHistory {
  /// How many are at hand at the prompt.
  static let remembered = 10_000

  private let history: History?
  private let profile: String
  private let dialect: Dialect
  private let session = String(UInt64.random(in: 0 ... .max), radix: 16)
  private var newest: Int64 = 0

  init(_ store: StateStore?, profile: String, dialect: Dialect) {
    // What is stored has no secrets any more.
    history = store?.history { $0 }
    self.profile = profile
    self.dialect = dialect
  }

  /// What was typed before, oldest first.
  func load() -> [String] {
    let entries = (try? history?.last(Self.remembered, profile: profile)) ?? []
    newest = entries.last?.id ?? 0
    return entries.map(\.text)
  }

  /// What other sessions have added since the last time.
  func news() -> [String] {
    let entries =
      (try? history?.entries(after: newest, profile: profile, count: Self.remembered)) ?? []
    newest = max(entries.last?.id ?? 0, newest)
    return entries.filter { $0.session != session }.map(\.text)
  }

  /// The input as it is kept; nil for one that is not to be, because it begins with a blank.
  func kept(_ text: String) -> String? {
    guard text.first?.isWhitespace != true else { return nil }
    return SecretText.redacted(text, dialect: dialect)
  }

  /// Stores an input, and says where.
  func begin(_ kept: String) -> Int64? {
    (try? history?.append(kept, profile: profile, session: session)) ?? nil
  }

  func finish(_ entry: Int64?, _ outcome: HistoryEntry.Outcome) {
    if let entry { try? history?.finish(entry, outcome) }
  }

  /// The last inputs, those with a text where there is one.
  func entries(with text: String, most: Int) -> [HistoryEntry] {
    let found =
      text.isEmpty
      ? try? history?.last(most, profile: profile)
      : try? history?.search(text, profile: profile, count: most)
    return (found ?? nil) ?? []
  }
}
