import Synchronization

/// Remembers the last requests, and how many there were of each operation.
final class RequestLog: Sendable {
  private struct Contents: Sendable {
    var kept: [RequestRecord] = []
    /// Where the oldest record is, once there are as many as are kept.
    var oldest = 0
    var counts: [String: Int] = [:]
  }

  private let limit: Int
  private let sink: (@Sendable (String) -> Void)?
  private let contents = Mutex(Contents())

  init(limit: Int, sink: (@Sendable (String) -> Void)?) {
    self.limit = limit
    self.sink = sink
  }

  func add(_ record: RequestRecord) {
    contents.withLock { contents in
      contents.counts[record.operation, default: 0] += 1
      if contents.kept.count < limit {
        contents.kept.append(record)
      } else if limit > 0 {
        contents.kept[contents.oldest] = record
        contents.oldest = (contents.oldest + 1) % limit
      }
    }
    sink?(record.line)
  }

  /// The oldest first.
  var records: [RequestRecord] {
    contents.withLock { Array($0.kept[$0.oldest...] + $0.kept[..<$0.oldest]) }
  }

  func count(of operation: String) -> Int {
    contents.withLock { $0.counts[operation] ?? 0 }
  }

  var counts: [String: Int] { contents.withLock { $0.counts } }

  func reset() { contents.withLock { $0 = Contents() } }
}
