// Made by scripts/generate-dispatch from Opcode.swift; do not edit.

// Threaded dispatch: each instruction ends with a jump to the next one's handler, so that the processor predicts every
// jump by itself. `musttail` keeps the native stack flat; `preserve_none` keeps the machine's registers in the processor's.

#ifndef THREADED_DISPATCH_H
#define THREADED_DISPATCH_H

#include <stdbool.h>
#include <stdint.h>

/// What the machine's state begins with.
struct threaded_machine {
  uint64_t *failed_instruction;
  void *failed_registers;
};

#if defined(__has_attribute)
#if __has_attribute(preserve_none) && __has_attribute(musttail) && defined(__ELF__)
#define THREADED_DISPATCH_AVAILABLE 1
#endif
#endif

static inline bool threaded_dispatch_is_available(void) {
#ifdef THREADED_DISPATCH_AVAILABLE
  return true;
#else
  return false;
#endif
}

#ifdef THREADED_DISPATCH_AVAILABLE

#define THREADED __attribute__((preserve_none))
// A section of its own keeps the optimizer from merging handlers that differ in a constant only: a merged function has
// more parameters, and then no call at its end can be a jump.
#define THREADED_SECTION(name) __attribute__((section(".text.threaded_" #name)))
typedef THREADED void (*threaded_handler)(uint64_t *pc, void *registers, void *machine, void *table);

#define THREADED_HANDLER(name)                                                                       \
  THREADED __attribute__((aligned(32))) THREADED_SECTION(name) static void threaded_##name(          \
      uint64_t *pc, void *registers, void *machine, void *table) {                                   \
    bool starlark_##name(uint64_t *word, uint64_t **pc, void **registers, void *machine);            \
    uint64_t *word = pc++;                                                                           \
    bool goes_on;                                                                                    \
    [[clang::always_inline]] goes_on = starlark_##name(word, &pc, &registers, machine);              \
    if (__builtin_expect(!goes_on, 0)) {                                                             \
      ((struct threaded_machine *)machine)->failed_instruction = word;                               \
      ((struct threaded_machine *)machine)->failed_registers = registers;                            \
      return;                                                                                        \
    }                                                                                                \
    __attribute__((musttail)) return ((threaded_handler *)table)[*(uint8_t *)pc](                    \
        pc, registers, machine, table);                                                              \
  }

