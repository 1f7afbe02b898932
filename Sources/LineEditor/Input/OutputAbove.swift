import Glibc
import Synchronization

/// Text from other threads, printed above the line that is being edited.
package final class OutputAbove: Sendable {
  private struct State {
    var isEditing = false
    var waiting = ""
  }

  private let state = Mutex(State())
  private let wake: WakePipe
  private let descriptor: Int32

  init(descriptor: Int32, wake: WakePipe) {
    self.descriptor = descriptor
    self.wake = wake
  }

  /// Prints whole lines: at once, or above the prompt as soon as the editor looks up.
  package func print(_ text: String) {
    let line = text.hasSuffix("\n") ? text : text + "\n"
    state.withLock { state in
      if state.isEditing { state.waiting += line } else { writeAll(line, to: descriptor) }
    }
    wake.signal()
  }

  /// Prints whole lines above the prompt; false, and nothing printed, while no line is edited.
  package func printIfEditing(_ text: String) -> Bool {
    let isTaken = state.withLock { state in
      guard state.isEditing else { return false }
      state.waiting += text.hasSuffix("\n") ? text : text + "\n"
      return true
    }
    if isTaken { wake.signal() }
    return isTaken
  }

  func beginEditing() { state.withLock { $0.isEditing = true } }

  /// What came too late to be shown above goes below.
  func endEditing() {
    state.withLock { state in
      state.isEditing = false
      if !state.waiting.isEmpty { writeAll(state.waiting, to: descriptor) }
      state.waiting = ""
    }
  }

  func take() -> String? {
    state.withLock { state in
      guard !state.waiting.isEmpty else { return nil }
      defer { state.waiting = "" }
      return state.waiting
    }
  }
}

/// Writes every byte; gives up only when the descriptor fails.
func writeAll(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&ready, 1, -1)
    } else if errno != EINTR {
      return
    }
  }
}
