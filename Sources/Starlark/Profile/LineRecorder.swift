import StarlarkCompiler
import StarlarkSyntax

// Each `line` instruction ends what the one before it has begun: what was taken since then belongs to that line, and to the
// stack of calls that it was reached through. A line with a minus is one that a call has returned to.

/// Notes what the lines of an evaluation take.
@safe
package final class LineRecorder {
  private final class File {
    let program: Program
    var lines: [Int: LineProfile.Figures] = [:]

    init(_ program: Program) {
      self.program = program
      for line in program.functions.lazy.flatMap(\.lines) { lines[line] = .init() }
    }
  }

  /// A function as it was called through others.
  private struct Node {
    let parent: Int
    let file: Int
    let function: Int
    var figures = LineProfile.Figures()
  }

  private var files: [File] = []
  private var fileNumbers: [ObjectIdentifier: Int] = [:]
  private var nodes: [Node] = []
  private var children: [[Int]: Int] = [:]
  /// The first frames of runs that natives have begun, with the nodes that these were called in.
  private var runs: [(base: UInt, node: Int)] = []
  private var current: (file: Int, line: Int, node: Int)?
  private var frame: UInt = 0
  private var code: UInt = 0
  private var time = ContinuousClock.now
  private var steps = 0

  package init() {}

  // MARK: Recording

  func reach(_ line: Int, _ frame: Values, base: Values, _ evaluator: Evaluator) {
    add(evaluator)
    let function = FunctionObject(frame[-2].object)
    let file = number(of: function.code.program)
    if line > 0 { files[file].lines[line, default: .init()].hits += 1 }
    let node = node(frame, base, function)
    current = (file, abs(line), node)
  }

  /// What comes until the next line is nobody's.
  package func pause(_ evaluator: Evaluator) {
    add(evaluator)
    current = nil
    runs = []
    frame = 0
  }

  private func add(_ evaluator: Evaluator) {
    let (now, taken) = (ContinuousClock.now, evaluator.stepsTaken)
    if let current {
      let figures = LineProfile.Figures(hits: 0, time: now - time, steps: taken - steps)
      files[current.file].lines[current.line, default: .init()] += figures
      nodes[current.node].figures += figures
    }
    (time, steps) = (now, taken)
  }

  private func number(of program: LinkedProgram) -> Int {
    let identity = ObjectIdentifier(program)
    if let known = fileNumbers[identity] { return known }
    files.append(File(program.program))
    fileNumbers[identity] = files.count - 1
    return files.count - 1
  }

  /// The node of a frame's function; the way to it is only followed where the frame is another than last time.
  private func node(_ frame: Values, _ base: Values, _ function: FunctionObject) -> Int {
    let address = unsafe UInt(bitPattern: frame.base)
    let code = unsafe UInt(bitPattern: function.code.state)
    if address == self.frame, code == self.code, let current { return current.node }
    (self.frame, self.code) = (address, code)
    let start = unsafe UInt(bitPattern: base.base)
    while let last = runs.last, last.base > start { runs.removeLast() }
    if runs.last?.base != start { runs.append((start, current?.node ?? -1)) }
    var functions: [FunctionObject] = []
    var place = frame
    while place[-2].isObject(.function) {
      functions.append(FunctionObject(place[-2].object))
      if unsafe place.base == base.base { break }
      place = place - (Int(truncatingIfNeeded: place[-1].bits &>> 48) &+ 2)
    }
    var node = runs.last?.node ?? -1
    for function in functions.reversed() { node = child(of: node, function.code) }
    return node
  }

  private func child(of parent: Int, _ code: LinkedCode) -> Int {
    let key = [parent, number(of: code.program), code.index]
    if let known = children[key] { return known }
    nodes.append(Node(parent: parent, file: key[1], function: key[2]))
    children[key] = nodes.count - 1
    return nodes.count - 1
  }

  /// Takes over what a lane has noted, as called from where the caller is.
  func adopt(_ lane: LineRecorder) {
    for file in lane.files {
      let known = files.first { $0.program.source.name == file.program.source.name }
      let target = known ?? File(file.program)
      if known == nil { files.append(target) }
      for (line, figures) in file.lines { target.lines[line, default: .init()] += figures }
    }
    var numbers: [Int: Int] = [-1: current?.node ?? -1]
    for (number, node) in lane.nodes.enumerated() {
      let source = lane.files[node.file].program.source.name
      let file = files.firstIndex { $0.program.source.name == source } ?? 0
      let key = [numbers[node.parent] ?? -1, file, node.function]
      if let known = children[key] {
        nodes[known].figures += node.figures
        numbers[number] = known
      } else {
        nodes.append(
          Node(parent: key[0], file: file, function: node.function, figures: node.figures))
        children[key] = nodes.count - 1
        numbers[number] = nodes.count - 1
      }
    }
  }

  // MARK: What came of it

  package var profile: LineProfile {
    var profile = LineProfile()
    profile.files = files.map { LineProfile.File(source: $0.program.source, lines: $0.lines) }
    var functions: [[Int]: LineProfile.Function] = [:]
    for (number, node) in nodes.enumerated() {
      let path = path(to: number)
      profile.stacks.append(
        LineProfile.Stack(functions: path.map { name(of: nodes[$0]) }, figures: node.figures))
      functions[identity(node), default: function(node)].own += node.figures
      // A function that calls itself counts once.
      for key in Set(path.map { identity(nodes[$0]) }) {
        functions[key, default: function(key)].total += node.figures
      }
    }
    profile.functions = functions.values.sorted { $0.own.time > $1.own.time }
    return profile
  }

  private func path(to number: Int) -> [Int] {
    var path: [Int] = []
    var next = number
    while next >= 0 {
      path.append(next)
      next = nodes[next].parent
    }
    return path.reversed()
  }

  private func identity(_ node: Node) -> [Int] { [node.file, node.function] }

  private func function(_ node: Node) -> LineProfile.Function { function(identity(node)) }

  private func function(_ identity: [Int]) -> LineProfile.Function {
    let program = files[identity[0]].program
    let code = program.functions[identity[1]]
    let line = identity[1] == 0 ? 1 : program.source.line(of: code.span.start)
    return LineProfile.Function(name: code.name, file: program.source.name, line: line)
  }

  private func name(of node: Node) -> String {
    let function = function(node)
    return "\(function.name) (\(function.file):\(function.line))"
  }
}
