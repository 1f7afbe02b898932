// The world and its file. A request changes the world at once and answers when its change is in the file;
// one thread writes, all changes that wait in one go.

import Dispatch
import NIOPosix
import Synchronization

final class StateKeeper: Sendable {
  typealias Completion = @Sendable (SandboxError?) -> Void

  private struct Memory: Sendable {
    var world = World()
    var waiting: [(changes: [StateChange], completion: Completion)] = []
    /// Being written; they count again after what other processes wrote before them.
    var inFlight: [StateChange] = []
    var isWriting = false

    mutating func merge(_ news: StateFile.News) {
      if news.isReplaced { world = World() }
      world.apply(news.changes)
      world.apply(inFlight)
      for (changes, _) in waiting { world.apply(changes) }
    }
  }

  private final class Disk: Sendable {
    let file: Mutex<StateFile>
    let thread = NIOThreadPool(numberOfThreads: 1)

    init(_ file: consuming sending StateFile) {
      self.file = Mutex(file)
    }

    /// Has the thread do something, which begins with its first work.
    func submit(_ work: @escaping @Sendable () -> Void) {
      thread.start()
      thread.submit { _ in work() }
    }

    /// A sandbox that was never stopped leaves no thread behind; the last reference may go on that thread.
    deinit { thread.shutdownGracefully(queue: .global()) { _ in } }
  }

  private let memory: Mutex<Memory>
  private let disk: Disk?

  /// Without a path the world lives in memory alone.
  init(path: String?, seed: UInt64) throws(SandboxError) {
    var memory = Memory()
    if let path {
      var file = try StateFile(path: path, seed: seed)
      memory.world.apply(try file.begin())
      disk = Disk(file)
    } else {
      disk = nil
    }
    self.memory = Mutex(memory)
  }

  func stop() async {
    guard let disk else { return }
    try? await disk.thread.shutdownGracefully()
  }

  /// Looks at the world as it is now, with what other processes wrote.
  func read<Result: Sendable, Failure: Error>(
    _ body: (World) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try memory.withLock { memory throws(Failure) in try body(memory.world) }
  }

  /// Takes over what other processes wrote since the last request.
  ///
  /// While this process writes there is
  /// nothing to do: its writer does the same.
  func refresh() throws(SandboxError) {
    guard let disk else { return }
    _ = try disk.file.withLockIfAvailable { file throws(SandboxError) in
      let news = try file.news()
      guard !news.isEmpty else { return }
      memory.withLock { $0.merge(news) }
    }
  }

  /// Applies changes, and reports when they are in the file.
  func apply(_ changes: [StateChange], completion: @escaping Completion) {
    guard let disk else {
      memory.withLock { $0.world.apply(changes) }
      return completion(nil)
    }
    let mustStart = memory.withLock { memory in
      memory.world.apply(changes)
      memory.waiting.append((changes, completion))
      defer { memory.isWriting = true }
      return !memory.isWriting
    }
    if mustStart { disk.submit { self.write(to: disk) } }
  }

  private func write(to disk: Disk) {
    while true {
      let batch = memory.withLock { memory in
        let batch = memory.waiting
        memory.waiting = []
        memory.inFlight = batch.flatMap(\.changes)
        memory.isWriting = !batch.isEmpty
        return batch
      }
      guard !batch.isEmpty else { return }
      var failure: SandboxError?
      do {
        try disk.file.withLock { file throws(SandboxError) in
          try write(batch.flatMap(\.changes), to: &file)
        }
      } catch {
        failure = error
      }
      memory.withLock { $0.inFlight = [] }
      for (_, completion) in batch { completion(failure) }
    }
  }

  private func write(_ changes: [StateChange], to file: inout StateFile) throws(SandboxError) {
    try file.lockExclusively()
    defer { file.unlock() }
    let news = try file.news()
    if !news.isEmpty { memory.withLock { $0.merge(news) } }
    try file.append(changes)
    guard file.isWorthReplacing else { return }
    try file.replace(with: memory.withLock { $0.world.snapshot })
  }
}
