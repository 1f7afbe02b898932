import Glibc
import Synchronization
import Testing

/// Something that listens and gives every connection the same bytes, or nothing at all.
final class FakeServer: Sendable {
  let address: String
  private let listener: Int32
  private let isStopped = Atomic(false)
  private let connections = Mutex<[Int32]>([])

  init(_ answer: String?) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let result = unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(listener, address, size) == 0, listen(listener, 16) == 0 else {
          return Int32(-1)
        }
        return unsafe getsockname(listener, address, &size)
      }
    }
    guard result == 0 else { throw POSIXFailure(number: errno) }
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    serve(answer.map { Array($0.utf8) })
  }

  private func serve(_ answer: [UInt8]?) {
    let listener = listener
    Task.detached { [self] in
      while !isStopped.load(ordering: .acquiring) {
        var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&ready, 1, 0) > 0 else {
          try? await Task.sleep(for: .milliseconds(5))
          continue
        }
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { continue }
        guard let answer else {
          connections.withLock { $0.append(connection) }
          continue
        }
        // After the first bytes of the request, so that the answer is to something.
        var begun = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&begun, 1, 2_000)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        _ = unsafe read(connection, &bytes, bytes.count)
        _ = unsafe write(connection, answer, answer.count)
        shutdown(connection, Int32(SHUT_WR))
        connections.withLock { $0.append(connection) }
      }
    }
  }

  func stop() {
    isStopped.store(true, ordering: .releasing)
    for connection in connections.withLock({ $0 }) { close(connection) }
    close(listener)
  }

  /// A home whose variables name this server for every service.
  func harness() throws -> Client { try Client(address: address) }

  static func harness(_ address: String) throws -> Client { try Client(address: address) }

  /// A home of which the services are at one address.
  struct Client {
    let harness: Harness

    init(address: String) throws {
      var variables = [
        "OS_AUTH_TOKEN": "token", "OS_PROJECT_ID": "0605767fa600d5542f7ec0136d4fb0c5",
      ]
      for service in ["HSS", "DBSS", "IAM", "VPC", "EPS"] {
        variables["REEVE_ENDPOINT_\(service)"] = address
      }
      harness = try Harness(variables)
    }

    func run(_ script: String, flags: [String] = []) async throws -> CommandResult {
      defer { harness.remove() }
      try harness.write(script, to: "script.star")
      return try await harness.reeve(["run"] + flags + ["script.star"])
    }
  }
}
