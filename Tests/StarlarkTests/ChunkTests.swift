import Foundation
import ReeveTestSupport
import StarlarkSyntax
import Testing

/// The programs of the folder `Programs`, found on disk: each says on its lines which errors it expects.
@Suite struct ChunkTests {
  static let chunks: [Chunk] = {
    let folder = Fixtures("Programs").folder
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".star") }.sorted().flatMap { name -> [Chunk] in
      guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
        return []
      }
      do {
        return try Chunk.all(in: text, of: name)
      } catch {
        Issue.record(error)
        return []
      }
    }
  }()

  @Test func `there are programs to run`() {
    #expect(ChunkTests.chunks.count > 100)
  }

  @Test(arguments: chunks)
  func `every chunk does what its comments say`(_ chunk: Chunk) {
    chunk.expect(ScriptRun().run(chunk.text, name: chunk.file).errors)
  }

  @Test(arguments: chunks)
  func `the portable dispatcher does the same`(_ chunk: Chunk) {
    var run = ScriptRun()
    run.usesSwitch = true
    chunk.expect(run.run(chunk.text, name: chunk.file).errors)
  }

  @Test(arguments: chunks)
  func `collecting at every safepoint changes nothing`(_ chunk: Chunk) {
    var run = ScriptRun()
    run.isStressed = true
    chunk.expect(run.run(chunk.text, name: chunk.file).errors)
  }
}
