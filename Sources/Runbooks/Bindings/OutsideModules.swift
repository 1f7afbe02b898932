import Starlark

// The language's own modules reach outside through the session too.

extension RunContext: ClockReading {
  func now(machine: Machine) -> (seconds: Int, nanoseconds: Int)? {
    RunContext.begin("time.now", machine).map { $0.0.settings.clock.wall() }
  }
}

// `csv.read`: the script's folder first, then the current one.
extension RunContext: FileReading {
  func readFile(_ path: String, machine: Machine) -> [UInt8]? {
    guard RunContext.begin("csv.read", machine) != nil else { return nil }
    var tried: [String] = []
    for folder in [settings.scriptFolder ?? "", settings.workingFolder ?? ""] {
      let place = Path.join(folder, path)
      guard !tried.contains(place) else { continue }
      tried.append(place)
      do throws(FileFailure) {
        return try text(place, path, machine)
      } catch {
        guard error.problem == .missing else {
          return fail("csv.read: \(error)", .host, machine)
        }
      }
    }
    return fail("csv.read: there is no file \(tried.joined(separator: " or "))", .host, machine)
  }

  private func text(
    _ place: String, _ path: String, _ machine: Machine
  ) throws(FileFailure) -> [UInt8]? {
    let bytes = try settings.files.read(place, limit: settings.limits.value)
    guard machine.charge(bytes.count / 64) else { return nil }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return fail("csv.read: \(path) is not in UTF-8", .data, machine)
    }
    return bytes
  }

  private func fail(
    _ message: String, _ kind: EvaluationFailure.Kind, _ machine: Machine
  ) -> [UInt8]? {
    machine.fail(EvaluationFailure(kind, message, parameter: "path"))
    return nil
  }
}

/// The host of a file that is being loaded: its top level is to give the same whenever it runs.
final class LoadingHost: ClockReading, FileReading {
  func now(machine: Machine) -> (seconds: Int, nanoseconds: Int)? {
    _ = RunContext.begin("time.now", machine)
    return nil
  }

  func readFile(_ path: String, machine: Machine) -> [UInt8]? {
    _ = RunContext.begin("csv.read", machine)
    return nil
  }
}
