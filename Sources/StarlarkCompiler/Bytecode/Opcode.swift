// The instructions of the register machine, one line each: operands, then effect.
//
// A word is `opcode: 8, unused: 8, A: 16, B: 16, C: 16` bits. `A`, `B`, `C` number registers of the frame unless
// said otherwise; `i16` is `C` or `B` as a signed number, `i32` is `B` and `C` together as one. `+w` says that a
// second word follows, a constant or an address which linking fills in. Jumps count words from the end of the
// whole instruction. A frame is
//
//     r[-2] function, later its result   r[-1] return address   r[0]… parameters, locals, temporaries
//
// so a call is laid out as `callee, (return address), argument, argument, …` and its result replaces the callee.
//
// `scripts/generate-dispatch` makes both dispatchers from this list.

/// What an instruction does.
package enum Opcode: UInt8, CaseIterable, Sendable {
  // Constants, moves, variables
  case halt  //             end of the run; only the evaluator makes it
  case move  // A B         A = B
  case constant  // A +w    A = w
  case getGlobal  // A +w   A = *w, an error if unbound
  case setGlobal  // A +w   *w = A
  case checkBound  // A +w  an error if A is unbound; w is the variable's name
  case unbind  // A         A = unbound
  case makeCell  // A B     A = cell of B, which may be unbound
  case getCell  // A B +w   A = value in cell B, an error if unbound; w is the name
  case setCell  // A B      cell A holds B
  case getFree  // A B +w   A = value in free cell number B, an error if unbound; w is the name
  case freeCell  // A B     A = free cell number B itself
  case makeFunction  // A B +w  A = function of code w; defaults, then free cells, stand from B on

  // Arithmetic: A = B op C, B op i16, B op w; addK and multiplyK with C = 1: w op B
  case add, addI, addK
  case subtract, subtractI, subtractK
  case multiply, multiplyI, multiplyK
  case divide, divideK
  case floorDivide, floorDivideI, floorDivideK
  case modulo, moduloI, moduloK
  case bitAnd, bitAndI
  case bitOr
  case bitXor
  case shiftLeft
  case shiftRight
  // One of these and the instruction after it, which takes A and nobody else does: both at once for ints or floats, else
  // the first alone
  case addAdd, addSubtract, addMultiply
  case subtractAdd, subtractSubtract, subtractMultiply
  case multiplyAdd, multiplySubtract, multiplyMultiply
  case multiplyIAdd
  case multiplyKAdd, multiplyKSubtract, multiplyKMultiply  // +w
  case moduloIJumpIfEqualI, moduloIJumpUnlessEqualI
  case addInPlace  // A B C    like add, but a list B grows in place
  case subtractInPlace  // A B C  like subtract, but a set B changes in place, as for the next ones
  case bitAndInPlace
  case bitOrInPlace  // A B C  a dict B too
  case bitXorInPlace
  case negate  // A B          A = -B
  case plus  // A B            A = +B
  case invert  // A B          A = ~B
  case not  // A B             A = not B

  // Comparison: A = B op C
  case equal
  case notEqual
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case contains  // A B C      A = B in C
  case containsNot  // A B C   A = B not in C

  // Jumps
  case jump  // i32
  case loop  // i32            a jump back, which counts a step
  case jumpIfTrue  // A i32
  case jumpIfFalse  // A i32
  // Unless A op B, A op i16 in B, A op w: by i16 in C
  case jumpUnlessLess, jumpUnlessLessI, jumpUnlessLessK
  case jumpUnlessLessOrEqual, jumpUnlessLessOrEqualI, jumpUnlessLessOrEqualK
  case jumpUnlessGreater, jumpUnlessGreaterI, jumpUnlessGreaterK
  case jumpUnlessGreaterOrEqual, jumpUnlessGreaterOrEqualI, jumpUnlessGreaterOrEqualK
  case jumpUnlessEqual, jumpUnlessEqualI, jumpUnlessEqualK
  case jumpIfEqual, jumpIfEqualI, jumpIfEqualK

  // Iteration. An iterator is two registers: A what is iterated (locked), A+1 how far.
  case rangePrepare  // A B i16  B = A, or jump past the loop if A >= A+1: `for B in range(A, A+1)`
  case rangeNext  // A B i16     A += 1; B = A and jump back if A < A+1
  // The same for `range(A, A+1, A+2)`; A+1 becomes how many elements are left
  case stridePrepare  // A B i16
  case strideNext  // A B i16
  case iterate  // A B           iterator A over B, which it locks
  case next  // A B i16          B = the next element and jump back, or unlock and go on
  case endIterate  // A          unlock early
  case unpack  // A B C          B… = the C elements of A, an error if it has more or fewer

  // Calls
  case call  // A B              A = A(B arguments by position from A+2 on)
  // The same, then the values of the names in tuple w; C: 1 if `*args`, 2 if `**kwargs` follows
  case callNamed  // A B C +w
  // A = A.w(B arguments from A+2 on); linking puts the method's number into C
  case callMethod  // A B C +w
  case callMethodNamed  // A B C +w +w   both: method name, then tuple of names
  case checkMethod  // A C +w    an error if A has no attribute w
  case returnValue  // A
  case returnNone

  // Data
  case getAttribute  // A B +w   A = B.w
  case setAttribute  // A B +w   A.w = B
  case getIndex  // A B C        A = B[C]
  case getIndexI  // A B i16
  case getIndexK  // A B +w
  case setIndex  // A B C        A[B] = C
  case setIndexI  // A i16 in B, C
  case setIndexK  // A C +w
  case slice  // A B C           A = B[C:C+1:C+2], None where left out
  case newList  // A B C         A = list of the C values from B on
  case newTuple  // A B C        A = tuple of the C values from B on
  case newDict  // A i32         A = dict with room for i32 entries
  case newDictK  // A B C +w     A = dict of the C values from B on by the keys w, which differ
  case append  // A B            list A gets the element B
  case extend  // A B C          list A gets the C values from B on
  case insert  // A B C          dict A gets the entry B: C
  case insertUnique  // A B C    the same, an error if the key is there
  case listToTuple  // A B       A = tuple of the elements of list B
  case length  // A B            A = len(B)
  case formatValue  // A B C +w  A = B as text; C: choices, B+1…: theirs; w: a format or None
  case concatenate  // A B C     A = the C strings from B on, joined

  // Modules, types, observation
  case load  // A +w             A = module of the name w
  case loadName  // A B +w       A = the name w of module B
  case checkParameter  // A B +w  an error if parameter number B, in A, is not of type w
  case checkReturn  // A +w      an error if A is not of type w
  case checkVariable  // A +w +w  an error if A is not of type w; the second w is the name
  case line  // i32              a line is reached; only where a profile or coverage is wanted

  /// How many words follow the instruction.
  package var extraWords: Int {
    switch self {
    case .constant, .getGlobal, .setGlobal, .checkBound, .getCell, .getFree, .makeFunction,
      .addK, .subtractK, .multiplyK, .divideK, .floorDivideK, .moduloK,
      .multiplyKAdd, .multiplyKSubtract, .multiplyKMultiply,
      .jumpUnlessLessK, .jumpUnlessLessOrEqualK, .jumpUnlessGreaterK, .jumpUnlessGreaterOrEqualK,
      .jumpUnlessEqualK, .jumpIfEqualK,
      .callNamed, .callMethod, .checkMethod, .getAttribute, .setAttribute, .getIndexK, .setIndexK,
      .newDictK, .formatValue, .load, .loadName, .checkParameter, .checkReturn:
      1
    case .callMethodNamed, .checkVariable: 2
    default: 0
    }
  }
}
