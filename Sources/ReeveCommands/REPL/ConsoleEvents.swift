internal import HuaweiCloud
internal import Runbooks
internal import StarlarkSyntax
internal import Synchronization

/// What a session tells the console beside the reporter: what came from the service.
final class ConsoleEvents: SessionEvents {
  private let reporter: Reporter
  private let inventory = Mutex<Inventory?>(nil)

  init(_ reporter: Reporter) { self.reporter = reporter }

  func connect(_ inventory: Inventory) { self.inventory.withLock { $0 = inventory } }

  func printed(_ bytes: [UInt8]) { reporter.printed(bytes) }
  func warned(_ warning: Diagnostic) { reporter.warned(warning) }
  func progressed(_ progress: RunProgress) { reporter.progressed(progress) }

  var followsChanges: Bool { reporter.followsChanges }
  func settled(_ records: [ChangeRecord]) { reporter.settled(records) }

  func received(_ items: [JSON], of type: String) {
    inventory.withLock { $0 }?.received(items, of: type)
  }
}
