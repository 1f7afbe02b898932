// Made by scripts/generate-dispatch from Opcode.swift; do not edit.

import CThreadedDispatch

// The dispatcher in C and the handlers that it calls: in one file, since only there are they inlined into it.

extension Dispatch {
  /// Runs from an instruction on until a handler stops.
  @inline(never)
  static func runThreaded(_ start: CodePointer, _ frame: Values, _ machine: Machine) {
    unsafe threaded_run(start.base, frame.base, machine.state)
  }
}

@c(starlark_halt) @inline(__always)
func starlark_halt(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.halt($1, &$2, &$3) }
}

@c(starlark_move) @inline(__always)
func starlark_move(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.move($1, &$2, &$3) }
}

@c(starlark_constant) @inline(__always)
func starlark_constant(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.constant($1, &$2, &$3) }
}

@c(starlark_getGlobal) @inline(__always)
func starlark_getGlobal(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getGlobal($1, &$2, &$3) }
}

@c(starlark_setGlobal) @inline(__always)
func starlark_setGlobal(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setGlobal($1, &$2, &$3) }
}

@c(starlark_checkBound) @inline(__always)
func starlark_checkBound(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.checkBound($1, &$2, &$3) }
}

@c(starlark_unbind) @inline(__always)
func starlark_unbind(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.unbind($1, &$2, &$3) }
}

@c(starlark_makeCell) @inline(__always)
func starlark_makeCell(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.makeCell($1, &$2, &$3) }
}

@c(starlark_getCell) @inline(__always)
func starlark_getCell(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getCell($1, &$2, &$3) }
}

@c(starlark_setCell) @inline(__always)
func starlark_setCell(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setCell($1, &$2, &$3) }
}

@c(starlark_getFree) @inline(__always)
func starlark_getFree(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getFree($1, &$2, &$3) }
}

@c(starlark_freeCell) @inline(__always)
func starlark_freeCell(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.freeCell($1, &$2, &$3) }
}

@c(starlark_makeFunction) @inline(__always)
func starlark_makeFunction(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.makeFunction($1, &$2, &$3) }
}

@c(starlark_add) @inline(__always)
func starlark_add(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.add($1, &$2, &$3) }
}

@c(starlark_addI) @inline(__always)
func starlark_addI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.addI($1, &$2, &$3) }
}

@c(starlark_addK) @inline(__always)
func starlark_addK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.addK($1, &$2, &$3) }
}

@c(starlark_subtract) @inline(__always)
func starlark_subtract(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.subtract($1, &$2, &$3) }
}

@c(starlark_subtractI) @inline(__always)
func starlark_subtractI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.subtractI($1, &$2, &$3) }
}

@c(starlark_subtractK) @inline(__always)
func starlark_subtractK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.subtractK($1, &$2, &$3) }
}

@c(starlark_multiply) @inline(__always)
func starlark_multiply(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.multiply($1, &$2, &$3) }
}

@c(starlark_multiplyI) @inline(__always)
func starlark_multiplyI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.multiplyI($1, &$2, &$3) }
}

@c(starlark_multiplyK) @inline(__always)
func starlark_multiplyK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.multiplyK($1, &$2, &$3) }
}

@c(starlark_divide) @inline(__always)
func starlark_divide(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.divide($1, &$2, &$3) }
}

@c(starlark_divideK) @inline(__always)
func starlark_divideK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.divideK($1, &$2, &$3) }
}

@c(starlark_floorDivide) @inline(__always)
func starlark_floorDivide(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.floorDivide($1, &$2, &$3) }
}

@c(starlark_floorDivideI) @inline(__always)
func starlark_floorDivideI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.floorDivideI($1, &$2, &$3) }
}

@c(starlark_floorDivideK) @inline(__always)
func starlark_floorDivideK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.floorDivideK($1, &$2, &$3) }
}

