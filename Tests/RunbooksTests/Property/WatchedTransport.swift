import HuaweiCloud
import Synchronization

/// Remembers in which order requests left and came back, and how.
final class WatchedTransport: Transport {
  struct Exchange: Sendable {
    let request: HTTPRequest
    /// Places among all departures and arrivals.
    let departure: Int
    var arrival: Int?
    var response: HTTPResponse?
  }

  private struct State {
    var clock = 0
    var exchanges: [Exchange] = []
  }

  private let transport: any Transport
  private let state = Mutex(State())

  init(_ transport: any Transport) {
    self.transport = transport
  }

  var exchanges: [Exchange] { state.withLock { $0.exchanges } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = state.withLock { state in
      state.clock += 1
      state.exchanges.append(Exchange(request: request, departure: state.clock))
      return state.exchanges.count - 1
    }
    do throws(TransportError) {
      let response = try await transport.send(request)
      arrived(number, response)
      return response
    } catch {
      arrived(number, nil)
      throw error
    }
  }

  private func arrived(_ number: Int, _ response: HTTPResponse?) {
    state.withLock { state in
      state.clock += 1
      state.exchanges[number].arrival = state.clock
      state.exchanges[number].response = response
    }
  }
}

extension WatchedTransport.Exchange {
  /// Whether the answer says that what was asked for is done.
  var isConfirmed: Bool {
    guard let response, (200..<300).contains(response.status) else { return false }
    guard !response.body.isEmpty else { return true }
    return (try? JSON(parsing: response.body))?["result"]?.string != "failed"
  }

  /// What tells the changes of the request from all others.
  var marks: [String] {
    let json = try? JSON(parsing: request.body)
    switch request.operation {
    case "BatchModifyPortStatus":
      return (json?["data_list"]?.array ?? []).map { entry in
        let place = "\(entry["agent_id"]?.string ?? "") \(entry["port"]?.int ?? 0)"
        return entry["host_id"]?.string ?? place
      }
    case "ChangeAppWhitelistPolicy": return [json?["policy_name"]?.string ?? ""]
    default: return []
    }
  }
}
