// SQLite for Swift: the library's own header, and what C alone can say.
#pragma once

#include <sqlite3.h>
#include <sys/vfs.h>

/// Tells SQLite to copy what is bound: the caller's bytes live only until the call returns.
static inline sqlite3_destructor_type reeve_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// The `f_type` of `statfs(2)`, or -1 with `errno`; Swift's own import of the C library lacks it.
static inline long reeve_file_system_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}
