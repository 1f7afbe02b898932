import StarlarkSyntax
import Synchronization

/// Which calls froze values of an evaluation and its lanes, for the errors of those who want to change one.
final class FreezeLog: Sendable {
  private struct State {
    var causes: [String] = []
    /// Heaps whose lists, dicts and sets note the numbers of causes.
    var heaps: Set<UInt16> = []
  }

  private let state = Mutex(State())
  /// Numbers above it are not kept: the causes of so many calls would fill the memory.
  private static let limit = 10_000

  /// The number of a call that freezes values of a heap, 0 where there are too many.
  func add(_ function: String, _ machine: Machine) -> UInt32 {
    let place = machine.callSite.map { site in
      let position = site.source.position(of: site.span.start)
      return "\(function) at \(site.source.name):\(position.line):\(position.column)"
    }
    let cause = place ?? function
    return state.withLock { state in
      state.heaps.insert(machine.heap.identifier)
      if let last = state.causes.lastIndex(of: cause) { return UInt32(last + 1) }
      guard state.causes.count < Self.limit else { return 0 }
      state.causes.append(cause)
      return UInt32(state.causes.count)
    }
  }

  /// The call that froze a list, dict or set, nil where none of these did.
  func cause(of object: Object) -> String? {
    guard object.isFrozen else { return nil }
    let header = object.header
    let number = Int(header.extra)
    return state.withLock { state in
      guard state.heaps.contains(header.heap), (1...state.causes.count).contains(number) else {
        return nil
      }
      return state.causes[number - 1]
    }
  }
}