THREADED_HANDLER(halt)
THREADED_HANDLER(move)
THREADED_HANDLER(constant)
THREADED_HANDLER(getGlobal)
THREADED_HANDLER(setGlobal)
THREADED_HANDLER(checkBound)
THREADED_HANDLER(unbind)
THREADED_HANDLER(makeCell)
THREADED_HANDLER(getCell)
THREADED_HANDLER(setCell)
THREADED_HANDLER(getFree)
THREADED_HANDLER(freeCell)
THREADED_HANDLER(makeFunction)
THREADED_HANDLER(add)
THREADED_HANDLER(addI)
THREADED_HANDLER(addK)
THREADED_HANDLER(subtract)
THREADED_HANDLER(subtractI)
THREADED_HANDLER(subtractK)
THREADED_HANDLER(multiply)
THREADED_HANDLER(multiplyI)
THREADED_HANDLER(multiplyK)
THREADED_HANDLER(divide)
THREADED_HANDLER(divideK)
THREADED_HANDLER(floorDivide)
THREADED_HANDLER(floorDivideI)
THREADED_HANDLER(floorDivideK)
THREADED_HANDLER(modulo)
THREADED_HANDLER(moduloI)
THREADED_HANDLER(moduloK)
THREADED_HANDLER(bitAnd)
THREADED_HANDLER(bitAndI)
THREADED_HANDLER(bitOr)
THREADED_HANDLER(bitXor)
THREADED_HANDLER(shiftLeft)
THREADED_HANDLER(shiftRight)
THREADED_HANDLER(addAdd)
THREADED_HANDLER(addSubtract)
THREADED_HANDLER(addMultiply)
THREADED_HANDLER(subtractAdd)
THREADED_HANDLER(subtractSubtract)
THREADED_HANDLER(subtractMultiply)
THREADED_HANDLER(multiplyAdd)
THREADED_HANDLER(multiplySubtract)
THREADED_HANDLER(multiplyMultiply)
THREADED_HANDLER(multiplyIAdd)
THREADED_HANDLER(multiplyKAdd)
THREADED_HANDLER(multiplyKSubtract)
THREADED_HANDLER(multiplyKMultiply)
THREADED_HANDLER(moduloIJumpIfEqualI)
THREADED_HANDLER(moduloIJumpUnlessEqualI)
THREADED_HANDLER(addInPlace)
THREADED_HANDLER(subtractInPlace)
THREADED_HANDLER(bitAndInPlace)
THREADED_HANDLER(bitOrInPlace)
THREADED_HANDLER(bitXorInPlace)
THREADED_HANDLER(negate)
THREADED_HANDLER(plus)
THREADED_HANDLER(invert)
THREADED_HANDLER(not)
THREADED_HANDLER(equal)
THREADED_HANDLER(notEqual)
THREADED_HANDLER(less)
THREADED_HANDLER(lessOrEqual)
THREADED_HANDLER(greater)
THREADED_HANDLER(greaterOrEqual)
THREADED_HANDLER(contains)
THREADED_HANDLER(containsNot)
THREADED_HANDLER(jump)
THREADED_HANDLER(loop)
THREADED_HANDLER(jumpIfTrue)
THREADED_HANDLER(jumpIfFalse)
THREADED_HANDLER(jumpUnlessLess)
THREADED_HANDLER(jumpUnlessLessI)
THREADED_HANDLER(jumpUnlessLessK)
THREADED_HANDLER(jumpUnlessLessOrEqual)
THREADED_HANDLER(jumpUnlessLessOrEqualI)
THREADED_HANDLER(jumpUnlessLessOrEqualK)
THREADED_HANDLER(jumpUnlessGreater)
THREADED_HANDLER(jumpUnlessGreaterI)
THREADED_HANDLER(jumpUnlessGreaterK)
THREADED_HANDLER(jumpUnlessGreaterOrEqual)
THREADED_HANDLER(jumpUnlessGreaterOrEqualI)
THREADED_HANDLER(jumpUnlessGreaterOrEqualK)
THREADED_HANDLER(jumpUnlessEqual)
THREADED_HANDLER(jumpUnlessEqualI)
THREADED_HANDLER(jumpUnlessEqualK)
THREADED_HANDLER(jumpIfEqual)
THREADED_HANDLER(jumpIfEqualI)
THREADED_HANDLER(jumpIfEqualK)
THREADED_HANDLER(rangePrepare)
THREADED_HANDLER(rangeNext)
THREADED_HANDLER(stridePrepare)
THREADED_HANDLER(strideNext)
THREADED_HANDLER(iterate)
THREADED_HANDLER(next)
THREADED_HANDLER(endIterate)
THREADED_HANDLER(unpack)
THREADED_HANDLER(call)
THREADED_HANDLER(callNamed)
THREADED_HANDLER(callMethod)
THREADED_HANDLER(callMethodNamed)
THREADED_HANDLER(checkMethod)
THREADED_HANDLER(returnValue)
THREADED_HANDLER(returnNone)
THREADED_HANDLER(getAttribute)
THREADED_HANDLER(setAttribute)
THREADED_HANDLER(getIndex)
THREADED_HANDLER(getIndexI)
THREADED_HANDLER(getIndexK)
THREADED_HANDLER(setIndex)
THREADED_HANDLER(setIndexI)
THREADED_HANDLER(setIndexK)
THREADED_HANDLER(slice)
THREADED_HANDLER(newList)
THREADED_HANDLER(newTuple)
THREADED_HANDLER(newDict)
THREADED_HANDLER(newDictK)
THREADED_HANDLER(append)
THREADED_HANDLER(extend)
THREADED_HANDLER(insert)
THREADED_HANDLER(insertUnique)
THREADED_HANDLER(listToTuple)
THREADED_HANDLER(length)
THREADED_HANDLER(formatValue)
THREADED_HANDLER(concatenate)
THREADED_HANDLER(load)
THREADED_HANDLER(loadName)
THREADED_HANDLER(checkParameter)
THREADED_HANDLER(checkReturn)
THREADED_HANDLER(checkVariable)
THREADED_HANDLER(line)

