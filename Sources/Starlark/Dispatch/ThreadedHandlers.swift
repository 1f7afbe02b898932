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
func starlark_halt(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.halt($1, &$2, &$3) }
}
@c(starlark_move) @inline(__always)
func starlark_move(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.move($1, &$2, &$3) }
}
@c(starlark_constant) @inline(__always)
func starlark_constant(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.constant($1, &$2, &$3) }
}
@c(starlark_getGlobal) @inline(__always)
func starlark_getGlobal(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getGlobal($1, &$2, &$3) }
}
@c(starlark_setGlobal) @inline(__always)
func starlark_setGlobal(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setGlobal($1, &$2, &$3) }
}
@c(starlark_checkBound) @inline(__always)
func starlark_checkBound(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.checkBound($1, &$2, &$3) }
}
@c(starlark_unbind) @inline(__always)
func starlark_unbind(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.unbind($1, &$2, &$3) }
}
@c(starlark_makeCell) @inline(__always)
func starlark_makeCell(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.makeCell($1, &$2, &$3) }
}
@c(starlark_getCell) @inline(__always)
func starlark_getCell(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getCell($1, &$2, &$3) }
}
@c(starlark_setCell) @inline(__always)
func starlark_setCell(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setCell($1, &$2, &$3) }
}
@c(starlark_getFree) @inline(__always)
func starlark_getFree(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getFree($1, &$2, &$3) }
}
@c(starlark_freeCell) @inline(__always)
func starlark_freeCell(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.freeCell($1, &$2, &$3) }
}
@c(starlark_makeFunction) @inline(__always)
func starlark_makeFunction(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.makeFunction($1, &$2, &$3) }
}
@c(starlark_add) @inline(__always)
func starlark_add(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.add($1, &$2, &$3) }
}
@c(starlark_addI) @inline(__always)
func starlark_addI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addI($1, &$2, &$3) }
}
@c(starlark_addK) @inline(__always)
func starlark_addK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addK($1, &$2, &$3) }
}
@c(starlark_subtract) @inline(__always)
func starlark_subtract(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtract($1, &$2, &$3) }
}
@c(starlark_subtractI) @inline(__always)
func starlark_subtractI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractI($1, &$2, &$3) }
}
@c(starlark_subtractK) @inline(__always)
func starlark_subtractK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractK($1, &$2, &$3) }
}
@c(starlark_multiply) @inline(__always)
func starlark_multiply(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiply($1, &$2, &$3) }
}
@c(starlark_multiplyI) @inline(__always)
func starlark_multiplyI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyI($1, &$2, &$3) }
}
@c(starlark_multiplyK) @inline(__always)
func starlark_multiplyK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyK($1, &$2, &$3) }
}
@c(starlark_divide) @inline(__always)
func starlark_divide(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.divide($1, &$2, &$3) }
}
@c(starlark_divideK) @inline(__always)
func starlark_divideK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.divideK($1, &$2, &$3) }
}
@c(starlark_floorDivide) @inline(__always)
func starlark_floorDivide(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.floorDivide($1, &$2, &$3) }
}
@c(starlark_floorDivideI) @inline(__always)
func starlark_floorDivideI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.floorDivideI($1, &$2, &$3) }
}
@c(starlark_floorDivideK) @inline(__always)
func starlark_floorDivideK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.floorDivideK($1, &$2, &$3) }
}
@c(starlark_modulo) @inline(__always)
func starlark_modulo(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.modulo($1, &$2, &$3) }
}
@c(starlark_moduloI) @inline(__always)
func starlark_moduloI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.moduloI($1, &$2, &$3) }
}
@c(starlark_moduloK) @inline(__always)
func starlark_moduloK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.moduloK($1, &$2, &$3) }
}
@c(starlark_bitAnd) @inline(__always)
func starlark_bitAnd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitAnd($1, &$2, &$3) }
}
@c(starlark_bitAndI) @inline(__always)
func starlark_bitAndI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitAndI($1, &$2, &$3) }
}
@c(starlark_bitOr) @inline(__always)
func starlark_bitOr(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitOr($1, &$2, &$3) }
}
@c(starlark_bitXor) @inline(__always)
func starlark_bitXor(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitXor($1, &$2, &$3) }
}
@c(starlark_shiftLeft) @inline(__always)
func starlark_shiftLeft(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.shiftLeft($1, &$2, &$3) }
}
@c(starlark_shiftRight) @inline(__always)
func starlark_shiftRight(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.shiftRight($1, &$2, &$3) }
}
@c(starlark_addAdd) @inline(__always)
func starlark_addAdd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addAdd($1, &$2, &$3) }
}
@c(starlark_addSubtract) @inline(__always)
func starlark_addSubtract(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addSubtract($1, &$2, &$3) }
}
@c(starlark_addMultiply) @inline(__always)
func starlark_addMultiply(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addMultiply($1, &$2, &$3) }
}
@c(starlark_subtractAdd) @inline(__always)
func starlark_subtractAdd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractAdd($1, &$2, &$3) }
}
@c(starlark_subtractSubtract) @inline(__always)
func starlark_subtractSubtract(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractSubtract($1, &$2, &$3) }
}
@c(starlark_subtractMultiply) @inline(__always)
func starlark_subtractMultiply(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractMultiply($1, &$2, &$3) }
}
@c(starlark_multiplyAdd) @inline(__always)
func starlark_multiplyAdd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyAdd($1, &$2, &$3) }
}
@c(starlark_multiplySubtract) @inline(__always)
func starlark_multiplySubtract(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplySubtract($1, &$2, &$3) }
}
@c(starlark_multiplyMultiply) @inline(__always)
func starlark_multiplyMultiply(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyMultiply($1, &$2, &$3) }
}
@c(starlark_multiplyIAdd) @inline(__always)
func starlark_multiplyIAdd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyIAdd($1, &$2, &$3) }
}
@c(starlark_multiplyKAdd) @inline(__always)
func starlark_multiplyKAdd(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyKAdd($1, &$2, &$3) }
}
@c(starlark_multiplyKSubtract) @inline(__always)
func starlark_multiplyKSubtract(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyKSubtract($1, &$2, &$3) }
}
@c(starlark_multiplyKMultiply) @inline(__always)
func starlark_multiplyKMultiply(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.multiplyKMultiply($1, &$2, &$3) }
}
@c(starlark_moduloIJumpIfEqualI) @inline(__always)
func starlark_moduloIJumpIfEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.moduloIJumpIfEqualI($1, &$2, &$3) }
}
@c(starlark_moduloIJumpUnlessEqualI) @inline(__always)
func starlark_moduloIJumpUnlessEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.moduloIJumpUnlessEqualI($1, &$2, &$3) }
}
@c(starlark_addInPlace) @inline(__always)
func starlark_addInPlace(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.addInPlace($1, &$2, &$3) }
}
@c(starlark_subtractInPlace) @inline(__always)
func starlark_subtractInPlace(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.subtractInPlace($1, &$2, &$3) }
}
@c(starlark_bitAndInPlace) @inline(__always)
func starlark_bitAndInPlace(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitAndInPlace($1, &$2, &$3) }
}
@c(starlark_bitOrInPlace) @inline(__always)
func starlark_bitOrInPlace(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitOrInPlace($1, &$2, &$3) }
}
@c(starlark_bitXorInPlace) @inline(__always)
func starlark_bitXorInPlace(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.bitXorInPlace($1, &$2, &$3) }
}
@c(starlark_negate) @inline(__always)
func starlark_negate(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.negate($1, &$2, &$3) }
}
@c(starlark_plus) @inline(__always)
func starlark_plus(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.plus($1, &$2, &$3) }
}
@c(starlark_invert) @inline(__always)
func starlark_invert(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.invert($1, &$2, &$3) }
}
@c(starlark_not) @inline(__always)
func starlark_not(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.not($1, &$2, &$3) }
}
@c(starlark_equal) @inline(__always)
func starlark_equal(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.equal($1, &$2, &$3) }
}
@c(starlark_notEqual) @inline(__always)
func starlark_notEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.notEqual($1, &$2, &$3) }
}
@c(starlark_less) @inline(__always)
func starlark_less(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.less($1, &$2, &$3) }
}
@c(starlark_lessOrEqual) @inline(__always)
func starlark_lessOrEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.lessOrEqual($1, &$2, &$3) }
}
@c(starlark_greater) @inline(__always)
func starlark_greater(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.greater($1, &$2, &$3) }
}
@c(starlark_greaterOrEqual) @inline(__always)
func starlark_greaterOrEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.greaterOrEqual($1, &$2, &$3) }
}
@c(starlark_contains) @inline(__always)
func starlark_contains(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.contains($1, &$2, &$3) }
}
@c(starlark_containsNot) @inline(__always)
func starlark_containsNot(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.containsNot($1, &$2, &$3) }
}
@c(starlark_jump) @inline(__always)
func starlark_jump(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jump($1, &$2, &$3) }
}
@c(starlark_loop) @inline(__always)
func starlark_loop(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.loop($1, &$2, &$3) }
}
@c(starlark_jumpIfTrue) @inline(__always)
func starlark_jumpIfTrue(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpIfTrue($1, &$2, &$3) }
}
@c(starlark_jumpIfFalse) @inline(__always)
func starlark_jumpIfFalse(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpIfFalse($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLess) @inline(__always)
func starlark_jumpUnlessLess(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLess($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLessI) @inline(__always)
func starlark_jumpUnlessLessI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLessI($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLessK) @inline(__always)
func starlark_jumpUnlessLessK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLessK($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLessOrEqual) @inline(__always)
func starlark_jumpUnlessLessOrEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLessOrEqual($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLessOrEqualI) @inline(__always)
func starlark_jumpUnlessLessOrEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLessOrEqualI($1, &$2, &$3) }
}
@c(starlark_jumpUnlessLessOrEqualK) @inline(__always)
func starlark_jumpUnlessLessOrEqualK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessLessOrEqualK($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreater) @inline(__always)
func starlark_jumpUnlessGreater(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreater($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreaterI) @inline(__always)
func starlark_jumpUnlessGreaterI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreaterI($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreaterK) @inline(__always)
func starlark_jumpUnlessGreaterK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreaterK($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreaterOrEqual) @inline(__always)
func starlark_jumpUnlessGreaterOrEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreaterOrEqual($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreaterOrEqualI) @inline(__always)
func starlark_jumpUnlessGreaterOrEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreaterOrEqualI($1, &$2, &$3) }
}
@c(starlark_jumpUnlessGreaterOrEqualK) @inline(__always)
func starlark_jumpUnlessGreaterOrEqualK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessGreaterOrEqualK($1, &$2, &$3) }
}
@c(starlark_jumpUnlessEqual) @inline(__always)
func starlark_jumpUnlessEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessEqual($1, &$2, &$3) }
}
@c(starlark_jumpUnlessEqualI) @inline(__always)
func starlark_jumpUnlessEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessEqualI($1, &$2, &$3) }
}
@c(starlark_jumpUnlessEqualK) @inline(__always)
func starlark_jumpUnlessEqualK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpUnlessEqualK($1, &$2, &$3) }
}
@c(starlark_jumpIfEqual) @inline(__always)
func starlark_jumpIfEqual(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpIfEqual($1, &$2, &$3) }
}
@c(starlark_jumpIfEqualI) @inline(__always)
func starlark_jumpIfEqualI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpIfEqualI($1, &$2, &$3) }
}
@c(starlark_jumpIfEqualK) @inline(__always)
func starlark_jumpIfEqualK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.jumpIfEqualK($1, &$2, &$3) }
}
@c(starlark_rangePrepare) @inline(__always)
func starlark_rangePrepare(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.rangePrepare($1, &$2, &$3) }
}
@c(starlark_rangeNext) @inline(__always)
func starlark_rangeNext(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.rangeNext($1, &$2, &$3) }
}
@c(starlark_stridePrepare) @inline(__always)
func starlark_stridePrepare(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.stridePrepare($1, &$2, &$3) }
}
@c(starlark_strideNext) @inline(__always)
func starlark_strideNext(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.strideNext($1, &$2, &$3) }
}
@c(starlark_iterate) @inline(__always)
func starlark_iterate(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.iterate($1, &$2, &$3) }
}
@c(starlark_next) @inline(__always)
func starlark_next(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.next($1, &$2, &$3) }
}
@c(starlark_endIterate) @inline(__always)
func starlark_endIterate(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.endIterate($1, &$2, &$3) }
}
@c(starlark_unpack) @inline(__always)
func starlark_unpack(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.unpack($1, &$2, &$3) }
}
@c(starlark_call) @inline(__always)
func starlark_call(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.call($1, &$2, &$3) }
}
@c(starlark_callNamed) @inline(__always)
func starlark_callNamed(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.callNamed($1, &$2, &$3) }
}
@c(starlark_callMethod) @inline(__always)
func starlark_callMethod(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.callMethod($1, &$2, &$3) }
}
@c(starlark_callMethodNamed) @inline(__always)
func starlark_callMethodNamed(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.callMethodNamed($1, &$2, &$3) }
}
@c(starlark_checkMethod) @inline(__always)
func starlark_checkMethod(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.checkMethod($1, &$2, &$3) }
}
@c(starlark_returnValue) @inline(__always)
func starlark_returnValue(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.returnValue($1, &$2, &$3) }
}
@c(starlark_returnNone) @inline(__always)
func starlark_returnNone(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.returnNone($1, &$2, &$3) }
}
@c(starlark_getAttribute) @inline(__always)
func starlark_getAttribute(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getAttribute($1, &$2, &$3) }
}
@c(starlark_setAttribute) @inline(__always)
func starlark_setAttribute(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setAttribute($1, &$2, &$3) }
}
@c(starlark_getIndex) @inline(__always)
func starlark_getIndex(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getIndex($1, &$2, &$3) }
}
@c(starlark_getIndexI) @inline(__always)
func starlark_getIndexI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getIndexI($1, &$2, &$3) }
}
@c(starlark_getIndexK) @inline(__always)
func starlark_getIndexK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.getIndexK($1, &$2, &$3) }
}
@c(starlark_setIndex) @inline(__always)
func starlark_setIndex(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setIndex($1, &$2, &$3) }
}
@c(starlark_setIndexI) @inline(__always)
func starlark_setIndexI(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setIndexI($1, &$2, &$3) }
}
@c(starlark_setIndexK) @inline(__always)
func starlark_setIndexK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.setIndexK($1, &$2, &$3) }
}
@c(starlark_slice) @inline(__always)
func starlark_slice(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.slice($1, &$2, &$3) }
}
@c(starlark_newList) @inline(__always)
func starlark_newList(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.newList($1, &$2, &$3) }
}
@c(starlark_newTuple) @inline(__always)
func starlark_newTuple(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.newTuple($1, &$2, &$3) }
}
@c(starlark_newDict) @inline(__always)
func starlark_newDict(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.newDict($1, &$2, &$3) }
}
@c(starlark_newDictK) @inline(__always)
func starlark_newDictK(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.newDictK($1, &$2, &$3) }
}
@c(starlark_append) @inline(__always)
func starlark_append(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.append($1, &$2, &$3) }
}
@c(starlark_extend) @inline(__always)
func starlark_extend(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.extend($1, &$2, &$3) }
}
@c(starlark_insert) @inline(__always)
func starlark_insert(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.insert($1, &$2, &$3) }
}
@c(starlark_insertUnique) @inline(__always)
func starlark_insertUnique(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.insertUnique($1, &$2, &$3) }
}
@c(starlark_listToTuple) @inline(__always)
func starlark_listToTuple(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.listToTuple($1, &$2, &$3) }
}
@c(starlark_length) @inline(__always)
func starlark_length(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.length($1, &$2, &$3) }
}
@c(starlark_formatValue) @inline(__always)
func starlark_formatValue(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.formatValue($1, &$2, &$3) }
}
@c(starlark_concatenate) @inline(__always)
func starlark_concatenate(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.concatenate($1, &$2, &$3) }
}
@c(starlark_load) @inline(__always)
func starlark_load(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.load($1, &$2, &$3) }
}
@c(starlark_loadName) @inline(__always)
func starlark_loadName(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.loadName($1, &$2, &$3) }
}
@c(starlark_checkParameter) @inline(__always)
func starlark_checkParameter(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.checkParameter($1, &$2, &$3) }
}
@c(starlark_checkReturn) @inline(__always)
func starlark_checkReturn(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.checkReturn($1, &$2, &$3) }
}
@c(starlark_checkVariable) @inline(__always)
func starlark_checkVariable(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.checkVariable($1, &$2, &$3) }
}
@c(starlark_line) @inline(__always)
func starlark_line(_ w: CWord, _ p: CCode, _ r: CFrame, _ m: CState) -> Bool {
  unsafe threaded(w, p, r, m) { $0.line($1, &$2, &$3) }
}
