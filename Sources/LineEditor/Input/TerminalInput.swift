import CEditLine
import Glibc

/// The bytes of the terminal as scalars, and a pipe by which others interrupt the wait for them.
final class TerminalInput {
  enum Event: Hashable {
    case scalars, woken, ended, failed(Int32)
    case timedOut
  }

  let wake: WakePipe
  private let descriptor: Int32
  private var decoder = UTF8Decoder()
  private var queue: [Unicode.Scalar] = []
  private var position = 0

  init(descriptor: Int32, wake: WakePipe) {
    self.descriptor = descriptor
    self.wake = wake
  }

  /// The next scalar that has been read already.
  func next() -> Unicode.Scalar? {
    guard position < queue.count else { return nil }
    defer {
      position += 1
      if position == queue.count {
        queue.removeAll(keepingCapacity: true)
        position = 0
      }
    }
    return queue[position]
  }

  /// Whether another blank has been read already.
  var nextIsBlank: Bool { position < queue.count && queue[position] == " " }

  /// Whether more can be had without waiting.
  var isPending: Bool {
    if position < queue.count { return true }
    var terminal = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&terminal, 1, 0) > 0
  }

  /// Waits for input or for a wake-up; `milliseconds` below zero waits for ever.
  func wait(milliseconds: Int32 = -1) -> Event {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
    ]
    let ready = unsafe poll(&descriptors, 2, milliseconds)
    if ready == 0 { return .timedOut }
    // A signal's handler has written to the pipe, or the signal is none of ours.
    if ready < 0 { return errno == EINTR ? .woken : .failed(errno) }
    if descriptors[1].revents != 0 {
      wake.drain()
      return .woken
    }
    return read()
  }

  /// Takes in what was typed before the terminal was given back, without waiting.
  ///
  /// - Returns: Whether Ctrl-C is among it; as in a terminal that makes a signal of it, what was typed before it is
  ///   dropped with it.
  func interruptTypedAhead() -> Bool {
    var terminal = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&terminal, 1, 0) > 0, read() == .scalars {}
    guard let place = queue.lastIndex(of: Key.control("C")), place >= position else { return false }
    position = place
    _ = next()
    return true
  }

  private func read() -> Event {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    if count == 0 { return .ended }
    if count < 0 {
      switch errno {
      case EINTR, EAGAIN: return .woken
      case EIO: return .ended  // the other side of a pseudo-terminal is closed
      case let number: return .failed(number)
      }
    }
    queue += decoder.decode(bytes[..<count])
    return .scalars
  }
}

/// A pipe whose only message is "look up".
final class WakePipe: Sendable {
  let reading: Int32
  let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = unsafe reeve_open_wake_pipe(&ends)
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    close(reading)
    close(writing)
  }

  func signal() {
    var byte: UInt8 = 1
    // A full pipe holds a wake-up already.
    _ = unsafe write(writing, &byte, 1)
  }

  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe Glibc.read(reading, &bytes, bytes.count) > 0 {}
  }
}
