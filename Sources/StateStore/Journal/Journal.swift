import Glibc

// The durable record of runs. Every entry of a run has a number and a hash over the entry before it, so
// that a later edit shows:
//
//   start ◀── input ◀── call ◀── intent (and its changes) ◀── outcome ◀── … ◀── ended
//
// A request is preceded by a committed intent and followed by a committed outcome. An intent without an
// outcome is open: nobody knows whether the request arrived.

/// The journal of runs: what plan, apply, resume, undo, runs and verify stand on.
package struct Journal: Sendable {
  let store: StateStore
  /// A hash that nobody can find a second text for.
  package let digest: @Sendable ([UInt8]) -> [UInt8]
  /// Replaces the secrets of a text, and what looks like one.
  let redact: @Sendable (String) -> String
  /// Replaces the secrets that are known as such.
  let redactKnown: @Sendable (String) -> String
  /// Milliseconds since 1970, for people; order never depends on it.
  let wallClock: @Sendable () -> Int64

  /// The wall clock of this machine.
  package static let systemWallClock: @Sendable () -> Int64 = {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}

extension StateStore {
  /// The journal of runs.
  ///
  /// - Parameters:
  ///   - digest: SHA-256, or another hash without collisions; the same one for the life of the database.
  ///   - redact: Replaces secrets. It sees every text that comes from a script or a service. An answer
  ///     or a file that it would change is not stored, because a changed one could not be replayed.
  ///   - wallClock: Milliseconds since 1970; the machine's, except in tests.
  ///   - redactKnown: Replaces secrets that are known as such, in texts whose members all name or set things of
  ///     a service: what looks like a key there is an ID, and would mean another thing if it were replaced. The
  ///     same as `redact` where it is nil.
  /// - Returns: A view of this store.
  package func journal(
    digest: @escaping @Sendable ([UInt8]) -> [UInt8],
    redact: @escaping @Sendable (String) -> String,
    wallClock: @escaping @Sendable () -> Int64 = Journal.systemWallClock,
    redactKnown: (@Sendable (String) -> String)? = nil
  ) -> Journal {
    Journal(
      store: self, digest: digest, redact: redact, redactKnown: redactKnown ?? redact,
      wallClock: wallClock)
  }
}

/// What is taken for a secret.
package enum Redaction: Sendable, Hashable {
  /// What is known as one.
  case known
  /// Whatever looks like one too.
  case suspected
}

extension Journal {
  /// The digest of a text.
  package func digest(of text: String) -> [UInt8] { digest(Array(text.utf8)) }

  /// A text as the journal keeps it: what a replay compares its own arguments with.
  package func redacted(_ text: String, _ redaction: Redaction = .suspected) -> String {
    switch redaction {
    case .known: redactKnown(text)
    case .suspected: redact(text)
    }
  }

  /// Calls the store, with its errors as the journal's.
  func access<Result>(
    _ body: () throws(StateStoreError) -> Result
  ) throws(JournalError) -> Result {
    do throws(StateStoreError) {
      return try body()
    } catch {
      throw .store(error)
    }
  }
}
