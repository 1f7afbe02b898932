// A client that knows HTTP/1.1 and nothing of the cloud. It blocks the thread it is called on: the
// sandbox has a thread of its own.

import CloudSandbox
import Glibc

struct RawAnswer {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  var json: JSON { (try? JSON(parsing: body)) ?? .null }

  /// The code of an error in any of the services' shapes.
  var code: String? { json["error_code"]?.string ?? json["error"]?["title"]?.string }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

enum RawFailure: Error, Equatable {
  case refused
  case reset
  /// The connection ended before the answer did, after so many bytes of its body.
  case truncated(Int)
  /// Nothing came for as long as the test waits.
  case silence
}

final class RawConnection {
  private let socket: CInt
  private var received: [UInt8] = []

  init(_ address: SandboxAddress, patienceSeconds: Int = 20) throws(RawFailure) {
    socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = in_port_t(address.port).bigEndian
    target.sin_addr.s_addr = unsafe inet_addr(address.host)
    let result = unsafe withUnsafePointer(to: &target) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw .refused }
  }

  deinit { close(socket) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          socket, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  func send(
    _ method: String, _ target: String, headers: [(String, String)], body: [UInt8] = []
  ) {
    var text = "\(method) \(target) HTTP/1.1\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    text += "Content-Length: \(body.count)\r\n\r\n"
    send(Array(text.utf8) + body)
  }

  func receive() throws(RawFailure) -> RawAnswer {
    var end = received.firstRange(of: [13, 10, 13, 10])
    while end == nil {
      guard try receiveMore() else { throw .truncated(0) }
      end = received.firstRange(of: [13, 10, 13, 10])
    }
    let bodyStart = end?.upperBound ?? 0
    let lines = String(decoding: received[..<bodyStart], as: UTF8.self).split(separator: "\r\n")
    let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
      let parts = line.split(separator: ": ", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap {
      Int($0.value)
    }
    while received.count < bodyStart + (length ?? 0) {
      guard try receiveMore() else { throw .truncated(received.count - bodyStart) }
    }
    let body = Array(received[bodyStart..<bodyStart + (length ?? 0)])
    received.removeFirst(bodyStart + body.count)
    return RawAnswer(
      status: Int(lines.first?.split(separator: " ")[1] ?? "") ?? 0, headers: headers, body: body)
  }

  /// Whether the other side closes without a further byte.
  func isClosed() throws(RawFailure) -> Bool { try !receiveMore() }

  private func receiveMore() throws(RawFailure) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes { buffer in
      unsafe recv(socket, buffer.baseAddress, buffer.count, 0)
    }
    guard count >= 0 else { throw errno == ECONNRESET ? .reset : .silence }
    received += buffer[..<count]
    return count > 0
  }
}
