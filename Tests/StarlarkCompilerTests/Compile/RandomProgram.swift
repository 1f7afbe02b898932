/// A generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Writes programs that resolve, whatever they would do if they ran.
struct RandomProgram {
  private var generator: SeededGenerator
  private var isInFunction = false
  private var loops = 0

  static func text(seed: UInt64) -> String {
    var program = RandomProgram(generator: SeededGenerator(state: seed))
    var text = "# option:while\n"
    for name in Self.names {
      text += "\(name) = 0\n"
    }
    for _ in 0..<6 {
      text += program.statement("", 4)
    }
    return text
  }

  private static let names = ["a", "b", "c", "d", "e"]

  private mutating func below(_ count: Int) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }

  private mutating func name() -> String {
    Self.names[below(Self.names.count)]
  }

  private mutating func block(_ indentation: String, _ depth: Int) -> String {
    let count = 1 + below(3)
    return (0..<count).map { _ in statement(indentation + "  ", depth - 1) }.joined()
  }

  private mutating func statement(_ indentation: String, _ depth: Int) -> String {
    let choice = below(depth > 0 ? 14 : 8)
    switch choice {
    case 0, 1: return indentation + "\(target(2)) = \(expression(depth))\n"
    case 2: return indentation + "\(name()), \(name()) = \(expression(1)), \(expression(1))\n"
    case 3:
      return indentation + "\(simpleTarget()) \(["+=", "|=", "-="][below(3)]) \(expression(1))\n"
    case 4: return indentation + expression(depth) + "\n"
    case 5 where isInFunction: return indentation + "return \(expression(depth))\n"
    case 6 where loops > 0: return indentation + (below(2) == 0 ? "break\n" : "continue\n")
    case 8, 9: return conditional(indentation, depth)
    case 10: return loop(indentation + "for \(target(1)) in \(iterable()):\n", indentation, depth)
    case 11: return loop(indentation + "while \(expression(2)):\n", indentation, depth)
    case 12, 13: return definition(indentation, depth)
    default: return indentation + "pass\n"
    }
  }

  private mutating func conditional(_ indentation: String, _ depth: Int) -> String {
    var text = indentation + "if \(expression(2)):\n" + block(indentation, depth)
    if below(2) == 0 {
      text += indentation + "elif \(expression(1)):\n" + block(indentation, depth)
    }
    if below(2) == 0 { text += indentation + "else:\n" + block(indentation, depth) }
    return text
  }

  private mutating func loop(_ head: String, _ indentation: String, _ depth: Int) -> String {
    loops += 1
    defer { loops -= 1 }
    return head + block(indentation, depth)
  }

  private mutating func definition(_ indentation: String, _ depth: Int) -> String {
    let (outerLoops, wasInFunction) = (loops, isInFunction)
    defer { (loops, isInFunction) = (outerLoops, wasInFunction) }
    let head = "def \(name())(a, b = \(expression(1)), *c, d: int = 1) -> int:\n"
    (loops, isInFunction) = (0, true)
    return indentation + head + block(indentation, depth)
  }

  private mutating func simpleTarget() -> String {
    ["\(name())", "\(name())[\(expression(1))]", "\(name()).x", "\(name())[\"k\"]"][below(4)]
  }

  private mutating func target(_ depth: Int) -> String {
    guard depth > 0, below(3) == 0 else { return simpleTarget() }
    return "(\(target(depth - 1)), [\(target(depth - 1)), \(simpleTarget())])"
  }

  private mutating func iterable() -> String {
    ["range(\(name()))", "range(1, \(name()))", name(), "[1, \(name())]"][below(4)]
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else { return ["1", "70000", "\"s\"", "None", name(), name()][below(6)] }
    func next(_ program: inout Self) -> String { program.expression(depth - 1) }
    switch below(16) {
    case 0: return "(\(next(&self)) \(["+", "*", "%", "|", "//"][below(5)]) \(next(&self)))"
    case 1: return "(\(next(&self)) \(["<", "==", ">=", "in", "!="][below(5)]) \(next(&self)))"
    case 2: return "(\(next(&self)) and \(next(&self)) or not \(next(&self)))"
    case 3: return "(\(next(&self)) if \(next(&self)) else \(next(&self)))"
    case 4: return "\(name())(\(next(&self)), *\(name()))"
    case 5: return "\(name()).m(\(next(&self)), x = \(next(&self)))[\(next(&self))]"
    case 6: return "[\(next(&self)), \(next(&self))]"
    case 7: return "{\(next(&self)): \(next(&self))}"
    case 8: return "[\(next(&self)) for \(name()) in \(iterable()) if \(next(&self))]"
    case 9: return "{\(name()): \(next(&self)) for \(name()), \(name()) in \(name()) for a in b}"
    case 10: return "(lambda a, b = \(next(&self)): \(next(&self)))"
    case 11: return "f\"x{\(name())!r:>3}\""
    case 12: return "len(\(next(&self)))"
    case 13: return "\(name())[\(next(&self)):][1].y"
    default: return name()
    }
  }
}
