import Glibc
import ReeveCommands
import Testing

/// Where text goes, and what happens when nobody reads.
@Suite struct SinkTests {
  private func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    unsafe Glibc.pipe(&ends)
    return (ends[0], ends[1])
  }

  @Test func `a pipe gets its text when the buffer is flushed`() {
    let (reading, writing) = pipe()
    defer {
      close(reading)
      close(writing)
    }
    let sink = Sink(descriptor: writing, isBuffered: true)
    #expect(sink.write("one\n"))
    var ready = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    #expect(unsafe poll(&ready, 1, 0) == 0)
    sink.flush()
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(unsafe read(reading, &bytes, bytes.count) == 4)
  }

  @Test func `a reader that goes away closes the sink`() {
    let (reading, writing) = pipe()
    let previous = signal(SIGPIPE, SIG_IGN)
    defer {
      signal(SIGPIPE, previous)
      close(writing)
    }
    close(reading)
    let sink = Sink(descriptor: writing, isBuffered: false)
    #expect(!sink.write("lost\n"))
    #expect(sink.failure == EPIPE)
    #expect(!sink.write("more\n"))
  }

  @Test func `an interruption ends the wait for a slow reader`() {
    let (reading, writing) = pipe()
    defer {
      close(reading)
      close(writing)
    }
    let interruption = Interruption()
    let sink = Sink(descriptor: writing, isBuffered: false, interruption: interruption)
    interruption.raise(SIGINT)
    // More than a pipe holds: without the interruption this would wait for ever.
    sink.write([UInt8](repeating: 46, count: 1 << 20))
    #expect(sink.failure == nil)
  }

  @Test func `an interruption tells its handler of signals before and after`() {
    let interruption = Interruption()
    interruption.raise(SIGTERM)
    let told = Told()
    interruption.handle { signal, count in told.add(signal, count) }
    interruption.raise(SIGINT)
    #expect(told.signals == [SIGTERM, SIGINT])
    #expect(interruption.signal == SIGTERM)
    interruption.forget(SIGTERM)
    #expect(interruption.signal == SIGINT)
    interruption.reset()
    #expect(interruption.signal == nil)
  }
}
