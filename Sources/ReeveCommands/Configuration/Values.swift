// Values that people write: times, sizes, rates. Each says what it wanted when it got something else.

package import HuaweiCloud
package import Runbooks

/// A text that is not what a flag or a setting takes.
package struct ValueProblem: Error, Hashable, Sendable {
  package let got: String
  package let want: String
}

extension Duration {
  /// Reads `90`, `90s`, `2m`, `1h` or `250ms`.
  package init(written text: String) throws(ValueProblem) {
    let problem = ValueProblem(got: text, want: "a time such as 30s, 5m or 2h")
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), number > 0, number.isFinite, number < 1e9 else {
      throw problem
    }
    switch text.dropFirst(digits.count) {
    case "ms": self = .milliseconds(number)
    case "", "s": self = .seconds(number)
    case "m", "min": self = .seconds(number * 60)
    case "h": self = .seconds(number * 3_600)
    default: throw problem
    }
  }
}

extension Int {
  /// Reads `64MiB`, `1GiB`, `512KiB` or a number of bytes.
  package init(writtenSize text: String) throws(ValueProblem) {
    let problem = ValueProblem(got: text, want: "a size such as 512KiB, 64MiB or 2GiB")
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
    guard let number = Int(digits), number > 0,
      let unit = units[String(text.dropFirst(digits.count))]
    else { throw problem }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow else { throw problem }
    self = product
  }
}

extension RequestRate {
  /// Reads `5/min`, `2/s`, `100/h` or `unlimited`.
  package init(written text: String) throws(ValueProblem) {
    let problem = ValueProblem(got: text, want: "N/s, N/min, N/h or unlimited")
    if text == "unlimited" {
      self = .unlimited
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let calls = Int(parts[0]), calls > 0 else { throw problem }
    switch parts[1] {
    case "s": self = .calls(calls, per: .seconds(1))
    case "min": self = .calls(calls, per: .seconds(60))
    case "h": self = .calls(calls, per: .seconds(3_600))
    default: throw problem
    }
  }

  /// As ``init(written:)`` reads it.
  package var written: String {
    switch self {
    case .unlimited: "unlimited"
    case .calls(let calls, .seconds(1)): "\(calls)/s"
    case .calls(let calls, .seconds(60)): "\(calls)/min"
    case .calls(let calls, .seconds(3_600)): "\(calls)/h"
    case .calls(let calls, let window): "\(calls) in \(window)"
    }
  }
}

/// A service with a value, as flags write it: `hss=https://…`.
package struct ServiceSetting: Hashable, Sendable {
  package let service: Service
  package let value: String

  package init(written text: String) throws(ValueProblem) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { throw ValueProblem(got: text, want: "SERVICE=VALUE, such as hss=…") }
    service = Service(String(parts[0]))
    value = String(parts[1])
  }
}

/// Whether a project is named by its ID rather than its name.
func isProjectID(_ text: String) -> Bool {
  text.count == 32 && text.allSatisfy { $0.isHexDigit && ($0.isNumber || $0.isLowercase) }
}
