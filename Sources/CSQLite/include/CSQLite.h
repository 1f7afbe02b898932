// SQLite for Swift: the library's own header, and what C alone can say.
#pragma once

#include <sqlite3.h>
#include <stddef.h>
#include <sys/vfs.h>

/// Tells SQLite to copy what is bound: the caller's bytes live only until the call returns.
static inline sqlite3_destructor_type reeve_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// The `f_type` of `statfs(2)`, or -1 with `errno`; Swift's own import of the C library lacks it.
static inline long reeve_file_system_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}

/// Has pages of a database get memory when they are read: else each connection fills 80 kilobytes before its first
/// statement. Nothing where the library is in use already.
static inline void reeve_sqlite_ask_for_pages_later(void) { sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0); }

/// Has the last connection to a database leave the write-ahead log to the next, rather than copy it and wait for the disk.
static inline int reeve_sqlite_leave_log(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}
