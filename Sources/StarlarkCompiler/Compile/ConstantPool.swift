/// The constants and predeclared names of a program, each once.
struct ConstantPool {
  private(set) var constants: [Constant] = []
  private(set) var predeclared: [String] = []
  private var constantIndices: [Constant: Int] = [:]
  private var predeclaredIndices: [String: Int] = [:]

  mutating func index(of constant: Constant) -> Int {
    if let index = constantIndices[constant] { return index }
    constantIndices[constant] = constants.count
    constants.append(constant)
    return constants.count - 1
  }

  /// The index of a name as a constant string.
  mutating func index(ofName name: String) -> Int {
    index(of: .string(Array(name.utf8)))
  }

  mutating func index(ofPredeclared name: String) -> Int {
    if let index = predeclaredIndices[name] { return index }
    predeclaredIndices[name] = predeclared.count
    predeclared.append(name)
    return predeclared.count - 1
  }
}
