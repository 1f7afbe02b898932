// What the C library's allocator can be told, which Swift's own import of that library lacks.
#pragma once

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

/// Lets threads share this many pools of memory; nothing where the C library has no such setting.
static inline void reeve_limit_memory_pools(int count) {
#ifdef M_ARENA_MAX
  mallopt(M_ARENA_MAX, count);
#else
  (void)count;
#endif
}
