import FoundationEssentials
import Glibc
import ReeveCommands
import ReeveTestSupport
import Testing

/// The console as a person sees it: the screen is compared after each key.
///
/// One after the other: a hundred programs at once would leave none of them time.
@Suite(.serialized, .enabled(if: ChildProcess.program != nil)) struct SceneTests {
  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/Scenes"
  static let isRecording = ProcessInfo.processInfo.environment["REEVE_UPDATE_GOLDENS"] == "1"

  static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".scenes") }.sorted()
  }()

  static let scenes: [Scene] = files.flatMap { (try? Scene.read("\(folder)/\($0)")) ?? [] }

  @Test func `there are at least sixty scenes`() {
    #expect(Self.scenes.count >= 60)
    #expect(Set(Self.scenes.map(\.name)).count == Self.scenes.count)
    #expect(Self.scenes.contains { $0.usesVi && $0.width == 40 })
  }

  @Test(.enabled(if: !isRecording), arguments: scenes)
  func `the screen is as recorded after each key`(_ scene: Scene) async throws {
    let player = try await ScenePlayer(scene)
    defer { player.end() }
    for (typed, steps) in scene.lines {
      try #require(steps.map(\.key) == Scene.keys(typed), "recorded keys of \(typed)")
      for step in steps {
        player.press(step.key)
        try await player.wait(for: step.changes, after: step.key)
      }
    }
    #expect(player.unknownSequences == [])
  }

  @Test(.enabled(if: isRecording), arguments: files)
  func `record the scenes`(_ file: String) async throws {
    var text = ""
    for scene in try Scene.read("\(Self.folder)/\(file)") {
      var recorded = scene
      let player = try await ScenePlayer(scene)
      defer { player.end() }
      recorded.lines = []
      for (typed, _) in scene.lines {
        var steps: [Scene.Step] = []
        for key in Scene.keys(typed) {
          player.press(key)
          steps.append(Scene.Step(key: key, changes: try await player.settled(after: key)))
        }
        recorded.lines.append((typed, steps))
      }
      text += (text.isEmpty ? "" : "\n") + recorded.text
    }
    try Data(text.utf8).write(to: URL(filePath: "\(Self.folder)/\(file)"))
  }
}

/// Plays a scene on the built program.
final class ScenePlayer {
  private let harness: Harness
  private let terminal: TerminalChild
  /// The rows as they are expected to be now.
  private var rows: [String]

  init(_ scene: Scene) async throws {
    var harness = try Harness(["NO_COLOR": "1", "TZ": "UTC", "EDITOR": "sed -i s/one/two/"])
    harness.environment["LC_ALL"] = "C.UTF-8"
    harness.environment["PAGER"] = scene.pager
    if scene.usesVi { try harness.write("bind -v\n", to: "\(harness.home)/.editrc") }
    for file in scene.files { try harness.write(file.text, to: file.name) }
    self.harness = harness
    terminal = try TerminalChild(
      scene.words, in: harness, size: (scene.height, scene.width))
    rows = []
    try await terminal.wait(forScreen: "the prompt") {
      $0.takesPastes && $0.lines.last?.hasSuffix(">") == true
    }
    // What was printed before depends on the version.
    terminal.type("\u{c}")
    try await terminal.wait(forScreen: "an empty screen") {
      $0.lines.count == 1 && $0.lines[0].hasSuffix(">")
    }
    rows = Self.rows(terminal.screen)
  }

  func end() { harness.remove() }

  var unknownSequences: [String] { terminal.screen.unknown }

  func press(_ key: String) {
    if key.hasPrefix("<Resize:") {
      let size = key.dropFirst(8).dropLast().split(separator: "x").compactMap { Int($0) }
      terminal.resize(width: size[0], height: size[1])
    } else {
      terminal.type(Scene.bytes(of: key))
    }
  }

  /// Waits until the screen is as before but for some rows.
  func wait(for changes: [String], after key: String) async throws {
    var wanted = rows
    while wanted.count < terminal.screen.cells.count { wanted.append("") }
    wanted.removeLast(wanted.count - terminal.screen.cells.count)
    for change in changes {
      let parts = change.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      if let row = Int(parts[0]), wanted.indices.contains(row) {
        wanted[row] = parts.count > 1 ? String(parts[1]) : ""
      }
    }
    rows = wanted
    if key.hasSuffix("?>") {
      // What is awaited in the background comes when it comes.
      for _ in 0..<100 where Self.rows(terminal.screen) != wanted {
        try await terminal.quiet(key == "<C-c?>" ? .seconds(2) : .milliseconds(200))
        let isWaiting = terminal.screen.lines.contains { $0.hasPrefix("reading ") }
        if Self.rows(terminal.screen) != wanted, key != "<Tab?>" || isWaiting { press(key) }
      }
    }
    try await terminal.wait(
      forScreen: "after \(key):\n\(wanted.filter { !$0.isEmpty }.joined(separator: "\n"))"
    ) { Self.rows($0) == wanted }
  }

  /// Waits until nothing comes any more, and says which rows have changed.
  func settled(after key: String) async throws -> [String] {
    if key == "<Enter>" { try await terminal.waitForPrompt(atMost: .seconds(4)) }
    try await terminal.quiet(.milliseconds(key.count > 1 ? 200 : 80))
    while key == "<Tab?>", terminal.screen.lines.contains(where: { $0.hasPrefix("reading ") }) {
      press(key)
      try await terminal.quiet(.milliseconds(800))
    }
    let new = Self.rows(terminal.screen)
    let changed = new.indices.filter { !rows.indices.contains($0) || new[$0] != rows[$0] }
    rows = new
    return changed.map { new[$0].isEmpty ? "\($0)" : "\($0) \(new[$0])" }
  }

  /// The rows with the cursor; times differ each time.
  private static func rows(_ screen: Screen) -> [String] {
    screen.picture.map {
      $0.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "DATE")
        .replacing(/run r-[0-9a-z-]+/, with: "run ID")
        .replacing(/took [0-9.]+ (µs|ms|s)/, with: "took TIME")
    }
  }
}