/// The handlers by opcode.
static inline void *threaded_table(void) {
  static threaded_handler table[256] = {
      threaded_halt,
      threaded_move,
      threaded_constant,
      threaded_getGlobal,
      threaded_setGlobal,
      threaded_checkBound,
      threaded_unbind,
      threaded_makeCell,
      threaded_getCell,
      threaded_setCell,
      threaded_getFree,
      threaded_freeCell,
      threaded_makeFunction,
      threaded_add,
      threaded_addI,
      threaded_addK,
      threaded_subtract,
      threaded_subtractI,
      threaded_subtractK,
      threaded_multiply,
      threaded_multiplyI,
      threaded_multiplyK,
      threaded_divide,
      threaded_divideK,
      threaded_floorDivide,
      threaded_floorDivideI,
      threaded_floorDivideK,
      threaded_modulo,
      threaded_moduloI,
      threaded_moduloK,
      threaded_bitAnd,
      threaded_bitAndI,
      threaded_bitOr,
      threaded_bitXor,
      threaded_shiftLeft,
      threaded_shiftRight,
      threaded_addAdd,
      threaded_addSubtract,
      threaded_addMultiply,
      threaded_subtractAdd,
      threaded_subtractSubtract,
      threaded_subtractMultiply,
      threaded_multiplyAdd,
      threaded_multiplySubtract,
      threaded_multiplyMultiply,
      threaded_multiplyIAdd,
      threaded_multiplyKAdd,
      threaded_multiplyKSubtract,
      threaded_multiplyKMultiply,
      threaded_moduloIJumpIfEqualI,
      threaded_moduloIJumpUnlessEqualI,
      threaded_addInPlace,
      threaded_subtractInPlace,
      threaded_bitAndInPlace,
      threaded_bitOrInPlace,
      threaded_bitXorInPlace,
      threaded_negate,
      threaded_plus,
      threaded_invert,
      threaded_not,
      threaded_equal,
      threaded_notEqual,
      threaded_less,
      threaded_lessOrEqual,
      threaded_greater,
      threaded_greaterOrEqual,
      threaded_contains,
      threaded_containsNot,
      threaded_jump,
      threaded_loop,
      threaded_jumpIfTrue,
      threaded_jumpIfFalse,
      threaded_jumpUnlessLess,
      threaded_jumpUnlessLessI,
      threaded_jumpUnlessLessK,
      threaded_jumpUnlessLessOrEqual,
      threaded_jumpUnlessLessOrEqualI,
      threaded_jumpUnlessLessOrEqualK,
      threaded_jumpUnlessGreater,
      threaded_jumpUnlessGreaterI,
      threaded_jumpUnlessGreaterK,
      threaded_jumpUnlessGreaterOrEqual,
      threaded_jumpUnlessGreaterOrEqualI,
      threaded_jumpUnlessGreaterOrEqualK,
      threaded_jumpUnlessEqual,
      threaded_jumpUnlessEqualI,
      threaded_jumpUnlessEqualK,
      threaded_jumpIfEqual,
      threaded_jumpIfEqualI,
      threaded_jumpIfEqualK,
      threaded_rangePrepare,
      threaded_rangeNext,
      threaded_stridePrepare,
      threaded_strideNext,
      threaded_iterate,
      threaded_next,
      threaded_endIterate,
      threaded_unpack,
      threaded_call,
      threaded_callNamed,
      threaded_callMethod,
      threaded_callMethodNamed,
      threaded_checkMethod,
      threaded_returnValue,
      threaded_returnNone,
      threaded_getAttribute,
      threaded_setAttribute,
      threaded_getIndex,
      threaded_getIndexI,
      threaded_getIndexK,
      threaded_setIndex,
      threaded_setIndexI,
      threaded_setIndexK,
      threaded_slice,
      threaded_newList,
      threaded_newTuple,
      threaded_newDict,
      threaded_newDictK,
      threaded_append,
      threaded_extend,
      threaded_insert,
      threaded_insertUnique,
      threaded_listToTuple,
      threaded_length,
      threaded_formatValue,
      threaded_concatenate,
      threaded_load,
      threaded_loadName,
      threaded_checkParameter,
      threaded_checkReturn,
      threaded_checkVariable,
      threaded_line,
  };
  return table;
}

/// Runs from an instruction on until a handler stops.
static inline void threaded_run(uint64_t *pc, void *registers, void *machine) {
  void *table = threaded_table();
  ((threaded_handler *)table)[*(uint8_t *)pc](pc, registers, machine, table);
}

#endif
#endif
