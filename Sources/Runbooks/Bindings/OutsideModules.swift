import HuaweiCloud
import Starlark
import StateStore

// The language's own modules reach outside through the session too.

extension RunContext: ClockReading {
  func now(machine: Machine) -> (seconds: Int, nanoseconds: Int)? {
    guard let (context, call) = RunContext.begin("time.now", machine) else { return nil }
    let clock = context.settings.clock
    let answer = context.answer(call.identity, "time.now", [:], isRepeatable: false, machine) {
      var (seconds, nanoseconds) = clock.wall()
      // In a plan the time of waits passes without waiting.
      let elapsed = planner.elapsed.components
      nanoseconds += Int(elapsed.attoseconds / 1_000_000_000)
      seconds += Int(elapsed.seconds) + nanoseconds / 1_000_000_000
      nanoseconds %= 1_000_000_000
      return .success(["seconds": .int(seconds), "nanoseconds": .int(nanoseconds)])
    }
    guard case .success(let json) = answer else { return nil }
    return (json["seconds"]?.int ?? 0, json["nanoseconds"]?.int ?? 0)
  }
}

// `csv.read`: the script's folder first, then the current one.
extension RunContext: FileReading {
  func readFile(_ path: String, machine: Machine) -> [UInt8]? {
    guard let (context, call) = RunContext.begin("csv.read", machine) else { return nil }
    var bytes: [UInt8]?
    let answer = context.answer(call.identity, "csv.read", ["path": .string(path)], machine) {
      switch find(path) {
      case .failure(let failure): return .failure(failure)
      case .success(let (place, found)):
        bytes = found
        keep(found, of: place)
        let digest = recorder.digest(of: found)
        return .success(["file": .string(place), "digest": .string(digest)])
      }
    }
    switch answer {
    case nil: return nil
    case .failure(let failure):
      machine.fail(
        EvaluationFailure(
          failure.kind == "data" ? .data : .host, failure.message, parameter: "path"))
      return nil
    case .success(let json):
      guard let bytes = bytes ?? content(json) else {
        stop(.withheld("csv.read(\"\(path)\")"), machine)
        return nil
      }
      return machine.charge(bytes.count / 64) ? bytes : nil
    }
  }

  /// What a file held that was read before.
  private func content(_ answer: JSON) -> [UInt8]? {
    if control.mode == .plan {
      return planner.file(answer["file"]?.string ?? "").map { Array($0.utf8) }
    }
    if let text = dispatcher.plan?.plan.files[answer["file"]?.string ?? ""] {
      let bytes = Array(text.utf8)
      keep(bytes, of: answer["file"]?.string ?? "")
      return bytes
    }
    let digest = answer["digest"]?.string ?? ""
    if let kept = recorder.content(digest: digest) { return kept }
    // What holds a secret is not kept; a file that has not changed has it still.
    guard let place = answer["file"]?.string,
      let found = try? settings.files.read(place, limit: settings.limits.value),
      recorder.digest(of: found) == digest
    else { return nil }
    return found
  }

  private func keep(_ bytes: [UInt8], of place: String) {
    if control.mode == .plan {
      planner.keep(file: place, String(decoding: bytes, as: UTF8.self))
    }
    recorder.record(RunInput(.data, name: place, content: bytes))
  }

  /// Keeps what a loaded file held.
  func keep(module path: String, _ bytes: [UInt8]) {
    if control.mode == .plan {
      planner.keep(module: path, String(decoding: bytes, as: UTF8.self))
    }
    guard !recorder.knows(module: path) else { return }
    recorder.record(RunInput(.module, name: path, content: bytes))
  }

  private func find(_ path: String) -> Result<(String, [UInt8]), ChangeFailure> {
    var tried: [String] = []
    for folder in [settings.scriptFolder ?? "", settings.workingFolder ?? ""] {
      let place = Path.join(folder, path)
      guard !tried.contains(place) else { continue }
      tried.append(place)
      do throws(FileFailure) {
        let bytes = try settings.files.read(place, limit: settings.limits.value)
        guard String(validating: bytes, as: UTF8.self) != nil else {
          return .failure(.file("csv.read: \(path) is not in UTF-8", kind: "data"))
        }
        return .success((place, bytes))
      } catch {
        guard error.problem == .missing else { return .failure(.file("csv.read: \(error)")) }
      }
    }
    return .failure(.file("csv.read: there is no file \(tried.joined(separator: " or "))"))
  }
}

extension ChangeFailure {
  fileprivate static func file(_ message: String, kind: String = "host") -> Self {
    var failure = conflict(message, advice: "")
    failure.kind = kind
    return failure
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