@c(starlark_modulo) @inline(__always)
func starlark_modulo(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.modulo($1, &$2, &$3) }
}

@c(starlark_moduloI) @inline(__always)
func starlark_moduloI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.moduloI($1, &$2, &$3) }
}

@c(starlark_moduloK) @inline(__always)
func starlark_moduloK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.moduloK($1, &$2, &$3) }
}

@c(starlark_bitAnd) @inline(__always)
func starlark_bitAnd(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitAnd($1, &$2, &$3) }
}

@c(starlark_bitAndI) @inline(__always)
func starlark_bitAndI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitAndI($1, &$2, &$3) }
}

@c(starlark_bitOr) @inline(__always)
func starlark_bitOr(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitOr($1, &$2, &$3) }
}

@c(starlark_bitXor) @inline(__always)
func starlark_bitXor(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitXor($1, &$2, &$3) }
}

@c(starlark_shiftLeft) @inline(__always)
func starlark_shiftLeft(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.shiftLeft($1, &$2, &$3) }
}

@c(starlark_shiftRight) @inline(__always)
func starlark_shiftRight(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.shiftRight($1, &$2, &$3) }
}

@c(starlark_addInPlace) @inline(__always)
func starlark_addInPlace(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.addInPlace($1, &$2, &$3) }
}

@c(starlark_subtractInPlace) @inline(__always)
func starlark_subtractInPlace(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.subtractInPlace($1, &$2, &$3) }
}

@c(starlark_bitAndInPlace) @inline(__always)
func starlark_bitAndInPlace(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitAndInPlace($1, &$2, &$3) }
}

@c(starlark_bitOrInPlace) @inline(__always)
func starlark_bitOrInPlace(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitOrInPlace($1, &$2, &$3) }
}

@c(starlark_bitXorInPlace) @inline(__always)
func starlark_bitXorInPlace(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.bitXorInPlace($1, &$2, &$3) }
}

@c(starlark_negate) @inline(__always)
func starlark_negate(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.negate($1, &$2, &$3) }
}

@c(starlark_plus) @inline(__always)
func starlark_plus(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.plus($1, &$2, &$3) }
}

@c(starlark_invert) @inline(__always)
func starlark_invert(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.invert($1, &$2, &$3) }
}

@c(starlark_not) @inline(__always)
func starlark_not(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.not($1, &$2, &$3) }
}

@c(starlark_equal) @inline(__always)
func starlark_equal(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.equal($1, &$2, &$3) }
}

@c(starlark_notEqual) @inline(__always)
func starlark_notEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.notEqual($1, &$2, &$3) }
}

@c(starlark_less) @inline(__always)
func starlark_less(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.less($1, &$2, &$3) }
}

@c(starlark_lessOrEqual) @inline(__always)
func starlark_lessOrEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.lessOrEqual($1, &$2, &$3) }
}

@c(starlark_greater) @inline(__always)
func starlark_greater(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.greater($1, &$2, &$3) }
}

@c(starlark_greaterOrEqual) @inline(__always)
func starlark_greaterOrEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.greaterOrEqual($1, &$2, &$3) }
}

@c(starlark_contains) @inline(__always)
func starlark_contains(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.contains($1, &$2, &$3) }
}

@c(starlark_containsNot) @inline(__always)
func starlark_containsNot(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.containsNot($1, &$2, &$3) }
}

@c(starlark_jump) @inline(__always)
func starlark_jump(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jump($1, &$2, &$3) }
}

@c(starlark_loop) @inline(__always)
func starlark_loop(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.loop($1, &$2, &$3) }
}

@c(starlark_jumpIfTrue) @inline(__always)
func starlark_jumpIfTrue(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpIfTrue($1, &$2, &$3) }
}

