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

/// Has freed memory of up to `size` bytes kept for the next use, and pieces below a sixteenth of it taken from there.
///
/// What is given back to the system comes again page by page, each found and cleared anew.
static inline void reeve_keep_freed_memory(int size) {
#if defined(M_TRIM_THRESHOLD) && defined(M_MMAP_THRESHOLD)
  mallopt(M_TRIM_THRESHOLD, size);
  mallopt(M_MMAP_THRESHOLD, size / 16);
#else
  (void)size;
#endif
}
