// What Swift's own import of the C library lacks, since there the call takes a variable number of arguments.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#if defined(__linux__)
extern void *mremap(void *old, size_t old_size, size_t new_size, int flags, ...);
#endif

/// Moves mapped memory onto another mapping, which it replaces; nothing is copied. False, and nothing has changed, where
/// the system cannot.
static inline bool starlark_move_mapping(void *from, size_t old_size, size_t new_size, void *onto) {
#if defined(__linux__)
  enum { may_move = 1, fixed = 2 };
  return mremap(from, old_size, new_size, may_move | fixed, onto) == onto;
#else
  (void)from, (void)old_size, (void)new_size, (void)onto;
  return false;
#endif
}