@c(starlark_jumpIfFalse) @inline(__always)
func starlark_jumpIfFalse(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpIfFalse($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLess) @inline(__always)
func starlark_jumpUnlessLess(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLess($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLessI) @inline(__always)
func starlark_jumpUnlessLessI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLessI($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLessK) @inline(__always)
func starlark_jumpUnlessLessK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLessK($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLessOrEqual) @inline(__always)
func starlark_jumpUnlessLessOrEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLessOrEqual($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLessOrEqualI) @inline(__always)
func starlark_jumpUnlessLessOrEqualI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLessOrEqualI($1, &$2, &$3) }
}

@c(starlark_jumpUnlessLessOrEqualK) @inline(__always)
func starlark_jumpUnlessLessOrEqualK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessLessOrEqualK($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreater) @inline(__always)
func starlark_jumpUnlessGreater(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreater($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreaterI) @inline(__always)
func starlark_jumpUnlessGreaterI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreaterI($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreaterK) @inline(__always)
func starlark_jumpUnlessGreaterK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreaterK($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreaterOrEqual) @inline(__always)
func starlark_jumpUnlessGreaterOrEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreaterOrEqual($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreaterOrEqualI) @inline(__always)
func starlark_jumpUnlessGreaterOrEqualI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreaterOrEqualI($1, &$2, &$3) }
}

@c(starlark_jumpUnlessGreaterOrEqualK) @inline(__always)
func starlark_jumpUnlessGreaterOrEqualK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessGreaterOrEqualK($1, &$2, &$3) }
}

@c(starlark_jumpUnlessEqual) @inline(__always)
func starlark_jumpUnlessEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessEqual($1, &$2, &$3) }
}

@c(starlark_jumpUnlessEqualI) @inline(__always)
func starlark_jumpUnlessEqualI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessEqualI($1, &$2, &$3) }
}

@c(starlark_jumpUnlessEqualK) @inline(__always)
func starlark_jumpUnlessEqualK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpUnlessEqualK($1, &$2, &$3) }
}

@c(starlark_jumpIfEqual) @inline(__always)
func starlark_jumpIfEqual(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpIfEqual($1, &$2, &$3) }
}

@c(starlark_jumpIfEqualI) @inline(__always)
func starlark_jumpIfEqualI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpIfEqualI($1, &$2, &$3) }
}

@c(starlark_jumpIfEqualK) @inline(__always)
func starlark_jumpIfEqualK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.jumpIfEqualK($1, &$2, &$3) }
}

@c(starlark_rangePrepare) @inline(__always)
func starlark_rangePrepare(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.rangePrepare($1, &$2, &$3) }
}

@c(starlark_rangeNext) @inline(__always)
func starlark_rangeNext(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.rangeNext($1, &$2, &$3) }
}

@c(starlark_stridePrepare) @inline(__always)
func starlark_stridePrepare(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.stridePrepare($1, &$2, &$3) }
}

@c(starlark_strideNext) @inline(__always)
func starlark_strideNext(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.strideNext($1, &$2, &$3) }
}

@c(starlark_iterate) @inline(__always)
func starlark_iterate(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.iterate($1, &$2, &$3) }
}

@c(starlark_next) @inline(__always)
func starlark_next(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.next($1, &$2, &$3) }
}

@c(starlark_endIterate) @inline(__always)
func starlark_endIterate(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.endIterate($1, &$2, &$3) }
}

@c(starlark_unpack) @inline(__always)
func starlark_unpack(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.unpack($1, &$2, &$3) }
}

@c(starlark_call) @inline(__always)
func starlark_call(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.call($1, &$2, &$3) }
}

@c(starlark_callNamed) @inline(__always)
func starlark_callNamed(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.callNamed($1, &$2, &$3) }
}

@c(starlark_callMethod) @inline(__always)
func starlark_callMethod(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.callMethod($1, &$2, &$3) }
}

@c(starlark_callMethodNamed) @inline(__always)
func starlark_callMethodNamed(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.callMethodNamed($1, &$2, &$3) }
}

