import NIOCore

extension SocketAddress {
  /// Whether the address is this machine's own.
  var isLoopback: Bool {
    guard let address = ipAddress else { return false }
    return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
  }
}
