package import HuaweiCloud
import Synchronization

/// Reads lists of the service beside a session: for completion, in the background.
///
/// It counts calls with everybody else's, takes less than half of what the rate allows, and gives up for good at the
/// first failure, so that it costs a person at most a wait and never a locked key.
package final class ListReader: Sendable {
  private let gateway: Gateway
  private let rates: [Service: RequestRate]
  private let clock: SessionClock
  private let hasFailed = Mutex(false)

  package init(cloud: CloudAccess, settings: SessionSettings) {
    rates = settings.rates
    clock = settings.clock
    let pauses = Pauses(clock: settings.clock)
    let pacer = Pacer(
      rates: settings.rates, shared: settings.callLimiter, clock: settings.clock, pauses: pauses,
      waiting: { _ in }, failed: { _ in })
    gateway = Gateway(
      client: cloud.client, pacer: pacer, pauses: pauses,
      refusals: RefusalCount(settings.callLimiter, of: cloud.client, pauses: pauses),
      retries: .never, clock: settings.clock
    ) { _ in }
  }

  /// Reads a list page by page; false where it could not be read to its end.
  ///
  /// - Parameters:
  ///   - name: The built-in that reads it, such as `hosts`.
  ///   - take: Is given each page.
  /// - Returns: Whether the list was read whole.
  package func read(_ name: String, _ take: @Sendable ([JSON]) -> Void) async -> Bool {
    guard let list = Reads.all.first(where: { $0.name == name }),
      let pages = try? gateway.client.pages(of: list.operation)
    else { return false }
    var cursor = PageCursor(pages: pages.makeAsyncIterator())
    while !Task.isCancelled, !hasFailed.withLock({ $0 }) {
      let (page, next) = await gateway.page(of: cursor)
      cursor = next
      switch page {
      case .success(nil): return true
      case .success(let items?):
        take(items)
        guard cursor.pages.hasMore else { return true }
      case .failure:
        hasFailed.withLock { $0 = true }
        return false
      }
      guard await pause(list.operation.service) else { return false }
    }
    return false
  }

  /// Leaves most of a rate to the person's own calls.
  private func pause(_ service: Service) async -> Bool {
    guard case .calls(let count, let window)? = rates[service] else { return !Task.isCancelled }
    return await clock.sleep(window / max(count * 2 / 5, 1))
  }
}
