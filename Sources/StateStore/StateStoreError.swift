import CSQLite
import Glibc

/// Why the state database cannot be used: where, what happened, what to do.
package struct StateStoreError: Error, Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    /// The folder or the file cannot be made, opened or written.
    case notWritable
    /// The folder belongs to somebody else, so what is in it is not to be trusted.
    case foreignOwner
    /// Locks and shared memory do not work over this file system.
    case networkFileSystem(name: String)
    case diskFull
    /// The file is not a database, or its contents are damaged.
    case corrupt
    /// Another process kept the database locked for longer than we wait.
    case locked
    case newerVersion(found: Int, known: Int)
    case inputOutput
    /// A statement was refused: a mistake of ours.
    case refused
  }

  package let path: String
  package let problem: Problem
  /// The words of the system or of SQLite.
  package let detail: String

  package init(path: String, problem: Problem, detail: String) {
    self.path = path
    self.problem = problem
    self.detail = detail
  }
}

extension StateStoreError: CustomStringConvertible {
  package var description: String {
    let reason = detail.isEmpty ? "" : " (\(detail))"
    return "state database \(path): \(what)\(reason)\n  \(advice)"
  }

  package var what: String {
    switch problem {
    case .notWritable: "cannot be written"
    case .foreignOwner: "the folder belongs to another user"
    case .networkFileSystem(let name): "is on a network file system, \(name)"
    case .diskFull: "the disk is full"
    case .corrupt: "is damaged or is not a database of Reeve"
    case .locked: "is locked by another process"
    case .newerVersion(let found, let known):
      "was written by a newer Reeve (schema \(found), this one knows \(known))"
    case .inputOutput: "reading or writing failed"
    case .refused: "a statement was refused"
    }
  }

  /// What makes the database usable again, for those who know how to go on then.
  package var relief: String {
    if case .diskFull = problem { "Free some space." } else { advice }
  }

  package var advice: String {
    switch problem {
    case .notWritable, .foreignOwner:
      "Make the folder writable for you alone, or set XDG_STATE_HOME to a folder that is."
    case .networkFileSystem: "Set XDG_STATE_HOME to a folder on a local disk."
    case .diskFull: "Free some space, then run the same command again: nothing was half written."
    case .corrupt:
      "Move the file away (keep it: it holds the journal of earlier runs), then start again."
    case .locked: "Wait for the other process to end, or end it, then try again."
    case .newerVersion: "Install the newer Reeve, or set XDG_STATE_HOME to another folder."
    case .inputOutput: "Check the disk."
    case .refused: "This is a mistake in Reeve: please report it."
    }
  }
}

extension StateStoreError {
  /// What a failed system call means; `number` is its `errno`.
  init(path: String, errno number: Int32) {
    let problem: Problem =
      switch number {
      case ENOSPC, EDQUOT: .diskFull
      case EIO: .inputOutput
      default: .notWritable
      }
    self.init(path: path, problem: problem, detail: systemMessage(number))
  }

  /// What a result code of SQLite means; extended codes are understood too.
  init(path: String, code: Int32, message: String) {
    // A database that was cut off ends where a page should be.
    let isCutOff = code == SQLITE_IOERR | (2 << 8)
    let problem: Problem =
      switch isCutOff ? SQLITE_CORRUPT : code & 0xff {
      case SQLITE_BUSY, SQLITE_LOCKED: .locked
      case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
      case SQLITE_FULL: .diskFull
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .notWritable
      case SQLITE_IOERR: .inputOutput
      default: .refused
      }
    self.init(path: path, problem: problem, detail: message)
  }
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String {
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  return unsafe String(cString: text)
}
