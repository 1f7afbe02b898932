import StarlarkCompiler

// What each instruction does. A handler gets the instruction, the place after its first word, and the registers of the
// frame; it answers false to stop, at the end or after it has recorded an error. Each is inlined into both dispatchers.

/// The place of the next instruction while one is being executed.
typealias NextInstruction = CodePointer

extension Machine {
  @inline(__always)
  func halt(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool { false }

  @inline(__always)
  func move(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = r[w.b]
    return true
  }

  @inline(__always)
  func constant(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = w.constant
    pc += 1
    return true
  }

  // MARK: Globals

  @inline(__always)
  func getGlobal(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = Values(address: w.word(1))[0]
    guard _fastPath(!value.isUnbound) else { return failUnboundGlobal(w, r) }
    r[w.a] = value
    pc += 1
    return true
  }

  @inline(__always)
  func setGlobal(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    Values(address: w.word(1))[0] = r[w.a]
    pc += 1
    return true
  }

  @inline(never)
  private func failUnboundGlobal(_ w: CodePointer, _ r: Values) -> Bool {
    let program = FunctionObject(r[-2].object).code.program
    let name = program.globals.name(at: UInt(w.word(1)))
    fail("global variable \(name) referenced before assignment")
    return false
  }

  // MARK: Locals and cells

  @inline(__always)
  func checkBound(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    pc += 1
    return _fastPath(!r[w.a].isUnbound) || failUnbound(w.constant)
  }

  @inline(never)
  private func failUnbound(_ name: Value) -> Bool {
    fail("local variable \(StringObject(name.object).text) referenced before assignment")
    return false
  }

  @inline(__always)
  func unbind(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = .unbound
    return true
  }

  @inline(__always)
  func makeCell(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let cell = CellObject(heap.allocate(.cell, size: CellObject.size))
    cell.value = r[w.b]
    r[w.a] = Value(cell.object)
    return safepoint(r)
  }

  @inline(__always)
  func getCell(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = CellObject(r[w.b].object).value
    guard _fastPath(!value.isUnbound) else { return failUnbound(w.constant) }
    r[w.a] = value
    pc += 1
    return true
  }

  @inline(__always)
  func setCell(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    CellObject(r[w.a].object).value = r[w.b]
    return true
  }

  @inline(__always)
  func getFree(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = CellObject(FunctionObject(r[-2].object).cells[w.b].object).value
    guard _fastPath(!value.isUnbound) else { return failUnbound(w.constant) }
    r[w.a] = value
    pc += 1
    return true
  }

  @inline(__always)
  func freeCell(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = FunctionObject(r[-2].object).cells[w.b]
    return true
  }

  @inline(__always)
  func makeFunction(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    r[w.a] = function(LinkedCode(address: w.word(1)), values: r + w.b)
    pc += 1
    return safepoint(r)
  }

  /// A function of code, with its defaults and cells.
  @inline(never)
  func function(_ code: LinkedCode, values: Values) -> Value {
    let count = code.defaultCount + code.cellCount
    let object = heap.allocate(
      .function, size: FunctionObject.headerSize + count * 8, extra: code.simpleArity)
    let function = FunctionObject(object)
    function.entry = code.entry
    function.code = code
    function.valueCount = count
    function.defaults.update(from: values, count: count)
    return Value(object)
  }

  // MARK: Modules

  @inline(__always)
  func load(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let module = evaluator.loadModule(StringObject(w.constant.object).text)
    pc += 1
    r[w.a] = module
    return !module.isFailed
  }

  @inline(__always)
  func loadName(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    let value = evaluator.loadedValue(StringObject(w.constant.object).text, of: r[w.b])
    pc += 1
    r[w.a] = value
    return !value.isFailed
  }

  @inline(__always)
  func line(_ w: CodePointer, _ pc: inout CodePointer, _ r: inout Values) -> Bool {
    evaluator.reach(line: w.wide, frame: r)
    return true
  }
}

extension Values {
  @inline(__always)
  init(address: UInt64) {
    unsafe base = UnsafeMutablePointer(bitPattern: UInt(address)).unsafelyUnwrapped
  }
}

extension LinkedCode {
  @inline(__always)
  init(address: UInt64) {
    unsafe state = UnsafeMutablePointer(bitPattern: UInt(address)).unsafelyUnwrapped
  }
}