@c(starlark_checkMethod) @inline(__always)
func starlark_checkMethod(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.checkMethod($1, &$2, &$3) }
}

@c(starlark_returnValue) @inline(__always)
func starlark_returnValue(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.returnValue($1, &$2, &$3) }
}

@c(starlark_returnNone) @inline(__always)
func starlark_returnNone(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.returnNone($1, &$2, &$3) }
}

@c(starlark_getAttribute) @inline(__always)
func starlark_getAttribute(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getAttribute($1, &$2, &$3) }
}

@c(starlark_setAttribute) @inline(__always)
func starlark_setAttribute(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setAttribute($1, &$2, &$3) }
}

@c(starlark_getIndex) @inline(__always)
func starlark_getIndex(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getIndex($1, &$2, &$3) }
}

@c(starlark_getIndexI) @inline(__always)
func starlark_getIndexI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getIndexI($1, &$2, &$3) }
}

@c(starlark_getIndexK) @inline(__always)
func starlark_getIndexK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.getIndexK($1, &$2, &$3) }
}

@c(starlark_setIndex) @inline(__always)
func starlark_setIndex(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setIndex($1, &$2, &$3) }
}

@c(starlark_setIndexI) @inline(__always)
func starlark_setIndexI(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setIndexI($1, &$2, &$3) }
}

@c(starlark_setIndexK) @inline(__always)
func starlark_setIndexK(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.setIndexK($1, &$2, &$3) }
}

@c(starlark_slice) @inline(__always)
func starlark_slice(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.slice($1, &$2, &$3) }
}

@c(starlark_newList) @inline(__always)
func starlark_newList(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.newList($1, &$2, &$3) }
}

@c(starlark_newTuple) @inline(__always)
func starlark_newTuple(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.newTuple($1, &$2, &$3) }
}

@c(starlark_newDict) @inline(__always)
func starlark_newDict(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.newDict($1, &$2, &$3) }
}

@c(starlark_append) @inline(__always)
func starlark_append(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.append($1, &$2, &$3) }
}

@c(starlark_extend) @inline(__always)
func starlark_extend(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.extend($1, &$2, &$3) }
}

@c(starlark_insert) @inline(__always)
func starlark_insert(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.insert($1, &$2, &$3) }
}

@c(starlark_insertUnique) @inline(__always)
func starlark_insertUnique(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.insertUnique($1, &$2, &$3) }
}

@c(starlark_listToTuple) @inline(__always)
func starlark_listToTuple(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.listToTuple($1, &$2, &$3) }
}

@c(starlark_length) @inline(__always)
func starlark_length(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.length($1, &$2, &$3) }
}

@c(starlark_formatValue) @inline(__always)
func starlark_formatValue(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.formatValue($1, &$2, &$3) }
}

@c(starlark_concatenate) @inline(__always)
func starlark_concatenate(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.concatenate($1, &$2, &$3) }
}

@c(starlark_load) @inline(__always)
func starlark_load(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.load($1, &$2, &$3) }
}

@c(starlark_loadName) @inline(__always)
func starlark_loadName(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.loadName($1, &$2, &$3) }
}

@c(starlark_checkParameter) @inline(__always)
func starlark_checkParameter(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.checkParameter($1, &$2, &$3) }
}

@c(starlark_checkReturn) @inline(__always)
func starlark_checkReturn(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.checkReturn($1, &$2, &$3) }
}

@c(starlark_checkVariable) @inline(__always)
func starlark_checkVariable(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.checkVariable($1, &$2, &$3) }
}

@c(starlark_line) @inline(__always)
func starlark_line(
  _ word: UnsafeMutablePointer<UInt64>, _ pc: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>,
  _ registers: UnsafeMutablePointer<UnsafeMutableRawPointer>, _ machine: UnsafeMutableRawPointer
) -> Bool {
  unsafe threaded(word, pc, registers, machine) { $0.line($1, &$2, &$3) }
}
